package nl.sluitend.disclosure;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The state of a log at one size (C2SP tlog-checkpoint v1.0.0), without its signatures. Extension
 * lines are refused: nobody audits them.
 *
 * @param origin the name of the log
 * @param size the number of leaves
 * @param root the Merkle root over them, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(String origin, long size, byte[] root) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");

    public Checkpoint {
        if (!VerifierKey.isName(origin) || size < 0 || root.length != MerkleTree.HASH_LENGTH) {
            throw new IllegalArgumentException(
                    "a checkpoint has an origin, a size and a root of 32 bytes");
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /** Reads the text of a checkpoint note. */
    public static Checkpoint parse(String text) throws LogVerificationException {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw new LogVerificationException(
                    "a checkpoint has three lines: origin, size and root");
        }
        if (!VerifierKey.isName(lines[0])) {
            throw new LogVerificationException(
                    "the origin of a checkpoint has no spaces and no plus");
        }
        if (!SIZE.matcher(lines[1]).matches()) {
            throw new LogVerificationException(
                    "the size of a checkpoint is a decimal number without leading zeroes");
        }
        byte[] root = SignedNote.decodeBase64(lines[2], "the root of a checkpoint");
        if (root.length != MerkleTree.HASH_LENGTH) {
            throw new LogVerificationException("the root of a checkpoint is 32 bytes");
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
        } catch (NumberFormatException e) {
            throw new LogVerificationException("the size of a checkpoint is out of range", e);
        }
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that
                && size == that.size
                && origin.equals(that.origin)
                && Arrays.equals(root, that.root);
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return origin
                + " at size "
                + size
                + " with root "
                + Base64.getEncoder().encodeToString(root);
    }
}
