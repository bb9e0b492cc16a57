package nl.sluitend.psi;

import java.util.Optional;

/**
 * The second receipt: the sender holds all fields of the peer and cannot break off any more.
 *
 * @param transcript as in the first one
 * @param fieldsI {@link FieldsHeader#digestOfAll} of what the initiator sent
 * @param fieldsR of what the responder sent
 * @param outcome {@value Receipt#AGREED}
 * @param checkpoint signed note of the sender's log, which covers its disclosure leaves
 */
public record FieldsReceipt(
        Octets transcript, Octets fieldsI, Octets fieldsR, String outcome, String checkpoint) {

    /** Compares with the receipt of our own; the checkpoint is each party's own. */
    public Optional<Refusal> check(FieldsReceipt own) {
        return transcript.equals(own.transcript)
                        && fieldsI.equals(own.fieldsI)
                        && fieldsR.equals(own.fieldsR)
                        && outcome.equals(own.outcome)
                ? Optional.empty()
                : Optional.of(
                        new Refusal(
                                RefusalType.RECEIPT_DIFFERS,
                                "the receipt does not name the same fields"));
    }
}
