package nl.sluitend.psi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Suite;

/**
 * Context string of every proof in a session: a proof made for one prover, lane and round holds
 * nowhere else (finding 10).
 *
 * @param offersHash {@link Offer#pairHash}
 * @param prover OIN of the party that evaluates
 */
public record ProofContext(Suite suite, Octets offersHash, String prover, String lane) {

    /**
     * {@code <RFC 9497 mode-1 context string> ‖ "|sluitend/v1|" ‖ Hash(LP(offersHash) LP(prover)
     * LP(lane) LP(round))}.
     */
    public byte[] forRound(int round) {
        Octets hash = Hashes.sha256().lp(offersHash).lp(prover).lp(lane).lp(round).end();
        return context(suite, "|sluitend/v1|", hash);
    }

    /**
     * Context of a batch proof: made before the offers exist, so bound to session, owner, lane and
     * list.
     */
    static byte[] forBatch(
            Suite suite, UUID sid, String owner, String lane, Octets listRoot, int part) {
        Octets hash =
                Hashes.sha256().lp(sid.toString()).lp(owner).lp(lane).lp(listRoot).lp(part).end();
        return context(suite, "|sluitend/v1/batch|", hash);
    }

    /** Context of the proof about pupils who were drawn, for one list. */
    static byte[] forDraw(Suite suite, UUID sid, String owner, String lane, Octets listRoot) {
        Octets hash = Hashes.sha256().lp(sid.toString()).lp(owner).lp(lane).lp(listRoot).end();
        return context(suite, "|sluitend/v1/draw|", hash);
    }

    private static byte[] context(Suite suite, String label, Octets hash) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Mode.VOPRF.contextString(suite));
        out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(hash.toByteArray());
        return out.toByteArray();
    }
}
