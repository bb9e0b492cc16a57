package nl.sluitend.psi;

/**
 * Why a message of the peer was refused: the last part of the problem type {@code
 * urn:sluitend:problem:<slug>}.
 */
public enum RefusalType {
    /**
     * Certificate, signature and content do not name the same party, or not the parties of the
     * convenant.
     */
    IDENTITY_MISMATCH("identity-mismatch"),
    /** No convenant in force allows this mode, lane or purpose between these parties. */
    NOT_PERMITTED("not-permitted"),
    /** A cap of the convenant is reached. */
    LIMIT_EXCEEDED("limit-exceeded"),
    /** The session was used before, or the offer is not of this moment. */
    REPLAYED("replayed"),
    /** Our own key, commitment or elements came back. */
    REFLECTED("reflected"),
    /** A message of more octets than any message may have; it was not read. */
    TOO_LARGE("too-large"),
    /** A version, suite or key version that this convenant or node does not use. */
    UNSUPPORTED("unsupported"),
    /** The two sides do not hold the same pair of offers. */
    OFFERS_DIFFER("offers-differ"),
    /** The opened list is not the one that the offer committed to. */
    COMMITMENT_MISMATCH("commitment-mismatch"),
    /** Other octets than the digest announced, or than were sent before under the same number. */
    CHUNK_CONFLICT("chunk-conflict"),
    /**
     * A group element is not canonical, is the identity, is out of order, or their number is wrong.
     */
    INVALID_ELEMENT("invalid-element"),
    /**
     * The exposure leaf is missing from the peer's log, or says something else than was offered.
     */
    NOT_LOGGED("not-logged"),
    /** The message does not fit the state of the session. */
    OUT_OF_ORDER("out-of-order"),
    /** A proof of equal discrete logarithms does not hold. */
    PROOF_INVALID("proof-invalid"),
    /** The two sides saw different messages. */
    TRANSCRIPT_DIFFERS("transcript-differs"),
    /** The two sides computed a different intersection. */
    DISPUTED("disputed"),
    /** The receipts do not name the same results. */
    RECEIPT_DIFFERS("receipt-differs"),
    /** Fields of another number of pupils than both parties signed. */
    FIELDS_MISMATCH("fields-mismatch"),
    /** A field that the convenant does not give in this direction. */
    FIELD_NOT_PERMITTED("field-not-permitted"),
    /** A record of fields cannot be read, or holds a value that its field cannot have. */
    INVALID_RECORD("invalid-record"),
    /** Both parties made an offer at once; that of the party with the lower OIN goes on. */
    SUPERSEDED("superseded"),
    /** Another session of this convenant has not ended. */
    SESSION_OPEN("session-open"),
    /** Neither list changed since a count: its result stands, and no other noise is drawn. */
    COUNTED_BEFORE("counted-before"),
    /** Too little changed on the own list since the count before to count again. */
    TOO_FEW_CHANGES("too-few-changes"),
    /** A withdrawal of a match that this party does not know, or no longer. */
    UNKNOWN_MATCH("unknown-match"),
    /** An answer about a probable match that this party does not know. */
    UNKNOWN_PROPOSAL("unknown-proposal"),
    /** An answer about a probable match that is over: decided, lapsed, or no longer found. */
    PROPOSAL_OVER("proposal-over"),
    /** An answer was opened before both parties had committed to theirs. */
    NOT_COMMITTED("not-committed"),
    /** The opened answer is not the one that was committed to. */
    ANSWER_DIFFERS("answer-differs");

    private final String slug;

    RefusalType(String slug) {
        this.slug = slug;
    }

    public String slug() {
        return slug;
    }
}
