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

    /** The activities of the node itself. */
    static List<ProcessingActivity> own() {
        return List.of(
                of("registration", "Register bijhouden", "bijhouden van het register", PUPILS),
                of("log-consultation", "Log raadplegen", "toezicht op verstrekkingen", OFFICERS),
                of("log-export", "Regels uit het log meenemen", "verantwoording", OFFICERS),
                of("log-erasure", "Uit de logs wissen", "rechten van betrokkenen", PUPILS),
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
        return new ProcessingActivity(
                "urn:sluitend:processing-activity:" + id + ":1", name, purpose, BASIS, subjects);
    }
}
