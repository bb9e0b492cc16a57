package nl.sluitend.reconciliation;

/** Kinds of stored messages; names as in {@code docs/protocol/match.md}. */
enum MessageType {
    OFFER,
    ELEMENTS,
    CHUNK,
    EXPOSED,
    EVALUATED,
    RESULT,
    RECEIPT,
    ABORT
}
