package nl.sluitend.psi;

import java.util.List;

/**
 * Message 2: opens the commitment of the offer, before any chunk of the list.
 *
 * @param offersHash {@link Offer#pairHash}
 * @param salt 32 octets
 * @param digests one for each round: {@code d_j} of chunk j ({@link Commitment#digest})
 * @param knownLogSize size of the receiver's last checkpoint that the sender accepted; 0 if none:
 *     where the consistency proof in the receiver's {@link Exposed} must start
 */
public record ElementsHeader(
        Octets offersHash, Octets salt, List<Octets> digests, long knownLogSize) {
    public ElementsHeader {
        digests = List.copyOf(digests);
        if (knownLogSize < 0) {
            throw new IllegalArgumentException("knownLogSize must not be negative");
        }
    }
}
