package nl.sluitend.psi;

/**
 * Message 6: the sender holds both results and cannot break off any more.
 *
 * @param resultI SHA-256 of the initiator's signed result
 * @param resultR SHA-256 of the responder's signed result
 * @param outcome {@value #AGREED}
 * @param checkpoint signed note of the sender's log, which covers its outcome leaves
 */
public record Receipt(
        Octets transcript, Octets resultI, Octets resultR, String outcome, String checkpoint) {

    public static final String AGREED = "agreed";
}
