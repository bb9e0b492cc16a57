package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A proof file ({@code .tlog-proof}, C2SP tlog-proof, text of version 1) that shows offline that an
 * entry was logged.
 *
 * @param extra bytes that the proof does not vouch for; here the entry and its openings
 * @param index where the entry stands
 * @param inclusionProof from the leaf's sibling up, 32 bytes each
 * @param checkpoint the signed note
 */
@SuppressWarnings("ArrayRecordComponent")
public record TlogProof(
        Optional<byte[]> extra, long index, List<byte[]> inclusionProof, String checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");
    private static final int MAX_PATH = 63;

    /** Reads a proof file; whether it proves anything is for {@link #verify} to say. */
    public static TlogProof parse(byte[] file) throws LogVerificationException {
        if (file.length > SignedNote.MAX_BYTES) {
            throw new LogVerificationException(
                    "a proof file of " + file.length + " bytes is too long");
        }
        String text = new String(file, StandardCharsets.UTF_8);
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new LogVerificationException(
                    "a proof file has an empty line before its checkpoint");
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\n", -1)));
        if (!lines.removeFirst().equals(HEADER) || lines.isEmpty()) {
            throw new LogVerificationException(
                    "a proof file starts with " + HEADER + " and has an index");
        }
        Optional<byte[]> extra = Optional.empty();
        if (lines.getFirst().startsWith(EXTRA)) {
            extra =
                    Optional.of(
                            SignedNote.decodeBase64(
                                    lines.removeFirst().substring(EXTRA.length()),
                                    "the extra data of a proof file"));
        }
        if (lines.isEmpty()
                || !INDEX.matcher(lines.getFirst()).matches()
                || lines.size() > 1 + MAX_PATH) {
            throw new LogVerificationException(
                    "a proof file has an index line and at most 63 hashes");
        }
        long index = Long.parseLong(lines.removeFirst().substring("index ".length()));
        List<byte[]> path = new ArrayList<>();
        for (String line : lines) {
            path.add(SignedNote.decodeBase64(line, "a hash of a proof file"));
        }
        return new TlogProof(extra, index, path, text.substring(end + 2));
    }

    /**
     * Checks that the log with that key holds the entry.
     *
     * @param key the log's key, named after its origin
     * @return the checkpoint under which it is proven
     * @throws LogVerificationException if it is not
     */
    public SignedCheckpoint verify(VerifierKey key, byte[] entry) throws LogVerificationException {
        SignedCheckpoint signed = SignedCheckpoint.open(key, checkpoint);
        byte[] leafHash = MerkleTree.leafHash(entry);
        if (!MerkleTree.verifyInclusion(
                index, signed.size(), leafHash, inclusionProof, signed.checkpoint().root())) {
            throw new LogVerificationException(
                    "entry " + index + " is not proven to stand in " + signed.checkpoint());
        }
        return signed;
    }

    /** The file. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        StringBuilder file = new StringBuilder(HEADER).append('\n');
        extra.ifPresent(
                bytes -> file.append(EXTRA).append(base64.encodeToString(bytes)).append('\n'));
        file.append("index ").append(index).append('\n');
        inclusionProof.forEach(hash -> file.append(base64.encodeToString(hash)).append('\n'));
        return file.append('\n').append(checkpoint).toString();
    }
}
