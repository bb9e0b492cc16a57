package nl.sluitend.reconciliation;

import nl.sluitend.psi.Refusal;

/** What came of a step of the initiator. */
sealed interface Progress {

    /** The next step can follow at once. */
    record Onward() implements Progress {}

    /** The peer or the log does not answer now. */
    record Wait(String why) implements Progress {}

    /** The next step can follow at once. */
    Progress ONWARD = new Onward();

    /** A refusal of our own is not final by itself: what the session says now decides. */
    static Progress of(Reply reply) {
        return reply instanceof Reply.Refused(Refusal refusal)
                ? new Wait(refusal.detail())
                : ONWARD;
    }
}
