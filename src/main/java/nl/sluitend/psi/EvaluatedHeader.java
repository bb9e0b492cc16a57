package nl.sluitend.psi;

/**
 * Message 4, signed part: announces the evaluation of chunk {@code round} of the receiver's list.
 *
 * @param digest {@code Hash(LP(points) LP(proof))} of what follows in binary
 */
public record EvaluatedHeader(Octets offersHash, int round, Octets digest) {

    public static Octets digest(Elements points, Octets proof) {
        return Hashes.sha256().lp(points.flat()).lp(proof).end();
    }

    /** The same over what goes in the place of the points. */
    public static Octets digest(Octets body, Octets proof) {
        return Hashes.sha256().lp(body).lp(proof).end();
    }
}
