package nl.sluitend.disclosure;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A leaf as it enters the log: the entry with its personal members turned into salted digests, and
 * their openings, which go elsewhere.
 *
 * @param entry the entry
 * @param bytes the entry, encoded
 * @param leafHash over the bytes
 * @param openings one per digest of the entry
 */
@SuppressWarnings("ArrayRecordComponent")
record SealedLeaf(LogEntry entry, byte[] bytes, byte[] leafHash, List<Opening> openings) {

    /**
     * @param subjectDigest the keyed reference to the subject in this log, if the leaf has a
     *     subject
     * @throws IllegalArgumentException if the leaf is not of that log, or too long
     */
    static SealedLeaf seal(
            Leaf leaf,
            LogName log,
            long seq,
            Instant logged,
            Optional<String> subjectDigest,
            SecureRandom random) {
        List<Opening> openings = new ArrayList<>();
        leaf.personal().forEach(member -> openings.add(Opening.seal(member, random)));
        subjectDigest.ifPresent(
                digest ->
                        openings.add(
                                Opening.seal(
                                        new PersonalMember(LogEntry.SUBJECT_MEMBER, digest),
                                        random)));
        LogEntry entry =
                new LogEntry(
                        seq,
                        timeOrderedId(logged, random),
                        leaf.kind(),
                        logged,
                        leaf.time(),
                        leaf.convenantHash(),
                        leaf.processingActivity(),
                        leaf.purpose(),
                        leaf.legalBasis(),
                        roleOf(leaf, log),
                        leaf.sender(),
                        leaf.receiver(),
                        leaf.exchangeId(),
                        leaf.clear(),
                        openings.stream().map(Opening::digest).toList());
        byte[] bytes = entry.encode();
        return new SealedLeaf(entry, bytes, MerkleTree.leafHash(bytes), openings);
    }

    /**
     * Refuses what would not verify afterwards: a leaf of another convenant or another party's log.
     */
    private static LogEntry.Role roleOf(Leaf leaf, LogName log) {
        if (log.convenantHash().isPresent()
                && !log.convenantHash().get().equals(leaf.convenantHash())) {
            throw new IllegalArgumentException("the leaf is of another convenant than its log");
        }
        if (log.owner().equals(leaf.sender())) {
            return LogEntry.Role.SENDER;
        }
        if (log.owner().equals(leaf.receiver())) {
            return LogEntry.Role.RECEIVER;
        }
        throw new IllegalArgumentException(
                "the owner of a log is sender or receiver of what it logs");
    }

    /** UUIDv7 (RFC 9562 section 5.7). */
    private static UUID timeOrderedId(Instant time, SecureRandom random) {
        long high = time.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
