package nl.sluitend.officer;

import java.util.Locale;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.reconciliation.RunView;

/** The words of the pages about runs (B1). */
final class RunTexts {

    static final Locale DUTCH = Locale.of("nl", "NL");

    private RunTexts() {}

    /** With a dot between thousands. */
    static String number(long number) {
        return String.format(DUTCH, "%,d", number);
    }

    static String state(RunView run) {
        return switch (run.state()) {
            case "RUNNING" -> "bezig, %d%% gedaan".formatted(run.progress());
            case "COMPLETED" -> "afgerond";
            case "STOPPED" -> "gestopt";
            case "FAILED" -> "niet gelukt";
            default -> run.state();
        };
    }

    /** Whether one party counts at the other, instead of both learning who is on both lists. */
    static boolean counts(RunView run) {
        return run.mode().equals("COUNTS");
    }

    /** Whether the other party asked, and alone learned what came of it. */
    static boolean asked(RunView run) {
        return run.mode().equals("MATCH_ONE_SIDED") && !run.initiator();
    }

    static String mode(RunView run) {
        if (counts(run)) {
            return run.initiator()
                    ? "tellen met ruis: deze organisatie telt"
                    : "tellen met ruis: de ander telt";
        }
        return switch (run.mode()) {
            case "MATCH" -> "wederzijds vaststellen wie ook bij de ander bekend is";
            case "MATCH_ONE_SIDED" ->
                    run.initiator()
                            ? "eenzijdig vaststellen: deze organisatie vraagt, de ander leert niets"
                            : "eenzijdig vaststellen: de ander vraagt, deze organisatie leert niets";
            case "FIELDS" -> "vaststellen wie bij beide bekend is, en gegevens delen";
            default -> run.mode();
        };
    }

    /** What a person who begins is about to do. */
    static String beginning(ExchangeMode mode) {
        return switch (mode) {
            case COUNTS -> "tellen met ruis (u telt)";
            case MATCH -> "wederzijds vaststellen wie ook bij de ander bekend is";
            case MATCH_ONE_SIDED -> "eenzijdig vaststellen (u vraagt, de ander leert niets)";
            case FIELDS -> "vaststellen wie bij beide bekend is, en gegevens delen";
        };
    }

    static String ageBand(String band) {
        return switch (band) {
            case "UNDER_12" -> "jonger dan 12";
            case "FROM_12_TO_15" -> "12 tot en met 15";
            case "FROM_16_TO_17" -> "16 en 17";
            case "FROM_18" -> "18 en ouder";
            case "UNKNOWN" -> "leeftijd onbekend";
            default -> band;
        };
    }

    static String lane(String lane) {
        return switch (lane) {
            case "PGN" -> "persoonsgebonden nummer";
            case "SCHOOL_PUPIL" -> "school en leerlingnummer";
            case "DEMOGRAPHIC" -> "geboortedatum, naam en postcode";
            case "DEMOGRAPHIC_SURNAME" -> "geboortedatum, voorletters en achternaam";
            case "DEMOGRAPHIC_POSTCODE" -> "geboortedatum, voorletters en postcode";
            default -> lane;
        };
    }

    static String outcome(String outcome) {
        return switch (outcome) {
            case "MATCHED" -> "ook bij de ander bekend";
            case "PROBABLE" -> "misschien ook bij de ander bekend; voorgelegd aan mensen";
            case "NOT_CONFIRMED" -> "voorgelegd en niet bevestigd";
            case "ONLY_HERE" -> "alleen hier bekend";
            case "CONFLICT" -> "nummers spreken elkaar tegen";
            case "OUT_OF_SCOPE" -> "valt buiten het convenant";
            case "KEY_MISSING" -> "een koppelsleutel ontbreekt";
            case "AMBIGUOUS" -> "past op meer dan één leerling";
            case "NOBODY_ANSWERS" -> "niemand kan antwoorden";
            case "OBJECTION" -> "bezwaar of beperking";
            case "WITHDRAWN" -> "overeenkomst ingetrokken";
            default -> outcome;
        };
    }

    static String rule(String rule) {
        return switch (rule) {
            case "period" -> "buiten de periode";
            case "category" -> "categorie hoort er niet bij";
            case "special_category" ->
                    "categorie over gezondheid, zonder uitzondering in het convenant";
            case "sector" -> "andere sector, of onbekend";
            case "municipality" -> "andere gemeente, of onbekend";
            case "age" -> "andere leeftijd, of onbekend";
            case "shielded" -> "beschermd: geheim adres of opvang";
            default -> rule;
        };
    }

    static String ending(String ending) {
        return switch (ending) {
            case "agreed" -> "beide partijen zijn het eens";
            case "disputed" -> "betwist: verder is niets verstrekt";
            case "aborted-clean" -> "afgebroken voordat er iets vergelijkbaar was";
            case "aborted-exposed" ->
                    "afgebroken; de ander kan al weten wie op beide lijsten staat";
            case "fields-withheld" ->
                    "eens over wie op beide lijsten staat; eigen gegevens zijn niet verstuurd";
            case "fields-exposed" ->
                    "eens over wie op beide lijsten staat; de ander kan gegevens hebben zonder voor"
                            + " ontvangst te tekenen";
            case "superseded" -> "de ander begon tegelijk; diens sessie ging door";
            default -> ending;
        };
    }

    /** Why a run was not finished, or what it waits for. */
    static String reason(String reason) {
        return switch (reason) {
            case "stopped" -> "een medewerker heeft de run gestopt";
            case "revoked" -> "het convenant is ingetrokken";
            case "replaced" -> "het convenant is vervangen door een ander";
            case "counted-before" -> "deze lijsten zijn al eerder geteld; dat aantal blijft gelden";
            case "expired" -> "het convenant of de afspraak is verlopen";
            case "timed-out", "offer-lapsed" -> "de ander antwoordde niet op tijd";
            case "refused-by-peer" -> "de ander weigerde";
            case "secret-lost" -> "de database is hersteld; begin opnieuw";
            case "own-proof-failed" -> "de eigen berekening klopte niet; er is niets van verstuurd";
            case "own-fields-too-long" ->
                    "de gegevens van een leerling passen niet in een bericht; er is niets verstuurd";
            case "fields-mismatch" -> "de ander gaf gegevens van een ander aantal leerlingen";
            case "field-not-permitted" -> "de ander gaf een gegeven dat het convenant niet noemt";
            case "invalid-record" -> "de ander gaf een gegeven dat niet te lezen is";
            case "too-few-changes" ->
                    "sinds de vorige telling is er te weinig veranderd op een van de lijsten";
            case "limit-exceeded" -> "een grens van het convenant is bereikt";
            case "not-permitted" -> "het convenant staat dit nu niet toe";
            case "session-open" -> "er loopt al een afstemming onder dit convenant";
            case "superseded" -> "de ander begon tegelijk; diens sessie ging door";
            case "disputed" -> "beide partijen kwamen niet op hetzelfde uit";
            case "aborted-by-peer" -> "de ander heeft de run afgebroken";
            case "identity-mismatch" -> "een bericht kwam niet van de partij die het noemde";
            case "unsupported" ->
                    "de ander gebruikt een andere versie, of een bericht was onleesbaar";
            case "replayed" -> "een aanbod was al gebruikt, of de klokken lopen niet gelijk";
            case "reflected" -> "de ander stuurde terug wat van deze organisatie kwam";
            case "offers-differ", "transcript-differs", "receipt-differs" ->
                    "beide partijen hadden niet dezelfde berichten";
            case "commitment-mismatch", "chunk-conflict" ->
                    "een lijst was een andere dan vooraf was vastgelegd";
            case "invalid-element" -> "een lijst had ongeldige, dubbele of te veel punten";
            case "proof-invalid" -> "het bewijs bij een berekening klopte niet";
            case "not-logged" -> "het logboek bewees niet dat er vergeleken ging worden";
            case "out-of-order" -> "een bericht kwam niet op zijn beurt";
            case "too-large" -> "een bericht was groter dan het mag zijn";
            case "invalid-input" -> "dit convenant of dit doel is hier niet bekend";
            case "log-unavailable" -> "het logboek kon niet worden geschreven";
            default -> reason;
        };
    }

    static String phase(String phase) {
        return switch (phase) {
            case "OFFERED" -> "afspraken uitwisselen";
            case "ELEMENTS" -> "versleutelde lijsten uitwisselen";
            case "EXPOSED" -> "vastleggen dat er vergeleken gaat worden";
            case "EVALUATING" -> "vergelijken, in rondes";
            case "COMPUTED" -> "uitkomst berekend en vastgelegd";
            case "RESULT_SENT", "AGREED" -> "ondertekenen";
            case "FIELDS_DUE" -> "gegevens klaarzetten en vastleggen";
            case "FIELDS_SENT" -> "gegevens uitwisselen";
            case "FIELDS_HELD" -> "ondertekenen dat de gegevens er zijn";
            case "COMPLETED" -> "klaar";
            case "DISPUTED" -> "betwist";
            case "ABORTED" -> "afgebroken";
            default -> phase;
        };
    }

    /** A duration that people can picture. */
    static String duration(long milliseconds) {
        long seconds = Math.max(1, (milliseconds + 500) / 1000);
        if (seconds < 120) {
            return seconds == 1 ? "1 seconde" : seconds + " seconden";
        }
        long minutes = seconds / 60;
        return minutes < 120 ? minutes + " minuten" : minutes / 60 + " uur";
    }
}
