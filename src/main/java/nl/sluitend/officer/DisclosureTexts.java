package nl.sluitend.officer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nl.sluitend.disclosure.LeafKind;

/** What stands in the log, in plain Dutch (B1). */
final class DisclosureTexts {

    private static final Locale DUTCH = Locale.of("nl", "NL");
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy 'om' HH:mm:ss 'uur'", DUTCH);
    private static final DateTimeFormatter SHORT_MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", DUTCH);

    private static final Map<String, String> MEMBERS =
            Map.ofEntries(
                    Map.entry("subject", "Pseudoniem"),
                    Map.entry("outcome", "Uitkomst"),
                    Map.entry("casusnummer", "Casusnummer"),
                    Map.entry("officer", "Medewerker"),
                    Map.entry("n", "Aantal leerlingen"),
                    Map.entry("pupils", "Aantal leerlingen"),
                    Map.entry("chunk", "Deel (het eerste is 0)"),
                    Map.entry("chunks", "Aantal delen"),
                    Map.entry("root", "Wortel"),
                    Map.entry("size", "Regels in het logboek"),
                    Map.entry("step", "Stap"),
                    Map.entry("signer", "Getekend door"),
                    Map.entry("signedAt", "Getekend op"),
                    Map.entry("what", "Wat"),
                    Map.entry("problem", "Soort fout"),
                    Map.entry("epoch", "Maand"),
                    Map.entry("convenant", "Convenant"),
                    Map.entry("fields", "Gegevens"),
                    Map.entry("disclosed", "Leerlingen van wie gegevens zijn verstrekt"),
                    Map.entry("fieldsSent", "Leerlingen van wie gegevens kunnen zijn verstuurd"),
                    Map.entry("fieldsReceived", "Leerlingen van wie gegevens zijn ontvangen"),
                    Map.entry("format", "Bestandsvorm"),
                    Map.entry("group", "Groep"),
                    Map.entry("groups", "Groepen"),
                    Map.entry("epsilon", "Privacyverlies (epsilon)"),
                    Map.entry("digest", "Hash van het aantal"),
                    Map.entry("mode", "Werkwijze"),
                    Map.entry("lane", "Vergeleken op"),
                    Map.entry("role", "Rol"),
                    Map.entry("refDate", "Peildatum"),
                    Map.entry("offersHash", "Hash van de afspraken"),
                    Map.entry("listRoot", "Wortel van de lijst"),
                    Map.entry("rule", "Regel"),
                    Map.entry("detail", "Toelichting"),
                    Map.entry("transcript", "Hash van de uitwisseling"),
                    Map.entry("receiptI", "Ontvangst van de vrager"),
                    Map.entry("receiptR", "Ontvangst van de ander"),
                    Map.entry("ending", "Afloop"),
                    Map.entry("reason", "Reden"),
                    Map.entry("evaluatedSent", "Delen verzonden"),
                    Map.entry("evaluatedReceived", "Delen ontvangen"),
                    Map.entry("consulted", "Geraadpleegd"),
                    Map.entry("filter", "Gezocht op"),
                    Map.entry("kinds", "Soorten"),
                    Map.entry("from", "Van"),
                    Map.entry("until", "Tot"),
                    Map.entry("convenantHash", "Convenant"),
                    Map.entry("counterpart", "Andere organisatie"),
                    Map.entry("exchangeId", "Sessie"),
                    Map.entry("purpose", "Doel"),
                    Map.entry("shown", "Getoonde regels"),
                    Map.entry("total", "Gevonden regels"),
                    Map.entry("log", "Logboek"),
                    Map.entry("index", "Plaats"),
                    Map.entry("changed", "Gewijzigd"),
                    Map.entry("added", "Nieuw"),
                    Map.entry("removed", "Weg"),
                    Map.entry("statement", "Verklaring"),
                    Map.entry("operation", "Handeling"),
                    Map.entry("parentSpan", "Handeling van de aanroeper"),
                    Map.entry("origin", "Naam van het logboek"),
                    Map.entry("event", "Gebeurtenis"),
                    Map.entry("sourceSystem", "Bronsysteem"),
                    Map.entry("registrations", "Aantal registraties"),
                    Map.entry("before", "Was"),
                    Map.entry("consent", "Ingestemd"),
                    Map.entry("case", "Zaaknummer"),
                    Map.entry("right", "Recht"),
                    Map.entry("requester", "Gevraagd door"),
                    Map.entry("ground", "Grond"),
                    Map.entry("keys", "Vernietigde sleutels"),
                    Map.entry("form", "Vorm"),
                    Map.entry("entries", "Aantal regels"),
                    Map.entry("after", "Is nu"));

    private static final Map<String, String> VALUES =
            Map.ofEntries(
                    Map.entry("matched", "ook bij de ander bekend"),
                    Map.entry("not-held-by-receiver", "alleen hier bekend"),
                    Map.entry("COUNTS", "tellen met ruis"),
                    Map.entry("SCHOOL_PUPIL", "school en leerlingnummer"),
                    Map.entry("COMPLETED", "beide partijen zijn het eens"),
                    Map.entry("accept", "getekend"),
                    Map.entry("reject", "afgewezen"),
                    Map.entry("revoke", "ingetrokken"),
                    Map.entry("convenant-step", "een stap in een convenant"),
                    Map.entry("simulation", "een proef met een convenant"),
                    Map.entry("replay", "een controle achteraf van de eigen lijst"),
                    Map.entry("replay-draw", "leerlingen trekken uit een bronsysteem"),
                    Map.entry("list", "de lijst"),
                    Map.entry("entry", "één regel"),
                    Map.entry("export", "een lijst van registraties"),
                    Map.entry("quota", "dagquotum van een bronsysteem"),
                    Map.entry("endings", "einde van registraties die in een lijst ontbraken"),
                    Map.entry("vervang", "onderwijsnummer vervangen door BSN"),
                    Map.entry("INITIATOR", "vrager"),
                    Map.entry("RESPONDER", "antwoorder"),
                    Map.entry("PGN", "persoonsgebonden nummer"),
                    Map.entry("DEMOGRAPHIC", "geboortedatum, naam en postcode"),
                    Map.entry("MATCH", "overeenkomst vaststellen"),
                    Map.entry("FIELDS", "overeenkomst vaststellen en gegevens delen"),
                    Map.entry("startDate", "eerste dag van het verzuim"),
                    Map.entry("endDate", "laatste dag van het verzuim"),
                    Map.entry("offerDate", "dag van het aanbod"),
                    Map.entry("lead", "wie de regie heeft"),
                    Map.entry("enrolled", "ingeschreven of niet"),
                    Map.entry("schoolType", "schoolsoort"),
                    Map.entry("municipality", "woongemeente"),
                    Map.entry("source", "van wie de melding komt"),
                    Map.entry("category", "soort verzuim"),
                    Map.entry("authorised", "machtiging genoteerd"),
                    Map.entry("request", "een verzoek van een betrokkene"),
                    Map.entry("access", "inzage"),
                    Map.entry("objection", "bezwaar"),
                    Map.entry("restriction", "beperking"),
                    Map.entry("rectification", "verbetering"),
                    Map.entry("erasure", "wissen"),
                    Map.entry("entered", "ingevoerd"),
                    Map.entry("extended", "termijn verlengd"),
                    Map.entry("granted", "toegewezen"),
                    Map.entry("refused", "afgewezen"),
                    Map.entry("lifted", "opgeheven"),
                    Map.entry("PUPIL", "de leerling zelf"),
                    Map.entry("PARENT", "ouder of voogd"),
                    Map.entry("REPRESENTATIVE", "gemachtigde"),
                    Map.entry("node", "dit knooppunt"));

    private DisclosureTexts() {}

    /** What a field is that one party gives the other. */
    static String field(String name) {
        return VALUES.getOrDefault(name, name);
    }

    /** Name of a kind, as in the list. */
    static String name(LeafKind kind) {
        return switch (kind) {
            case SESSION_OPEN -> "Afstemming begonnen";
            case EXPOSURE -> "Lijst vergelijkbaar gemaakt";
            case OUTCOME -> "Uitkomst per leerling";
            case SENDING -> "Lijst verstuurd om te tellen";
            case COUNT -> "Geteld";
            case COUNTED -> "Laten tellen";
            case DISCLOSURE -> "Gegevens verstrekt";
            case REFUSAL -> "Geweigerd";
            case RECEIPT -> "Ontvangst getekend";
            case FIELDS_RECEIPT -> "Ontvangst van gegevens getekend";
            case SESSION_END -> "Afstemming geëindigd";
            case CONVENANT -> "Stap in een convenant";
            case CONSULTATION -> "Raadpleging";
            case KEY_EVENT -> "Sleutel gewijzigd";
            case CONFIGURATION -> "Instelling gewijzigd";
            case HEARTBEAT -> "Levensteken van het log";
            case CHECKPOINT -> "Stand van een ander log";
            case EXPORT -> "Regels meegenomen";
            case ACCESS_REPORT -> "Inzage gegeven";
            case ERASURE -> "Gegevens gewist";
            case RIGHTS_REQUEST -> "Verzoek van een betrokkene";
        };
    }

    /**
     * What happened, in one or two sentences.
     *
     * @param sender name of who gives
     * @param receiver name of who gets; empty when nobody does
     */
    static String explanation(LeafKind kind, String sender, String receiver) {
        return switch (kind) {
            case SESSION_OPEN ->
                    "%s en %s spraken af om hun registers te vergelijken. Er was toen nog niets gegeven."
                            .formatted(sender, receiver);
            case EXPOSURE ->
                    ("%s maakte zijn lijst vergelijkbaar voor %s. %s kan alleen zien welke leerlingen"
                                    + " van zijn eigen lijst er ook op staan, en hoe lang de lijst is.")
                            .formatted(sender, receiver, receiver);
            case SENDING ->
                    ("%s stuurde zijn lijst versleuteld om te tellen. %s kan daar alleen de lengte van"
                                    + " zien.")
                            .formatted(sender, receiver);
            case COUNT ->
                    ("%s telde hoeveel leerlingen van een groep ook bij %s bekend zijn. Het aantal"
                                    + " heeft ruis.")
                            .formatted(sender, receiver);
            case COUNTED ->
                    "%s liet %s tellen hoeveel leerlingen beide kennen, met ruis."
                            .formatted(sender, receiver);
            case OUTCOME ->
                    ("%s legde van leerlingen op zijn lijst vast of %s hen ook kent. Eén regel kan over"
                                    + " veel leerlingen gaan; wat er over één leerling staat, is"
                                    + " apart versleuteld.")
                            .formatted(sender, receiver);
            case DISCLOSURE ->
                    ("%s legde vast welke gegevens %s krijgt van leerlingen die beide kennen. Pas"
                                    + " daarna gingen ze weg. De gegevens zelf staan niet in het"
                                    + " logboek.")
                            .formatted(sender, receiver);
            case REFUSAL ->
                    receiver.isEmpty()
                            ? "Een vraag is geweigerd. Er is niets verstrekt."
                            : "Een vraag tussen %s en %s is geweigerd. Er is niets verstrekt."
                                    .formatted(sender, receiver);
            case RECEIPT ->
                    "%s en %s hebben getekend dat zij hetzelfde hebben uitgewisseld."
                            .formatted(sender, receiver);
            case FIELDS_RECEIPT ->
                    "%s en %s hebben getekend welke gegevens zij elkaar gaven."
                            .formatted(sender, receiver);
            case SESSION_END ->
                    "De vergelijking van %s met %s is geëindigd.".formatted(sender, receiver);
            case CONVENANT -> "Er is iets gebeurd met een convenant, zoals tekenen of intrekken.";
            case CONSULTATION ->
                    "Bij %s is het logboek of het register geraadpleegd.".formatted(sender);
            case KEY_EVENT ->
                    "Een sleutel, van dit knooppunt of van een registratie, is gemaakt, vervangen of vernietigd.";
            case CONFIGURATION ->
                    "Een instelling die met verstrekken te maken heeft, is gewijzigd.";
            case HEARTBEAT -> "Het log liep op deze dag door.";
            case CHECKPOINT -> "De stand van een log van een convenant is vastgelegd.";
            case EXPORT ->
                    "Een medewerker van %s nam regels uit het logboek mee.".formatted(sender);
            case ACCESS_REPORT -> "Een betrokkene kreeg een overzicht van zijn gegevens.";
            case ERASURE ->
                    "Wat er over een persoon in de logs staat, is onleesbaar gemaakt. Het bewijs blijft.";
            case RIGHTS_REQUEST ->
                    "Een verzoek van een betrokkene is ontvangen, of er is over besloten.";
        };
    }

    /** Name of a member of an entry; one without a Dutch name keeps the name in the log. */
    static String member(String name) {
        return MEMBERS.getOrDefault(name, name);
    }

    /** The value of a member for people. */
    static String value(String name, Object value) {
        return switch (name) {
            case "ending" -> RunTexts.ending(value.toString());
            case "reason" -> RunTexts.reason(value.toString());
            default -> value(value);
        };
    }

    private static String value(Object value) {
        return switch (value) {
            case Boolean yes -> yes ? "ja" : "nee";
            case List<?> items ->
                    items.stream().map(DisclosureTexts::value).collect(Collectors.joining(", "));
            case Map<?, ?> members when members.isEmpty() -> "niets bijzonders";
            case Map<?, ?> members ->
                    members.entrySet().stream()
                            .map(
                                    entry ->
                                            member(entry.getKey().toString())
                                                    + ": "
                                                    + value(entry.getValue()))
                            .sorted()
                            .collect(Collectors.joining("; "));
            default ->
                    LeafKind.find(value.toString())
                            .map(DisclosureTexts::name)
                            .orElse(VALUES.getOrDefault(value.toString(), value.toString()));
        };
    }

    static String moment(Instant instant) {
        return MOMENT.format(instant.atZone(ZONE));
    }

    static String shortMoment(Instant instant) {
        return SHORT_MOMENT.format(instant.atZone(ZONE));
    }

    /** The moment at which a day begins here. */
    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** The first positions of a hash: enough to tell convenants apart on a page. */
    static String shortHash(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}
