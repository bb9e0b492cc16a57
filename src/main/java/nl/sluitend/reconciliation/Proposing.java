package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Role;
import nl.sluitend.reconciliation.StoredProposal.State;

/**
 * Makes a proposal of each pair that people have to confirm, once for each key, and ends those that
 * it found no more. Every method runs in the transaction that shows the session.
 */
@ApplicationScoped
class Proposing {

    private final ProposalRows rows;
    private final ProposedKeys keys;
    private final Sessions sessions;
    private final Messages messages;
    private final Agreements agreements;
    private final Clock clock;

    Proposing(
            ProposalRows rows,
            ProposedKeys keys,
            Sessions sessions,
            Messages messages,
            Agreements agreements,
            Clock clock) {
        this.rows = rows;
        this.keys = keys;
        this.sessions = sessions;
        this.messages = messages;
        this.agreements = agreements;
        this.clock = clock;
    }

    /** The proposals of one lane while a session of it is shown. */
    final class Lane {
        private final Session session;
        private final Map<Octets, StoredProposal> known;
        private final Octets registrationKey;
        private final Instant lapses;
        private final Set<UUID> found = new HashSet<>();

        private Lane(
                Session session,
                Map<Octets, StoredProposal> known,
                Octets registrationKey,
                Instant lapses) {
            this.session = session;
            this.known = known;
            this.registrationKey = registrationKey;
            this.lapses = lapses;
        }

        /** The proposal of a pupil whom both parties have under this key. */
        StoredProposal of(FrozenPupil pupil) {
            StoredProposal before = known.get(pupil.point());
            if (before == null || before.state() == State.OVER) {
                return propose(pupil);
            }
            found.add(before.id());
            if (!before.registrations().equals(pupil.registrations())) {
                rows.foundAgain(before.id(), pupil.registrations());
            }
            return before;
        }

        private StoredProposal propose(FrozenPupil pupil) {
            UUID id = UUID.randomUUID();
            var proposal =
                    new StoredProposal(
                            id,
                            session.convenant(),
                            session.counterpart(),
                            session.sid(),
                            session.lane(),
                            pupil.tag().orElseThrow(),
                            State.OPEN,
                            clock.instant(),
                            lapses,
                            Optional.empty(),
                            pupil.registrations(),
                            keys.seal(id, session, registrationKey, pupil.point()),
                            Optional.empty(),
                            StoredProposal.Peer.silent(),
                            Optional.empty());
            rows.insert(proposal);
            return proposal;
        }

        /**
         * Ends the proposals whose key both parties do not have any more: after the last pupil. The
         * counterpart does the same, since both signed what the session found.
         */
        void endOthers() {
            for (StoredProposal p : known.values()) {
                if (p.state() == State.OPEN && !found.contains(p.id())) {
                    rows.end(p.id(), State.OVER, keys.mac(p, State.OVER), clock.instant());
                }
            }
        }
    }

    /** Begins with a session; nothing unless people confirm what its lane finds. */
    Optional<Lane> lane(Session session) {
        Agreement agreement = agreements.of(session);
        if (!agreement.asksPeople(session)) {
            return Optional.empty();
        }
        BatchProof proof = sessions.batchProof(session.sid()).orElseThrow();
        try {
            return Optional.of(
                    new Lane(
                            session,
                            keys.byPoint(
                                    session.convenant(),
                                    session.lane(),
                                    session.suite(),
                                    session.keyVersion()),
                            proof.registrationKey(),
                            lapses(session, agreement)));
        } catch (RefusedException e) {
            throw new IllegalStateException("a proposal was altered in the database", e);
        }
    }

    /** By the offer of the initiator, so that both parties have the same moment. */
    private Instant lapses(Session session, Agreement agreement) {
        Sender initiator = session.state().role() == Role.INITIATOR ? Sender.OWN : Sender.PEER;
        byte[] offer =
                OfferExchange.payloadOf(messages.get(session.sid(), initiator, MessageType.OFFER));
        try {
            return MessageCodec.OFFER
                    .decode(offer)
                    .issued()
                    .plus(agreement.convenant().answerTerm());
        } catch (InvalidMessageException e) {
            throw new IllegalStateException("a stored offer cannot be read", e);
        }
    }
}
