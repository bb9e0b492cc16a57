package nl.sluitend.psi;

/**
 * What must happen, in this order and in the transaction that stores the new state, before anything
 * leaves.
 */
public enum Effect {
    /** An {@code exposure} leaf with the list root. */
    LOG_EXPOSURE,
    /** The attempt counts from now on, whatever becomes of it (finding 15). */
    CHARGE_LEDGER,
    /** One {@code outcome} leaf for each own pupil that entered, before RESULT leaves. */
    LOG_OUTCOMES,
    /** One {@code disclosure} leaf for each pupil that matched, before its fields leave. */
    LOG_DISCLOSURES,
    /** A {@code refusal} leaf. */
    LOG_REFUSAL,
    /** A {@code receipt} leaf. */
    LOG_RECEIPT,
    /** A {@code fields-receipt} leaf. */
    LOG_FIELDS_RECEIPT,
    /** A {@code session-end} leaf with the ending and the chunks sent and received. */
    LOG_SESSION_END,
    /** The outcomes become visible to the source systems, at once or soon after. */
    SHOW_MATCHES,
    /** What the peer's fields say becomes visible to the source systems. */
    SHOW_FIELDS,
    /** The functionaris gegevensbescherming is told. */
    ALERT_FG,
    /** Seed, peer elements, evaluated points and fields are deleted. */
    WIPE_SECRETS,
    /** A signed abort goes to the peer, as soon as it can be reached. */
    TELL_PEER
}
