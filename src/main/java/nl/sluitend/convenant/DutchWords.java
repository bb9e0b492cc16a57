package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * What a value of a convenant is called in Dutch. Different values of one member have different
 * words, so that the words tell which value is meant.
 */
final class DutchWords {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.of("nl", "NL"));

    private static final Map<String, String> CONSTANTS =
            Map.ofEntries(
                    Map.entry("RBL", "regionaal bureau leerplicht (RBL)"),
                    Map.entry("SWV_PO", "samenwerkingsverband primair onderwijs"),
                    Map.entry("SWV_VO", "samenwerkingsverband voortgezet onderwijs"),
                    Map.entry("SEPARATE", "afzonderlijk verantwoordelijk"),
                    Map.entry("JOINT", "gezamenlijk verantwoordelijk"),
                    Map.entry("SAME_HOST", "één organisatie beheert beide knooppunten"),
                    Map.entry("SCHOOL_YEAR", "het schooljaar van de peildatum"),
                    Map.entry("REFERENCE_DATE", "alleen de peildatum"),
                    Map.entry("PO", "primair onderwijs (PO)"),
                    Map.entry("VO", "voortgezet onderwijs (VO)"),
                    Map.entry("ALL", "alles"),
                    Map.entry("ABSOLUUT_VERZUIM", "absoluut verzuim"),
                    Map.entry("LANGDURIG_RELATIEF_VERZUIM", "langdurig relatief verzuim"),
                    Map.entry("VRIJSTELLING_5A", "vrijstelling artikel 5 onder a"),
                    Map.entry("GEOORLOOFD_LANGDURIG", "langdurig geoorloofd afwezig"),
                    Map.entry("DREIGEND", "dreigend thuiszitten"),
                    Map.entry("TRAJECT_BUITEN_SCHOOL", "traject buiten school"),
                    Map.entry("COUNTS", "alleen aantallen tellen"),
                    Map.entry("MATCH", "wederzijds vaststellen wie ook bij de ander bekend is"),
                    Map.entry("MATCH_ONE_SIDED", "eenzijdig vaststellen wie ook bij de ander is"),
                    Map.entry("FIELDS", "vaststellen wie bij beide bekend is en gegevens delen"),
                    Map.entry("PGN", "persoonsgebonden nummer (PGN)"),
                    Map.entry("SCHOOL_PUPIL", "school en leerlingnummer"),
                    Map.entry("DEMOGRAPHIC", "geboortedatum, naam en postcodecijfers"),
                    Map.entry(
                            "DEMOGRAPHIC_SURNAME",
                            "geboortedatum, voorletters en achternaam (na bevestiging door mensen)"),
                    Map.entry(
                            "DEMOGRAPHIC_POSTCODE",
                            "geboortedatum, voorletters en postcodecijfers (na bevestiging door"
                                    + " mensen)"),
                    Map.entry("MATCHES", "meteen een overeenkomst"),
                    Map.entry("ASKED", "een overeenkomst na bevestiging door mensen"),
                    Map.entry("AGE_BAND", "leeftijdsgroep"),
                    Map.entry(
                            "LAST_SCHOOL",
                            "doet mee bij het samenwerkingsverband van de laatste school"),
                    Map.entry("UNDER_12", "jonger dan 12 jaar"),
                    Map.entry("FROM_12_TO_15", "12 tot en met 15 jaar"),
                    Map.entry("FROM_16_TO_17", "16 of 17 jaar"),
                    Map.entry("FROM_18", "18 jaar of ouder"),
                    Map.entry("startDate", "eerste dag van het verzuim"),
                    Map.entry("endDate", "laatste dag van het verzuim"),
                    Map.entry("offerDate", "dag van het aanbod van onderwijs of zorg"),
                    Map.entry("lead", "wie de regie heeft"),
                    Map.entry("enrolled", "of de leerling staat ingeschreven"),
                    Map.entry("schoolType", "schoolsoort"),
                    Map.entry("source", "van wie de melding komt"),
                    Map.entry("municipality", "woongemeente"),
                    Map.entry("category", "categorie"),
                    Map.entry("COLLEGEBESLUIT", "collegebesluit"),
                    Map.entry("MANDAAT", "mandaat van de gemeenschappelijke regeling"),
                    Map.entry("BESTUURSBESLUIT", "bestuursbesluit"));

    private DutchWords() {}

    /**
     * The words of one value.
     *
     * @param pointer where it stands
     * @param names the parties' names by OIN
     */
    static String of(String pointer, JsonNode value, Map<String, String> names) {
        String text = value.asText();
        JsonNode schema = MemberTexts.schema(pointer);
        if (names.containsKey(text) && !pointer.endsWith("/oin")) {
            return names.get(text);
        }
        if (schema.path("format").asText().equals("date")) {
            return DAY.format(LocalDate.parse(text));
        }
        boolean constant = schema.has("enum") || pointer.matches("/legalBases/[0-9]+/covers/.*");
        return constant ? CONSTANTS.getOrDefault(text, text) : text;
    }

    /** A day as people write it. */
    static String day(LocalDate day) {
        return DAY.format(day);
    }
}
