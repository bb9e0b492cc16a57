package nl.sluitend.officer;

import nl.sluitend.disclosure.LogReport;
import nl.sluitend.disclosure.ReceiptComparison;

/** What a check of a log can find, in plain Dutch. */
final class CheckTexts {

    private CheckTexts() {}

    static String difference(ReceiptComparison.Difference difference) {
        String session = "Sessie " + difference.exchangeId();
        int count = difference.count();
        String rules = count == 1 ? "1 leerlingregel" : count + " leerlingregels";
        return switch (difference.kind()) {
            case RECEIPT_MISSING_HERE -> session + ": het ontvangstbewijs ontbreekt in dit logboek";
            case RECEIPT_MISSING_THERE ->
                    session + ": het ontvangstbewijs ontbreekt bij de andere partij";
            case RECEIPTS_DIFFER -> session + ": de ontvangstbewijzen zijn niet gelijk";
            case PUPILS_MISSING_HERE ->
                    "%s: in dit logboek ontbreken %s die de andere partij wel heeft"
                            .formatted(session, rules);
            case PUPILS_MISSING_THERE ->
                    "%s: bij de andere partij ontbreken %s; hier staan ze op regel/plaats %s"
                            .formatted(session, rules, String.join(", ", difference.places()));
        };
    }

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
            case CLOSING ->
                    "het log is afgesloten en er ontbreken regels, of de verklaring klopt niet";
            case RECEIPTS -> "ontvangstbewijzen van beide partijen verschillen";
        };
    }
}
