package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log owner sends to a witness (C2SP tlog-witness v1.0.0, {@code add-checkpoint}).
 *
 * @param old the size that the owner believes the witness knows
 * @param proof from that size to the checkpoint, 32 bytes each; empty from size 0
 * @param note the signed checkpoint
 */
record AddCheckpoint(long old, List<byte[]> proof, String note) {

    /** Longer requests are refused unread. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");
    private static final int MAX_PROOF = 63;

    AddCheckpoint {
        proof = List.copyOf(proof);
    }

    static AddCheckpoint parse(byte[] body) throws LogVerificationException {
        if (body.length > MAX_BYTES) {
            throw new LogVerificationException("a request of more than " + MAX_BYTES + " bytes");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new LogVerificationException("a request has an empty line before its checkpoint");
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\n", -1)));
        String old = lines.removeFirst();
        if (!OLD.matcher(old).matches() || lines.size() > MAX_PROOF) {
            throw new LogVerificationException(
                    "a request starts with 'old' and a size, and has at most 63 hashes");
        }
        List<byte[]> proof = new ArrayList<>();
        for (String line : lines) {
            byte[] hash = SignedNote.decodeBase64(line, "a hash of a consistency proof");
            if (hash.length != MerkleTree.HASH_LENGTH) {
                throw new LogVerificationException("a hash of a consistency proof is 32 bytes");
            }
            proof.add(hash);
        }
        return new AddCheckpoint(
                Long.parseLong(old.substring("old ".length())), proof, text.substring(end + 2));
    }

    /** The body of the request. */
    byte[] encode() {
        StringBuilder body = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return body.append('\n').append(note).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The origin that the checkpoint names, before anything about it is checked. */
    String origin() {
        return note.lines().findFirst().orElse("");
    }
}
