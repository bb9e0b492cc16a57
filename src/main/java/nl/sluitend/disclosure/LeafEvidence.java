package nl.sluitend.disclosure;

import java.util.List;
import java.util.Optional;

/**
 * Proof that a log holds an entry: what a counterpart is given, and all that it needs besides the
 * log's key and the last checkpoint that it knows.
 *
 * @param entry the logged bytes
 * @param index where it stands
 * @param inclusionProof from the leaf's sibling up, 32 bytes each
 * @param checkpoint the signed note of a checkpoint that covers the entry
 * @param consistencyProof from the size that the counterpart knew to that checkpoint; empty if it
 *     knew none
 */
@SuppressWarnings("ArrayRecordComponent")
public record LeafEvidence(
        byte[] entry,
        long index,
        List<byte[]> inclusionProof,
        String checkpoint,
        List<byte[]> consistencyProof) {

    /**
     * What the evidence proves.
     *
     * @param entry the entry, read
     * @param leafHash its leaf hash
     * @param checkpoint the checkpoint under which it is proven, to be remembered as the last known
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Proven(LogEntry entry, byte[] leafHash, SignedCheckpoint checkpoint) {}

    /**
     * Checks everything: signature, form of the entry, its place in this log, inclusion, and that
     * the log only grew since the last checkpoint known.
     *
     * @param key the log's key, named after its origin
     * @param known the last checkpoint of this log that was accepted before
     * @throws LogVerificationException with the first check that fails
     */
    public Proven verify(VerifierKey key, Optional<Checkpoint> known)
            throws LogVerificationException {
        SignedCheckpoint signed = SignedCheckpoint.open(key, checkpoint);
        Checkpoint current = signed.checkpoint();
        LogEntry parsed = LogEntry.parse(entry);
        parsed.requirePlace(LogName.parse(current.origin()), index);
        byte[] leafHash = MerkleTree.leafHash(entry);
        if (!MerkleTree.verifyInclusion(
                index, current.size(), leafHash, inclusionProof, current.root())) {
            throw new LogVerificationException(
                    "entry " + index + " is not proven to stand in " + current);
        }
        requireGrowth(known, current, consistencyProof);
        return new Proven(parsed, leafHash, signed);
    }

    /** The same under the same checkpoint with more signatures on it. */
    LeafEvidence cosigned(String note) {
        return new LeafEvidence(entry, index, inclusionProof, note, consistencyProof);
    }

    /**
     * Checks that the current state holds the known one unchanged.
     *
     * @throws LogVerificationException if it does not, or is of another log, or is older
     */
    static void requireGrowth(Optional<Checkpoint> known, Checkpoint current, List<byte[]> proof)
            throws LogVerificationException {
        long knownSize = known.map(Checkpoint::size).orElse(0L);
        if (known.isPresent() && !known.get().origin().equals(current.origin())) {
            throw new LogVerificationException("a checkpoint of another log than the one known");
        }
        if (knownSize == 0) {
            if (!proof.isEmpty()) {
                throw new LogVerificationException(
                        "a consistency proof from an empty log has no hashes");
            }
            return;
        }
        byte[] knownRoot = known.orElseThrow().root();
        if (!MerkleTree.verifyConsistency(
                knownSize, current.size(), knownRoot, current.root(), proof)) {
            throw new LogVerificationException(
                    current + " is not proven to extend the known size " + knownSize);
        }
    }
}
