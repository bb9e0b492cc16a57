package nl.sluitend.disclosure;

import java.util.List;

/**
 * An activity in the register of processing activities of this node (AVG art. 30), in one version.
 * Activities of exchanges are in the register that the convenant names.
 *
 * @param id URN, its version last
 * @param name in Dutch
 * @param purpose in Dutch
 * @param legalBasis in Dutch
 * @param dataSubjects about whom
 */
public record ProcessingActivity(
        String id, String name, String purpose, String legalBasis, List<String> dataSubjects) {

    private static final String BASIS = "artikel 5, tweede lid, AVG";
    private static final List<String> OFFICERS = List.of("medewerkers");
    private static final List<String> PUPILS = List.of("leerlingen");

    /** URN of version 1 of an activity of the node itself. */
    static String urn(String name) {
        return "urn:sluitend:processing-activity:" + name + ":1";
    }

    /** The activities of the node itself: what the node log writes of no other is refused. */
    public static List<ProcessingActivity> own() {
        return List.of(
                of("registration", "Register bijhouden", "bijhouden van het register", PUPILS),
                of("log-consultation", "Log raadplegen", "toezicht op verstrekkingen", OFFICERS),
                of("log-export", "Regels uit het log meenemen", "verantwoording", OFFICERS),
                of("log-erasure", "Uit de logs wissen", "rechten van betrokkenen", PUPILS),
                of(
                        "rights-request",
                        "Verzoeken van betrokkenen behandelen",
                        "rechten van betrokkenen",
                        PUPILS),
                of(
                        "notice",
                        "Verwerken wat een ander verbeterde, wiste of beperkte",
                        "rechten van betrokkenen",
                        PUPILS),
                of("incident", "Incidenten bijhouden", "datalekken op tijd melden", PUPILS),
                of(
                        "replay",
                        "Achteraf nagaan of de eigen lijst klopte",
                        "toezicht op verstrekkingen",
                        PUPILS),
                of(
                        "outcome-retention",
                        "Oude uitkomsten wissen",
                        "niet langer bewaren dan afgesproken",
                        PUPILS),
                of("log-refill", "Regels in een log terugzetten", "herstel van het log", PUPILS),
                of("log-closing", "Een log sluiten", "einde van de bewaartermijn", PUPILS),
                of("log-pruning", "Een gesloten log wissen", "einde van de bewaartermijn", PUPILS),
                of("settings", "Instellingen vastleggen", "verantwoording", List.of()),
                of("key-store", "Sleutels vastleggen", "verantwoording", List.of()),
                of(
                        "log-heartbeat",
                        "Levensteken van het log",
                        "aantonen dat het log doorloopt",
                        List.of()),
                of(
                        "subject-key-epoch",
                        "Maandsleutel vernietigen",
                        "gewist blijft gewist",
                        List.of()));
    }

    private static ProcessingActivity of(
            String id, String name, String purpose, List<String> subjects) {
        return new ProcessingActivity(urn(id), name, purpose, BASIS, subjects);
    }
}
