package nl.sluitend.psi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Message 1: what the sender brings into the session, and the commitment that fixes it. Signed by
 * the sender; hashes run over the signed octets as sent.
 *
 * @param version of this protocol, {@value #VERSION}
 * @param sid the session, chosen by the initiator
 * @param sender OIN of the party that signs
 * @param receiver OIN of the other party
 * @param convenant hash of the convenant, lower-case hexadecimal
 * @param purpose one of the purposes of the convenant
 * @param suite identifier of the group suite (RFC 9497 section 4)
 * @param refDate the day, or the first day of the school year, that the lists describe (ISO 8601)
 * @param n number of pupils in the list
 * @param added pupils that were not in the list of the session before
 * @param removed pupils that are no longer in it
 * @param publicKey K = k·G
 * @param commitment 32 octets, opened by {@link ElementsHeader}
 * @param listRoot 32 octets, Merkle root of the salted list ({@link ListRoot})
 * @param batchProofHash 32 octets ({@link BatchProof#hash()})
 * @param nonce 32 octets
 * @param previousReceipt hash of the sender's receipt of the session before in this run, if there
 *     was one
 * @param issued when the offer was made
 * @param expires when the session ends if it has not exposed anything by then
 * @param offerHash only in the responder's offer: SHA-256 of the initiator's offer
 * @param counting only in the initiator's offer of a count
 */
public record Offer(
        String version,
        UUID sid,
        Role role,
        String sender,
        String receiver,
        String convenant,
        String purpose,
        String mode,
        String lane,
        String suite,
        String keyVersion,
        String refDate,
        int n,
        int added,
        int removed,
        Octets publicKey,
        Octets commitment,
        Octets listRoot,
        Octets batchProofHash,
        Octets nonce,
        Optional<Octets> previousReceipt,
        Instant issued,
        Instant expires,
        Optional<Octets> offerHash,
        Optional<Counting> counting) {

    public static final String VERSION = "1";

    /**
     * What the counting party asks.
     *
     * @param groups elements of each section of its list, filled up
     * @param sameListAs the session in which it counted the very same list, if there was one
     */
    public record Counting(List<Integer> groups, Optional<UUID> sameListAs) {
        public Counting {
            groups = List.copyOf(groups);
            if (groups.isEmpty() || groups.stream().anyMatch(size -> size < 0)) {
                throw new IllegalArgumentException("groups must be sizes, one at least");
            }
        }
    }

    public Offer {
        requireDigest(commitment);
        requireDigest(listRoot);
        requireDigest(batchProofHash);
        requireDigest(nonce);
        previousReceipt.ifPresent(Offer::requireDigest);
        offerHash.ifPresent(Offer::requireDigest);
        if (n < 0 || added < 0 || removed < 0) {
            throw new IllegalArgumentException("n, added and removed must not be negative");
        }
        if ((role == Role.RESPONDER) != offerHash.isPresent()) {
            throw new IllegalArgumentException(
                    "the responder's offer, and no other, has offerHash");
        }
        if (counting.isPresent()
                && (role != Role.INITIATOR
                        || counting.get().groups().stream().mapToLong(size -> size).sum() != n)) {
            throw new IllegalArgumentException(
                    "groups are of the initiator's list, and n is their sum");
        }
        if (!expires.isAfter(issued)) {
            throw new IllegalArgumentException("expires must be after issued");
        }
    }

    /** Elements of each section of the list. */
    public List<Integer> sections() {
        return counting.map(Counting::groups).orElse(List.of(n));
    }

    private static void requireDigest(Octets octets) {
        if (octets.length() != 32) {
            throw new IllegalArgumentException("a digest, root, nonce or commitment has 32 octets");
        }
    }

    /** SHA-256 of an offer's signed octets: what the responder's {@code offerHash} names. */
    public static Octets hash(byte[] signedOctets) {
        return Hashes.plain(signedOctets);
    }

    /**
     * {@code Hash(LP("sluitend/v1/offers") LP(offerI) LP(offerR))}: binds everything that follows
     * to both offers.
     */
    public static Octets pairHash(byte[] initiatorOctets, byte[] responderOctets) {
        return Hashes.sha256()
                .lp("sluitend/v1/offers")
                .lp(initiatorOctets)
                .lp(responderOctets)
                .end();
    }
}
