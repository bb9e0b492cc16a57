package nl.sluitend.reconciliation;

/** Of what a recipient is told (AVG art. 19). */
public enum NoticeKind {
    /** Something was put right (art. 16). */
    RECTIFICATION,
    /** It was erased (art. 17). */
    ERASURE,
    /** Its processing is restricted (art. 18). */
    RESTRICTION,
    /** The restriction is over. */
    LIFTED
}
