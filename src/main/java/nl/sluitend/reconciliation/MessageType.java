package nl.sluitend.reconciliation;

/** Kinds of stored messages; names as in {@code docs/protocol/match.md}. */
enum MessageType {
    OFFER,
    ELEMENTS,
    CHUNK,
    EXPOSED,
    EVALUATED,
    /** The peer's list under the key of who counts, or the own tags of who asks; never sent. */
    COMPARED,
    RESULT,
    RECEIPT,
    /** Content sealed at rest: fields of pupils. */
    FIELDS,
    FIELDS_RECEIPT,
    ABORT
}
