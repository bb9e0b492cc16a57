package nl.sluitend.disclosure;

/** What a witness answers to a checkpoint (C2SP tlog-witness v1.0.0). */
sealed interface WitnessAnswer {

    /**
     * Checked, remembered and cosigned.
     *
     * @param line the signature line, its newline included
     */
    record Cosigned(String line) implements WitnessAnswer {}

    /**
     * The request starts from another size than the one known, or shows another root for it.
     *
     * @param size the size known
     */
    record Conflict(long size) implements WitnessAnswer {}

    /**
     * Refused.
     *
     * @param status 400, 403 or 422
     * @param reason in words
     */
    record Refused(int status, String reason) implements WitnessAnswer {}
}
