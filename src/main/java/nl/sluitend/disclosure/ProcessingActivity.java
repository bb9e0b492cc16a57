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
 * @param dataSubjects about whom (art. 30(1)(c))
 * @param data categories of personal data (art. 30(1)(c)), in Dutch; empty when there are none
 * @param retention how long they are kept (art. 30(1)(f)), in Dutch; empty when there are none
 */
public record ProcessingActivity(
        String id,
        String name,
        String purpose,
        String legalBasis,
        List<String> dataSubjects,
        String data,
        String retention) {

    private static final String BASIS = "artikel 5, tweede lid, AVG";
    private static final String WITH_THE_NODE_LOG = "zolang het log van het knooppunt bestaat";
    private static final String OFFICER = "code van de medewerker, wat die deed en wanneer";
    private static final String STEPS = "wat er gebeurde en wanneer, zonder kenmerk van een kind";

    /** URN of version 1 of an activity of the node itself. */
    static String urn(String name) {
        return "urn:sluitend:processing-activity:" + name + ":1";
    }

    /** The activities of the node itself: what the node log writes of no other is refused. */
    public static List<ProcessingActivity> own() {
        return List.of(
                ofPupils(
                        "registration",
                        "Register bijhouden",
                        "bijhouden van het register",
                        "versleutelde koppelsleutels, kenmerk in het bronsysteem, en wat dat over het"
                                + " verzuim aanlevert",
                        "tot het bronsysteem de registratie wist, of de betrokkene daarom vraagt"),
                ofOfficers("log-consultation", "Log raadplegen", "toezicht op verstrekkingen"),
                ofOfficers("log-export", "Regels uit het log meenemen", "verantwoording"),
                ofPupils(
                        "log-erasure",
                        "Uit de logs wissen",
                        "rechten van betrokkenen",
                        STEPS,
                        WITH_THE_NODE_LOG),
                ofPupils(
                        "rights-request",
                        "Verzoeken van betrokkenen behandelen",
                        "rechten van betrokkenen",
                        "welk recht, wie het vroeg (leerling, ouder of gemachtigde), het besluit; een"
                                + " code van het kind",
                        "de code tot het besluit, of tot bezwaar of beperking is opgeheven; de rest "
                                + WITH_THE_NODE_LOG),
                ofPupils(
                        "notice",
                        "Verwerken wat een ander verbeterde, wiste of beperkte",
                        "rechten van betrokkenen",
                        "casusnummer, en de namen van gegevens",
                        "casusnummer tot 90 dagen nadat het is verwerkt; de rest "
                                + WITH_THE_NODE_LOG),
                ofPupils(
                        "notice-by-hand",
                        "Zelf vertellen wat is verbeterd, gewist of beperkt",
                        "rechten van betrokkenen",
                        STEPS,
                        WITH_THE_NODE_LOG),
                ofPupils(
                        "probable-match",
                        "Zeggen of een voorgelegd paar hetzelfde kind is",
                        "niets verstrekken over een ander kind",
                        "kenmerk in het bronsysteem, en het antwoord van deze organisatie",
                        "zolang het convenant wordt bewaard; wie keek en antwoordde "
                                + WITH_THE_NODE_LOG),
                ofPupils(
                        "incident",
                        "Incidenten bijhouden",
                        "datalekken op tijd melden",
                        "wat er misging, wanneer en wat is besloten",
                        "zo lang als het log van het convenant; het log van het knooppunt houdt dat"
                                + " er een incident was"),
                ofPupils(
                        "replay",
                        "Achteraf nagaan of de eigen lijst klopte",
                        "toezicht op verstrekkingen",
                        "versleutelde koppelsleutels van getrokken leerlingen, kenmerk in het"
                                + " bronsysteem",
                        "90 dagen na de sessie"),
                ofPupils(
                        "outcome-retention",
                        "Oude uitkomsten wissen",
                        "niet langer bewaren dan afgesproken",
                        STEPS,
                        WITH_THE_NODE_LOG),
                ofPupils(
                        "log-refill",
                        "Regels in een log terugzetten",
                        "herstel van het log",
                        STEPS,
                        WITH_THE_NODE_LOG),
                ofPupils(
                        "log-closing",
                        "Een log sluiten",
                        "einde van de bewaartermijn",
                        STEPS,
                        WITH_THE_NODE_LOG),
                ofPupils(
                        "log-pruning",
                        "Een gesloten log wissen",
                        "einde van de bewaartermijn",
                        STEPS,
                        WITH_THE_NODE_LOG),
                ofNobody("settings", "Instellingen vastleggen", "verantwoording"),
                ofNobody("key-store", "Sleutels vastleggen", "verantwoording"),
                ofNobody(
                        "log-heartbeat",
                        "Levensteken van het log",
                        "aantonen dat het log doorloopt"),
                ofNobody("subject-key-epoch", "Maandsleutel vernietigen", "gewist blijft gewist"));
    }

    private static ProcessingActivity ofPupils(
            String id, String name, String purpose, String data, String retention) {
        return new ProcessingActivity(
                urn(id), name, purpose, BASIS, List.of("leerlingen"), data, retention);
    }

    private static ProcessingActivity ofOfficers(String id, String name, String purpose) {
        return new ProcessingActivity(
                urn(id), name, purpose, BASIS, List.of("medewerkers"), OFFICER, WITH_THE_NODE_LOG);
    }

    private static ProcessingActivity ofNobody(String id, String name, String purpose) {
        return new ProcessingActivity(urn(id), name, purpose, BASIS, List.of(), "", "");
    }
}
