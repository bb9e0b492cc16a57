package nl.sluitend.demo.expected;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What counts as a registration in the lists that an RBL's package derives from DUO. */
final class PlainDuo {

    private static final Map<String, String> SCHOOL_TYPES =
            Map.of(
                    "basisonderwijs", "BAO",
                    "speciaal basisonderwijs", "SBAO",
                    "speciaal onderwijs", "SO",
                    "voortgezet speciaal onderwijs", "VSO",
                    "praktijkonderwijs", "PRO",
                    "vmbo-tl", "VMBO",
                    "middelbaar beroepsonderwijs", "MBO");
    private static final Map<String, String> COLUMNS =
            Map.ofEntries(
                    Map.entry("meldingsnummer", "reference"),
                    Map.entry("zaaknummer", "reference"),
                    Map.entry("beschikkingsnummer", "reference"),
                    Map.entry("achternaam", "surname"),
                    Map.entry("voorletters", "initials"),
                    Map.entry("geboortedatum", "birthdate"),
                    Map.entry("postcodecijfers", "postcode4"),
                    Map.entry("gemeente", "municipality"),
                    Map.entry("schoolsoort", "schooltype"),
                    Map.entry("begindatum", "startdate"),
                    Map.entry("ingangsdatum", "startdate"),
                    Map.entry("datum uitschrijving", "startdate"),
                    Map.entry("einddatum", "enddate"),
                    Map.entry("datum inschrijving", "enddate"));

    private PlainDuo() {}

    /** The line in the columns of the generic profile; empty when it is to be left out. */
    static Optional<PlainLine> line(PlainLine line) {
        return category(line).map(category -> generic(line, category));
    }

    private static Optional<String> category(PlainLine line) {
        if (!line.cell("grond").isEmpty()) {
            boolean underA = line.code("grond").equals("ARTIKEL 5 ONDER A");
            return underA ? Optional.of("VRIJSTELLING_5A") : Optional.empty();
        }
        if (line.cell("soort").isEmpty()) {
            return Optional.of("ABSOLUUT_VERZUIM");
        }
        boolean stands = !line.code("status").equals("INGETROKKEN");
        boolean longOne = line.code("soort").equals("LANGDURIG RELATIEF VERZUIM");
        return stands && longOne ? Optional.of("LANGDURIG_RELATIEF_VERZUIM") : Optional.empty();
    }

    private static PlainLine generic(PlainLine line, String category) {
        Map<String, String> cells = new HashMap<>();
        line.cells()
                .forEach((column, cell) -> cells.put(COLUMNS.getOrDefault(column, column), cell));
        String schoolType = line.cell("schoolsoort").toLowerCase(Locale.ROOT);
        cells.put("schooltype", SCHOOL_TYPES.getOrDefault(schoolType, schoolType));
        cells.put("category", category);
        return new PlainLine(Map.copyOf(cells));
    }
}
