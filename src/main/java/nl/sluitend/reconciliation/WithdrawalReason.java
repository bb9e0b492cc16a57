package nl.sluitend.reconciliation;

/** Why a match is withdrawn; goes to the counterpart. */
public enum WithdrawalReason {
    /** Two different children. */
    OTHER_CHILD,
    /** A number or name in one of the registers was wrong. */
    WRONG_KEY,
    /** Something else; people speak about it. */
    OTHER
}
