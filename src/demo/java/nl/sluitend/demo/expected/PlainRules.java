package nl.sluitend.demo.expected;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which lines of the generic profile an import must refuse; remembers the references seen. */
final class PlainRules {

    private static final Set<String> CATEGORIES =
            Set.of(
                    "ABSOLUUT_VERZUIM",
                    "LANGDURIG_RELATIEF_VERZUIM",
                    "VRIJSTELLING_5A",
                    "GEOORLOOFD_LANGDURIG",
                    "DREIGEND",
                    "TRAJECT_BUITEN_SCHOOL");
    private static final Set<String> SCHOOL_TYPES =
            Set.of("", "BAO", "SBAO", "SO", "VSO", "PRO", "VMBO", "HAVO", "VWO", "MBO", "GEEN");
    private static final Set<String> SOURCES = Set.of("", "DUO", "SCHOOL", "OUDER", "EIGEN");
    private static final Set<String> TRUTHS =
            Set.of("", "TRUE", "FALSE", "JA", "NEE", "J", "N", "1", "0");
    private static final Set<String> LEADS = Set.of("", "RBL", "SWV", "SCHOOL");

    private final Set<String> references = new HashSet<>();

    boolean accept(PlainLine line) {
        return hasGoodReference(line)
                && hasGoodNumbers(line)
                && hasGoodParts(line)
                && (line.pgn().isPresent() || hasPerson(line) || hasSchoolNumber(line))
                && CATEGORIES.contains(line.code("category"))
                && SCHOOL_TYPES.contains(line.code("schoolType"))
                && SOURCES.contains(line.code("source"))
                && LEADS.contains(line.code("lead"))
                && TRUTHS.contains(line.code("enrolled"))
                && hasGoodDates(line)
                && references.add(line.reference());
    }

    private static boolean hasGoodReference(PlainLine line) {
        return line.reference().matches("[!-~]{1,100}")
                && Stream.of("bsn", "onderwijsnummer")
                        .map(line::cell)
                        .noneMatch(
                                number -> !number.isEmpty() && line.reference().contains(number));
    }

    /** Whether each part of a name or school number that is there has its form. */
    private static boolean hasGoodParts(PlainLine line) {
        return line.cell("brin").matches("([0-9]{2}[A-Za-z]{2})?")
                && line.cell("vestiging").matches("([0-9]{1,2})?")
                && line.cell("leerlingnummer").matches("([0-9A-Za-z][0-9A-Za-z./-]{0,19})?")
                && line.cell("postcode4").matches("([1-9][0-9]{3}( ?[A-Za-z]{2})?)?")
                && line.cell("surname").matches("[\\p{IsLatin}\\p{M} \\-.,/'`’]{0,200}")
                && line.cell("initials").matches("[\\p{IsLatin}\\p{M} \\-.,/'`’]{0,40}")
                && line.cell("municipality").matches("((GM)?[0-9]{4}|[\\p{L}' .()-]{2,60})?");
    }

    private static boolean hasPerson(PlainLine line) {
        return Stream.of("birthDate", "surname", "initials", "postcode4")
                .noneMatch(column -> line.cell(column).isEmpty());
    }

    private static boolean hasGoodNumbers(PlainLine line) {
        String bsn = line.cell("bsn");
        String onderwijsnummer = line.cell("onderwijsnummer");
        return (bsn.isEmpty() || (remainder(bsn) == 0 && !bsn.matches("0+")))
                && (onderwijsnummer.isEmpty()
                        || (onderwijsnummer.matches("10[0-9]{7}")
                                && remainder(onderwijsnummer) == 5));
    }

    private static boolean hasSchoolNumber(PlainLine line) {
        return !line.cell("brin").isEmpty()
                && !line.cell("vestiging").isEmpty()
                && !line.cell("leerlingnummer").isEmpty();
    }

    private static boolean hasGoodDates(PlainLine line) {
        try {
            line.date("birthDate");
            line.date("offerDate");
            Optional<LocalDate> start = line.date("startDate");
            return start.isPresent()
                    && line.date("endDate").filter(end -> end.isBefore(start.get())).isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The weighted sum of the 11-test, modulo 11; -1 for what is no number of at most 9 digits. */
    private static int remainder(String number) {
        if (!number.matches("[0-9]{7,9}")) {
            return -1;
        }
        String digits = "0".repeat(9 - number.length()) + number;
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            int weight = i == 8 ? -1 : 9 - i;
            sum += weight * (digits.charAt(i) - '0');
        }
        return Math.floorMod(sum, 11);
    }
}
