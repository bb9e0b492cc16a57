package nl.sluitend.disclosure;

import java.util.Base64;
import java.util.Map;
import nl.sluitend.oprf.LengthPrefixed;

/**
 * The entries of matched pupils of one session, as both parties can name them to each other without
 * naming a pupil: {@code token = base64url(SHA-256(LP("sluitend/v1/pupil-entry") LP(convenant)
 * LP(session) LP(casusnummer))[:16])}. Both know every one of them from the session.
 *
 * @param unreadable entries whose key was destroyed: they may be any of what the other has
 * @param places where each stands in the log of who made this, {@code <index>/<position>}
 */
record PupilTokens(int unreadable, Map<String, String> places) {

    private static final int LENGTH = 16;

    PupilTokens {
        places = Map.copyOf(places);
    }

    static String of(String convenantHash, String exchangeId, String caseNumber) {
        byte[] hash =
                MerkleTree.sha256()
                        .digest(
                                LengthPrefixed.of(
                                        LengthPrefixed.utf8("sluitend/v1/pupil-entry"),
                                        LengthPrefixed.utf8(convenantHash),
                                        LengthPrefixed.utf8(exchangeId),
                                        LengthPrefixed.utf8(caseNumber)));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(hash, LENGTH));
    }
}
