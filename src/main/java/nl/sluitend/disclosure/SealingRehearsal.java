package nl.sluitend.disclosure;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Seals entries of pupils that do not exist, under keys that are thrown away, and opens them again:
 * what a node does at start, so that the JVM has compiled it before the first run. Writes nothing.
 */
public final class SealingRehearsal {

    private SealingRehearsal() {}

    /**
     * Seals entries of one chunk.
     *
     * @param pupils how many, 1 to {@value PupilChunks#CHUNK}
     * @return whether each opened as it was sealed
     */
    public static boolean play(int pupils, SecureRandom random) {
        DrawnOctets drawn = new DrawnOctets(random);
        OpeningCipher cipher = new OpeningCipher();
        byte[] key = drawn.next(OpeningCipher.KEY_LENGTH);
        List<byte[]> hashes = new ArrayList<>(pupils);
        boolean sound = true;
        try {
            for (int i = 0; i < pupils; i++) {
                List<Opening> openings =
                        List.of(
                                opening("outcome", "matched", drawn),
                                opening(PupilMembers.CASE, "00000-0000" + i, drawn),
                                opening(LogEntry.SUBJECT_MEMBER, "rehearsal-" + i, drawn));
                String place = OpeningCipher.place("rehearsal", i);
                byte[] nonce = drawn.next(OpeningCipher.NONCE_LENGTH);
                byte[] sealed = cipher.encrypt(key, place, openings, nonce);
                sound &= cipher.decrypt(key, place, sealed).equals(openings);
                hashes.add(MerkleTree.leafHash(PupilEntry.encode(openings)));
            }
        } catch (LogVerificationException e) {
            return false;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        return sound && PupilEntry.root(hashes).length == hashes.getFirst().length;
    }

    private static Opening opening(String name, String value, DrawnOctets drawn) {
        return Opening.seal(new PersonalMember(name, value), drawn.next(Opening.SALT_LENGTH));
    }
}
