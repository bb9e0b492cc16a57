package nl.sluitend.disclosure;

/**
 * A checkpoint whose signature by the log's key has been verified, with the note that proves it.
 *
 * @param checkpoint origin, size and root
 * @param note the note as it was signed, to be passed on and stored unchanged
 */
public record SignedCheckpoint(Checkpoint checkpoint, String note) {

    /**
     * Opens a checkpoint note: signed by the key, well formed, and of the log that the key is named
     * after.
     *
     * @throws LogVerificationException otherwise, with the reason
     */
    public static SignedCheckpoint open(VerifierKey key, String note)
            throws LogVerificationException {
        return switch (SignedNote.open(key, note)) {
            case SignedNote.Opened.Refused refused ->
                    throw new LogVerificationException(refused.reason());
            case SignedNote.Opened.Trusted trusted -> {
                Checkpoint checkpoint = Checkpoint.parse(trusted.note().text());
                if (!checkpoint.origin().equals(key.name())) {
                    throw new LogVerificationException(
                            "a checkpoint of " + checkpoint.origin() + ", not of " + key.name());
                }
                yield new SignedCheckpoint(checkpoint, note);
            }
        };
    }

    /** The number of leaves. */
    public long size() {
        return checkpoint.size();
    }
}
