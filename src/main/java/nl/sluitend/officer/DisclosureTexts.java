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

    private DisclosureTexts() {}

    /** What a field is that one party gives the other. */
    static String field(String name) {
        return DisclosureWords.value(name);
    }

    /** Name of a kind, as in the list. */
    static String name(LeafKind kind) {
        return switch (kind) {
            case SESSION_OPEN -> "Afstemming begonnen";
            case EXPOSURE -> "Lijst vergelijkbaar gemaakt";
            case OUTCOME -> "Uitkomst per leerling";
            case SENDING -> "Lijst verstuurd om te tellen of te vragen";
            case RECEIVED -> "Antwoord per leerling";
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
            case WITHDRAWAL -> "Overeenkomst ingetrokken";
            case PROPOSAL -> "Voorgelegd paar";
            case INCIDENT -> "Mogelijk datalek";
            case NOTICE -> "Kennisgeving aan een ontvanger";
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
                    ("%s stuurde zijn lijst versleuteld om te tellen of te vragen. %s kan daar alleen"
                                    + " de lengte van zien.")
                            .formatted(sender, receiver);
            case RECEIVED ->
                    ("%s vroeg welke leerlingen van zijn lijst ook bij %s bekend zijn. %s ziet niet wat"
                                    + " daaruit kwam.")
                            .formatted(sender, receiver, receiver);
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
                            ? "Een vraag is geweigerd. Met deze vraag is niets verstrekt."
                            : ("Een vraag tussen %s en %s is geweigerd. Met deze vraag is niets"
                                            + " verstrekt. Wat er daarvoor in dezelfde sessie is"
                                            + " gedeeld, staat in eigen regels.")
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
            case WITHDRAWAL ->
                    "Een overeenkomst bleek niet te kloppen en is teruggedraaid, ook bij %s."
                            .formatted(receiver);
            case PROPOSAL ->
                    ("Een paar dat misschien hetzelfde kind is, is voorgelegd aan mensen van %s en %s."
                                    + " De een leert het antwoord van de ander pas als beide hun"
                                    + " antwoord hebben vastgelegd.")
                            .formatted(sender, receiver);
            case INCIDENT -> "Er kan een datalek zijn, of er is over besloten.";
            case NOTICE ->
                    receiver.isEmpty()
                            ? "Een kennisgeving van een andere organisatie is verwerkt."
                            : "Een van beide, %s of %s, vertelde de ander dat gegevens zijn verbeterd, gewist of beperkt."
                                    .formatted(sender, receiver);
        };
    }

    /** Name of a member of an entry; one without a Dutch name keeps the name in the log. */
    static String member(String name) {
        return DisclosureWords.member(name);
    }

    /** The value of a member for people. */
    static String value(String name, Object value) {
        return switch (name) {
            case "ending" -> RunTexts.ending(value.toString());
            case "reason", "peerReason" -> RunTexts.reason(DisclosureWords.value(value.toString()));
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
                            .orElse(DisclosureWords.value(value.toString()));
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
