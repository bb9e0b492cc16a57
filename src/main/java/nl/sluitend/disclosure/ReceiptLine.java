package nl.sluitend.disclosure;

import java.time.Instant;
import java.util.Map;

/**
 * The receipt of one session as a party's log holds it.
 *
 * @param exchangeId the session
 * @param logged when it was recorded there
 * @param receipt the clear members of the entry: transcript and both signed receipts, equal at both
 */
record ReceiptLine(String exchangeId, Instant logged, Map<String, Object> receipt) {

    ReceiptLine {
        receipt = Map.copyOf(receipt);
    }
}
