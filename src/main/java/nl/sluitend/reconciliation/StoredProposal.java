package nl.sluitend.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Answer;
import nl.sluitend.psi.AnswerTerms;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Confirmation;
import nl.sluitend.psi.Octets;

/**
 * A probable match as it stands in the database.
 *
 * @param sid the session that proposed the pair
 * @param lapses until when people can answer
 * @param registrations of the own pupil, as the last run found them
 * @param own what this party answered
 * @param peer what the counterpart signed
 * @param problem why the counterpart does not hold the own answer yet
 */
record StoredProposal(
        UUID id,
        String convenant,
        Oin counterpart,
        UUID sid,
        String lane,
        Octets tag,
        State state,
        Instant proposed,
        Instant lapses,
        Optional<Instant> ended,
        List<UUID> registrations,
        Key key,
        Optional<Own> own,
        Peer peer,
        Optional<String> problem) {

    /** How long the nodes may then take to open what both parties committed to in time. */
    static final Duration OPENING = Duration.ofDays(14);

    /** Where it stands. */
    enum State {
        OPEN,
        /** People on both sides said that it is one child. */
        CONFIRMED,
        /** Both answered, and not both said so. */
        NOT_CONFIRMED,
        /** Not both answered in time, or the convenant ended. */
        LAPSED,
        /** A later run did not find it any more. */
        OVER
    }

    /**
     * The key of the pupil.
     *
     * @param registrationKey Q of the registration key that the point is under
     * @param mac of the key store over all of it, its row and the state
     */
    record Key(String suite, String keyVersion, Octets registrationKey, Octets point, Octets mac) {

        @Override
        public String toString() {
            return "Key[masked]";
        }
    }

    /**
     * The own answer.
     *
     * @param commit message of the commitment, as signed
     * @param held when the counterpart said that it holds the commitment
     * @param open message that opens it, as signed, once fixed
     */
    record Own(
            Answer answer,
            Octets salt,
            Instant at,
            String commit,
            Optional<Instant> held,
            Optional<String> open) {

        @Override
        public String toString() {
            return "Own[masked]";
        }
    }

    /**
     * What the counterpart signed.
     *
     * @param commit message of its commitment
     * @param held what was answered to it
     * @param open message that opens its answer
     */
    record Peer(
            Optional<Octets> commitment,
            Optional<String> commit,
            Optional<String> held,
            Optional<Answer> answer,
            Optional<String> open) {

        static Peer silent() {
            return new Peer(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public String toString() {
            return "Peer[masked]";
        }
    }

    /** How far the parties are with their answers. */
    Confirmation confirmation(Oin party) {
        var terms = new AnswerTerms(convenant, sid, tag, party.value(), counterpart.value());
        return new Confirmation(
                terms,
                own.map(o -> terms.commit(o.answer(), o.salt())),
                own.flatMap(Own::held).isPresent(),
                peer.commitment(),
                own.map(Own::answer),
                peer.answer());
    }

    boolean bothCommitted() {
        return own.isPresent() && peer.commitment().isPresent();
    }

    /** Until when the node waits: longer when both have answered and the nodes have to open it. */
    Instant waitsUntil() {
        return bothCommitted() ? lapses.plus(OPENING) : lapses;
    }

    /** The number of the pair, the same at both parties; used once it is confirmed. */
    String casusnummer() {
        return Casusnummer.of(convenant, tag).value();
    }

    @Override
    public String toString() {
        return "StoredProposal[" + id + ", " + state + "]";
    }
}
