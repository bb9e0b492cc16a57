package nl.sluitend.psi;

import java.util.List;

/**
 * Message 3: proof that the sender's log holds the leaf that says "my whole list is about to be
 * compared with you". It goes before the first {@link EvaluatedHeader}: each party enforces the
 * other's log-first.
 *
 * @param offersHash {@link Offer#pairHash}
 * @param leaf the leaf as it stands in the log (canonical JSON, UTF-8)
 * @param index its position in the log
 * @param inclusionProof from the leaf to the root of the checkpoint (RFC 6962 section 2.1.1)
 * @param checkpoint signed note of the log
 * @param consistencyProof from the size that the receiver named in its {@link ElementsHeader} to
 *     the checkpoint (RFC 6962 section 2.1.2)
 */
public record Exposed(
        Octets offersHash,
        Octets leaf,
        long index,
        List<Octets> inclusionProof,
        String checkpoint,
        List<Octets> consistencyProof) {

    public Exposed {
        inclusionProof = List.copyOf(inclusionProof);
        consistencyProof = List.copyOf(consistencyProof);
    }

    /** RFC 6962 leaf hash: {@code SHA-256(0x00 ‖ leaf)}. Part of the transcript. */
    public Octets leafHash() {
        return ListRoot.leafHash(leaf.toByteArray());
    }
}
