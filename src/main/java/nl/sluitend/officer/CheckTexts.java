package nl.sluitend.officer;

import nl.sluitend.disclosure.LogReport;

/** What a check of a log can find, in plain Dutch. */
final class CheckTexts {

    private CheckTexts() {}

    static String what(LogReport.Check check) {
        return switch (check) {
            case READABLE -> "kan niet worden gelezen";
            case KEY, CHECKPOINT -> "de handtekening klopt niet";
            case ENTRY_FORM, SEQUENCE, TIME -> "een regel is niet zoals zij hoort";
            case TILES, ROOT -> "de boom klopt niet met de regels";
            case KNOWN, HISTORY -> "een eerdere stand is niet meer terug te vinden";
            case COSIGNATURE -> "een getuige is achter, of haar handtekening klopt niet";
            case HEARTBEAT -> "een levensteken ontbreekt of telt niet";
            case OUTCOMES -> "van een leerling ontbreekt een uitkomst";
            case RECEIPTS -> "ontvangstbewijzen van beide partijen verschillen";
        };
    }
}
