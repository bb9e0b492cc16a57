package nl.sluitend.officer;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nl.sluitend.subject.RightsRequest;
import nl.sluitend.subject.RightsRequest.Kind;
import nl.sluitend.subject.RightsRequest.Requester;

/** The words of the pages about requests of data subjects (B1). */
final class RightsTexts {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.of("nl", "NL"));

    /** Why nothing is given or done yet. */
    static final String NEEDS_AUTHORISATION =
            "Volgens het register is dit kind 16 jaar of ouder. Dan vraagt de leerling dit zelf, of"
                    + " geeft de leerling een ouder een schriftelijke machtiging. Noteer eerst die"
                    + " machtiging, of wijs het verzoek af.";

    /** What is wrong with an explanation that cannot be kept. */
    static final String NO_REASON =
            "Schrijf een toelichting van hoogstens 500 tekens, zonder nummers van zeven cijfers of"
                    + " meer.";

    private RightsTexts() {}

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String name(Kind kind) {
        return switch (kind) {
            case ACCESS -> "Inzage (artikel 15 AVG)";
            case OBJECTION -> "Bezwaar (artikel 21 AVG)";
            case RESTRICTION -> "Beperking (artikel 18 AVG)";
            case RECTIFICATION -> "Verbetering (artikel 16 AVG)";
            case ERASURE -> "Wissen (artikel 17 AVG)";
        };
    }

    static String name(Requester requester) {
        return switch (requester) {
            case PUPIL -> "de leerling zelf, 16 jaar of ouder";
            case PARENT -> "een ouder of voogd";
            case REPRESENTATIVE -> "iemand met een schriftelijke machtiging";
        };
    }

    static String state(RightsRequest request) {
        return switch (request.state()) {
            case OPEN -> "open";
            case GRANTED -> request.kind() == Kind.ACCESS ? "overzicht gegeven" : "toegewezen";
            case REFUSED -> "afgewezen";
            case LIFTED -> "opgeheven";
        };
    }

    /** What is left of the time for an answer. */
    static String time(RightsRequest request, LocalDate today) {
        if (!request.isOpen()) {
            return request.closedOn().map(day -> "besloten op " + day(day)).orElse("besloten");
        }
        long days = request.daysLeft(today);
        if (days < 0) {
            return days == -1 ? "1 dag te laat" : "%d dagen te laat".formatted(-days);
        }
        if (days == 0) {
            return "vandaag";
        }
        return days == 1 ? "nog 1 dag" : "nog %d dagen".formatted(days);
    }

    /** What happens when the request is granted; read before the decision. */
    static String effect(Kind kind) {
        return switch (kind) {
            case ACCESS ->
                    "Geef eerst het overzicht en het bestand met bewijzen aan de betrokkene. Rond"
                            + " daarna het verzoek af. Dan vergeet dit knooppunt over wie het ging,"
                            + " en kunt u het overzicht hier niet meer openen.";
            case OBJECTION ->
                    "Het kind doet niet meer mee aan afstemmingen die hierna beginnen. Een"
                            + " afstemming die nu loopt, gaat door. Wat anderen al weten, verandert"
                            + " niet. Andere organisaties zien alleen dat uw lijst korter is"
                            + " geworden.";
            case RESTRICTION ->
                    "Het kind doet voorlopig niet mee aan afstemmingen die hierna beginnen. Een"
                            + " afstemming die nu loopt, gaat door. De gegevens blijven bewaard. U"
                            + " kunt de beperking later opheffen. Het knooppunt vertelt aan de"
                            + " ontvangers hierboven dat er een beperking is (artikel 19 AVG), en"
                            + " later dat zij is opgeheven.";
            case RECTIFICATION ->
                    "Dit knooppunt verandert zelf niets. Verbeter het gegeven in het bronsysteem;"
                            + " dat levert het daarna opnieuw aan. Rondt u het verzoek af, dan vertelt"
                            + " het knooppunt aan de ontvangers hierboven dat het is verbeterd (artikel"
                            + " 19 AVG).";
            case ERASURE ->
                    "De registraties van het kind op dit knooppunt worden gewist. Wat er in de"
                            + " logboeken over het kind staat, wordt onleesbaar. Dat kan niet"
                            + " ongedaan worden gemaakt. Het bewijs dat er een regel stond, blijft."
                            + " Reservekopieën kunnen de gegevens nog 35 dagen bevatten. Punten in"
                            + " lijsten van afgelopen sessies blijven nog ten hoogste 90 dagen."
                            + " Wis het kind ook in het bronsysteem: anders levert dat systeem het"
                            + " opnieuw aan. Het knooppunt vertelt aan de ontvangers hierboven dat"
                            + " u hebt gewist (artikel 19 AVG).";
        };
    }

    static String grantButton(Kind kind) {
        return switch (kind) {
            case ACCESS -> "Overzicht is gegeven: afronden";
            case OBJECTION -> "Bezwaar toewijzen";
            case RESTRICTION -> "Beperking toewijzen";
            case RECTIFICATION -> "Verbetering is gedaan: afronden";
            case ERASURE -> "Definitief wissen";
        };
    }

    /** What an officer writes beside the decision. */
    static String grantHint(Kind kind) {
        return switch (kind) {
            case ACCESS -> "Hoe en wanneer de betrokkene het overzicht kreeg.";
            case RECTIFICATION -> "Wat is verbeterd. Noem geen persoon.";
            case OBJECTION, RESTRICTION, ERASURE ->
                    "Waarom u dit toewijst. Noem geen persoon en geen nummer van een kind.";
        };
    }
}
