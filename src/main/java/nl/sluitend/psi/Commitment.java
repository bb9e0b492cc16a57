package nl.sluitend.psi;

import java.util.List;
import java.util.UUID;

/**
 * Fixes a party's whole list before it has seen anything of the other's (findings 10 and 13).
 *
 * @param sid session
 * @param convenant hash of the convenant
 * @param sender OIN of the party whose list it is
 * @param receiver OIN of the party that the list is for
 * @param publicKey K of the sender
 * @param n size of the list
 */
public record Commitment(
        UUID sid,
        String convenant,
        String sender,
        String receiver,
        String lane,
        Octets publicKey,
        int n,
        Octets listRoot) {

    /** What {@code offer} commits to. */
    public static Commitment of(Offer offer) {
        return new Commitment(
                offer.sid(),
                offer.convenant(),
                offer.sender(),
                offer.receiver(),
                offer.lane(),
                offer.publicKey(),
                offer.n(),
                offer.listRoot());
    }

    /** {@code Hash(LP("sluitend/v1/commit") … LP(salt) LP(d_0) …)}. */
    public Octets commit(Octets salt, List<Octets> digests) {
        Hashes hash =
                Hashes.sha256()
                        .lp("sluitend/v1/commit")
                        .lp(sid.toString())
                        .lp(convenant)
                        .lp(sender)
                        .lp(receiver)
                        .lp(lane)
                        .lp(publicKey)
                        .lp(n)
                        .lp(listRoot)
                        .lp(salt);
        digests.forEach(hash::lp);
        return hash.end();
    }

    /** {@code d_j = Hash(LP("elements") LP(chunk_j))}. */
    public static Octets digest(Elements chunk) {
        return Hashes.sha256().lp("elements").lp(chunk.flat()).end();
    }
}
