package nl.sluitend.psi;

/** What can happen to a session, in the words of the state table. */
public sealed interface SessionEvent {

    /** The pair of offers is complete and verified. */
    record OffersExchanged() implements SessionEvent {}

    /** The peer's whole list arrived and opened, and our own was handed over. */
    record ListsVerified() implements SessionEvent {}

    /** Both exposure leaves are durable and verified by the other side. */
    record ExposuresVerified() implements SessionEvent {}

    /** Our evaluation of chunk {@code round} is stored, and may leave from now on. */
    record EvaluatedReleased(int round) implements SessionEvent {}

    /** The peer's evaluation of our chunk {@code round} arrived, and its proof holds. */
    record EvaluatedVerified(int round) implements SessionEvent {}

    /**
     * The own intersection is computed: what it says of each own pupil can be logged, and our
     * RESULT fixed.
     */
    record OutcomesReady() implements SessionEvent {}

    /** The peer's RESULT arrived; {@code equal}: same transcript, and the tag that we expected. */
    record PeerResultChecked(boolean equal) implements SessionEvent {}

    /** The peer's RECEIPT arrived and names both results. */
    record PeerReceiptVerified() implements SessionEvent {}

    /** Our own fields are encoded: what is given of each pupil can be logged, and be sent. */
    record FieldsReady() implements SessionEvent {}

    /** All fields of the peer arrived, and the convenant gives them. */
    record PeerFieldsVerified() implements SessionEvent {}

    /** The peer's second RECEIPT arrived and names what both sent. */
    record PeerFieldsReceiptVerified() implements SessionEvent {}

    /** A message of the peer failed a check. */
    record CheckFailed(Refusal refusal) implements SessionEvent {}

    /**
     * The peer's signed abort; {@code peerPhase}: its state when it ended, {@code reason}: {@link
     * Abort#knownReason}.
     */
    record PeerAborted(Phase peerPhase, String reason) implements SessionEvent {}

    /** A person, the convenant or the clock wants the session to end. */
    record StopRequested(StopReason reason) implements SessionEvent {}

    /** Both parties made an offer at once, and the other's goes on. */
    record Superseded() implements SessionEvent {}
}
