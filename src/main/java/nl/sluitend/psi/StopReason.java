package nl.sluitend.psi;

import java.util.Locale;

/** Why we end a session without a check having failed. */
public enum StopReason {
    /** A person stopped the run. */
    STOPPED,
    /** The convenant was revoked. */
    REVOKED,
    /** Another convenant took the place of this one. */
    REPLACED,
    /** The convenant or the offer expired. */
    EXPIRED,
    /** The peer did not answer in the time that the state table gives. */
    TIMED_OUT,
    /** Our offer was never answered and is too old to be accepted; the run makes another. */
    OFFER_LAPSED,
    /** The peer refused a message of ours, and says so without a signed abort. */
    REFUSED_BY_PEER,
    /** The peer counted the very same lists for us before: that result stands. */
    COUNTED_BEFORE,
    /** Our own session secret is gone: the database was restored or crashed. */
    SECRET_LOST,
    /** A record of our own fields is longer than a record may be: nothing of it left the node. */
    OWN_FIELDS_TOO_LONG,
    /** What we computed ourselves does not verify: nothing of it left the node. */
    OWN_PROOF_FAILED;

    /** As in {@link Abort#reason()}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
