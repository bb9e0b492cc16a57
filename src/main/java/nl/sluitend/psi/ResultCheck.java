package nl.sluitend.psi;

import java.util.List;
import java.util.Optional;

/** Checks on messages 5 and 6. */
public final class ResultCheck {

    private ResultCheck() {}

    /**
     * Compares the peer's result with our own view.
     *
     * @param transcript as we saw it
     * @param peer OIN of the party that signed the result
     * @param matches own intersection
     */
    public static Optional<Refusal> result(
            Result result, Octets transcript, String peer, List<Tags.Match> matches) {
        if (!result.transcript().equals(transcript)) {
            return refusal(RefusalType.TRANSCRIPT_DIFFERS, "the parties saw different messages");
        }
        if (result.count() != matches.size()
                || !result.resultTag().equals(Tags.resultTag(transcript, peer, matches))) {
            return refusal(RefusalType.DISPUTED, "the parties computed different intersections");
        }
        return Optional.empty();
    }

    /**
     * Whether the peer says of each match if its pupil took part in the PGN lane.
     *
     * @param expected whether this lane comes after that one
     */
    public static Optional<Refusal> laneBits(Result result, boolean expected) {
        return result.laneBits().isPresent() == expected
                ? Optional.empty()
                : refusal(
                        RefusalType.UNSUPPORTED,
                        "laneBits belong in a lane after " + LaneBits.LANE + ", and in no other");
    }

    /**
     * Whether the peer committed to what it learned, if it alone learned something.
     *
     * @param expected whether the peer asked in a session of mode MATCH_ONE_SIDED
     */
    public static Optional<Refusal> received(Result result, boolean expected) {
        return result.received().isPresent() == expected
                ? Optional.empty()
                : refusal(
                        RefusalType.UNSUPPORTED,
                        "received belongs in the result of who asks, and in no other");
    }

    /**
     * Whether the peer says of each match if it knows it as confirmed.
     *
     * @param expected whether people have to confirm what is found in the lane
     */
    public static Optional<Refusal> confirmedBits(Result result, boolean expected) {
        return result.confirmedBits().isPresent() == expected
                ? Optional.empty()
                : refusal(
                        RefusalType.UNSUPPORTED,
                        "confirmedBits belong in a lane whose pairs people confirm, and in no other");
    }

    /**
     * Compares the peer's receipt with the results that we hold.
     *
     * @param resultI SHA-256 of the initiator's signed result, as we hold it
     * @param resultR SHA-256 of the responder's
     */
    public static Optional<Refusal> receipt(
            Receipt receipt, Octets transcript, Octets resultI, Octets resultR) {
        return receipt.transcript().equals(transcript)
                        && receipt.resultI().equals(resultI)
                        && receipt.resultR().equals(resultR)
                        && receipt.outcome().equals(Receipt.AGREED)
                ? Optional.empty()
                : refusal(
                        RefusalType.RECEIPT_DIFFERS, "the receipt does not name the same results");
    }

    private static Optional<Refusal> refusal(RefusalType type, String detail) {
        return Optional.of(new Refusal(type, detail));
    }
}
