package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.sluitend.party.OwnParty;

/**
 * Seals entries of pupils that do not exist, under keys that are thrown away, and opens them again:
 * what a node does at start, so that the JVM has compiled it before the first run. Writes nothing.
 */
@ApplicationScoped
public class SealingRehearsal {

    private static final int POINT_LENGTH = 32;

    private final PupilChunks chunks;
    private final SubjectKeys keys;
    private final SubjectKeyWrapping wrapping;
    private final OwnParty own;
    private final SecureRandom random;

    SealingRehearsal(
            PupilChunks chunks,
            SubjectKeys keys,
            SubjectKeyWrapping wrapping,
            OwnParty own,
            SecureRandom random) {
        this.chunks = chunks;
        this.keys = keys;
        this.wrapping = wrapping;
        this.own = own;
        this.random = random;
    }

    /**
     * Seals entries of one chunk.
     *
     * @param count how many pupils, 1 to {@value PupilChunks#CHUNK}
     * @return whether each key and each entry opened as it was sealed
     */
    public boolean play(int count) {
        LogName log = LogName.ofNode(own.oin());
        DrawnOctets drawn = new DrawnOctets(random);
        List<PupilMembers> pupils = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pupils.add(
                    new PupilMembers(
                            List.of(
                                    new PersonalMember("outcome", "matched"),
                                    new PersonalMember(PupilMembers.CASE, "rehearsal-" + i)),
                            SubjectRef.pupil(drawn.next(POINT_LENGTH))));
        }
        String[] digests = chunks.digests(log, pupils);
        List<SubjectKeys.Key> secrets = new ArrayList<>(count);
        pupils.forEach(_ -> secrets.add(keys.generate()));
        try {
            return wrapAndUnwrap(log, secrets) && sealAndOpen(log, pupils, digests, secrets, drawn);
        } catch (LogVerificationException e) {
            return false;
        } finally {
            secrets.forEach(key -> Arrays.fill(key.secret(), (byte) 0));
        }
    }

    private boolean wrapAndUnwrap(LogName log, List<SubjectKeys.Key> secrets) {
        String epoch = wrapping.epoch();
        boolean[] same = new boolean[secrets.size()];
        wrapping.each(
                log,
                same.length,
                (one, i) -> {
                    SubjectKeys.Key key = secrets.get(i);
                    byte[] wrapped = one.wrap(epoch, key.id(), key.secret());
                    same[i] = Arrays.equals(one.unwrap(epoch, key.id(), wrapped), key.secret());
                });
        for (boolean one : same) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    private boolean sealAndOpen(
            LogName log,
            List<PupilMembers> pupils,
            String[] digests,
            List<SubjectKeys.Key> secrets,
            DrawnOctets drawn)
            throws LogVerificationException {
        Map<String, SubjectKeys.Key> known = new HashMap<>();
        for (int i = 0; i < digests.length; i++) {
            known.put(digests[i], secrets.get(i));
        }
        OpeningCipher cipher = new OpeningCipher();
        List<byte[]> hashes = new ArrayList<>(pupils.size());
        for (int i = 0; i < digests.length; i++) {
            String place = OpeningCipher.place(OpeningCipher.place(log, 0), i);
            PupilCopy.Row row = chunks.seal(place, pupils.get(i), digests[i], known, drawn, cipher);
            List<Opening> opened = cipher.decrypt(secrets.get(i).secret(), place, row.sealed());
            hashes.add(MerkleTree.leafHash(PupilEntry.encode(opened)));
            if (!Arrays.equals(hashes.getLast(), row.hash())) {
                return false;
            }
        }
        return PupilEntry.root(hashes).length == MerkleTree.HASH_LENGTH;
    }
}
