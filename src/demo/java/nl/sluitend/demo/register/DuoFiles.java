package nl.sluitend.demo.register;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The register of an RBL as its package exports it: three lists that derive from DUO, in Dutch
 * columns, with semicolons, Dutch dates and a column of free text. They also hold what a node
 * leaves out: notifications of another kind, one that was withdrawn, an exemption on another
 * ground.
 *
 * @param meldingen for the import profile {@code duo-verzuimmelding}
 * @param absoluutVerzuim for the profile of that name
 * @param vrijstellingen for the profile of exemptions
 */
public record DuoFiles(String meldingen, String absoluutVerzuim, String vrijstellingen) {

    private static final DateTimeFormatter DUTCH = DateTimeFormatter.ofPattern("dd-MM-uuuu");
    private static final String PERSON =
            "BSN;Achternaam;Voorletters;Geboortedatum;Postcodecijfers;Gemeente;Schoolsoort";
    private static final int EVERY = 9;

    /** The three lists of a register. */
    public static DuoFiles of(List<RegisterLine> register) {
        return new DuoFiles(
                meldingen(category(register, Absence.LANGDURIG_RELATIEF_VERZUIM)),
                absoluutVerzuim(category(register, Absence.ABSOLUUT_VERZUIM)),
                vrijstellingen(category(register, Absence.VRIJSTELLING_5A)));
    }

    private static List<RegisterLine> category(List<RegisterLine> register, String category) {
        return register.stream().filter(line -> line.category().equals(category)).toList();
    }

    private static String meldingen(List<RegisterLine> lines) {
        List<String> rows = new ArrayList<>();
        rows.add(
                "Meldingsnummer;"
                        + PERSON
                        + ";BRIN;Vestiging;Leerlingnummer;Soort;Status;Reden afgesloten;"
                        + "Begindatum;Einddatum;Toelichting");
        for (int i = 0; i < lines.size(); i++) {
            RegisterLine line = lines.get(i);
            rows.add(melding(line, line.reference(), "Langdurig relatief verzuim", closed(line)));
            if (i % EVERY == 0) {
                rows.add(melding(earlier(line), line.reference() + "-16", "16 uur", "Afgesloten"));
            } else if (i % EVERY == 1) {
                rows.add(
                        melding(
                                earlier(line),
                                line.reference() + "-L",
                                "Luxe verzuim",
                                "Afgesloten"));
            } else if (i == 2) {
                rows.add(
                        melding(
                                earlier(line),
                                line.reference() + "-I",
                                "Langdurig relatief verzuim",
                                "Ingetrokken"));
            }
        }
        return file(rows);
    }

    private static String melding(
            RegisterLine line, String reference, String soort, String status) {
        String number = line.leerlingnummer();
        return row(
                reference,
                person(line),
                number == null ? "" : "99ZZ",
                number == null ? "" : "00",
                number == null ? "" : number,
                soort,
                status,
                status.equals("Afgesloten") ? "Weer naar school" : "",
                day(line.startDate()),
                day(line.endDate()),
                "\"Met ouders gebeld; zie dossier\"");
    }

    private static String closed(RegisterLine line) {
        return line.endDate() == null ? "In behandeling" : "Afgesloten";
    }

    private static RegisterLine earlier(RegisterLine line) {
        LocalDate start = line.startDate().minusDays(60);
        return line.startedOn(start).endedOn(start.plusDays(20));
    }

    private static String absoluutVerzuim(List<RegisterLine> lines) {
        List<String> rows = new ArrayList<>();
        rows.add("Zaaknummer;" + PERSON + ";Datum uitschrijving;Datum inschrijving;Opmerking");
        for (RegisterLine line : lines) {
            rows.add(
                    row(
                            line.reference(),
                            person(line),
                            day(line.startDate()),
                            day(line.endDate()),
                            ""));
        }
        return file(rows);
    }

    private static String vrijstellingen(List<RegisterLine> lines) {
        List<String> rows = new ArrayList<>();
        rows.add("Beschikkingsnummer;" + PERSON + ";Grond;Ingangsdatum;Einddatum;Toelichting");
        for (int i = 0; i < lines.size(); i++) {
            RegisterLine line = lines.get(i);
            rows.add(vrijstelling(line, line.reference(), "Artikel 5 onder a"));
            if (i == 0) {
                rows.add(vrijstelling(earlier(line), line.reference() + "-15", "Artikel 15"));
            }
        }
        return file(rows);
    }

    private static String vrijstelling(RegisterLine line, String reference, String grond) {
        return row(
                reference,
                person(line),
                grond,
                day(line.startDate()),
                day(line.endDate()),
                "\"Verklaring van een arts gezien\"");
    }

    private static String person(RegisterLine line) {
        String bsn = line.bsn();
        return row(
                bsn == null ? "" : bsn,
                line.surname(),
                line.initials(),
                day(line.birthDate()),
                line.postcode4(),
                line.municipality(),
                words(line.schoolType()));
    }

    private static String words(SchoolType type) {
        return switch (type) {
            case BAO -> "Basisonderwijs";
            case SBAO -> "Speciaal basisonderwijs";
            case SO -> "Speciaal onderwijs";
            case VSO -> "Voortgezet speciaal onderwijs";
            case PRO -> "Praktijkonderwijs";
            case VMBO -> "vmbo-tl";
            case HAVO -> "havo";
            case VWO -> "vwo";
            case MBO -> "Middelbaar beroepsonderwijs";
            case GEEN -> "Geen";
        };
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : DUTCH.format(day);
    }

    private static String row(String... cells) {
        return String.join(";", cells);
    }

    private static String file(List<String> rows) {
        return String.join("\r\n", rows) + "\r\n";
    }
}
