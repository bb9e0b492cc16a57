package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.OwnProofException;
import nl.sluitend.psi.PreparedList;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SecondEngine;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.SessionScalar;
import nl.sluitend.psi.SessionState;
import nl.sluitend.psi.Terms;

/**
 * Opens the own side of a session: freezes and masks the list, logs SESSION_OPEN, fixes the own
 * offer.
 */
@ApplicationScoped
class Opening {

    /** How long a session may take before it has exposed anything. */
    static final Duration TERM = Duration.ofHours(24);

    /** Kind of the alert when what this node computed does not verify (finding 31). */
    static final String OWN_PROOF_FAILED = "own-proof-failed";

    /** The same for a person. */
    static final String OWN_PROOF_TEXT =
            "Wat dit knooppunt rekende klopt niet: het eigen bewijs houdt geen stand. Er is niets"
                    + " verstuurd. Laat de beheerder naar het systeem kijken.";

    /**
     * What a responder answers.
     *
     * @param payload of the initiator's offer, as signed
     */
    record Answered(Offer offer, Octets payload) {}

    private final OwnLists ownLists;
    private final CountOpening counts;
    private final Sessions sessions;
    private final Messages messages;
    private final FrozenLists lists;
    private final Outcomes outcomes;
    private final SessionLog log;
    private final SignedMessages signed;
    private final Alerts alerts;
    private final KeyRing keys;
    private final Clock clock;
    private final SecureRandom random;

    Opening(
            OwnLists ownLists,
            CountOpening counts,
            Sessions sessions,
            Messages messages,
            FrozenLists lists,
            Outcomes outcomes,
            SessionLog log,
            SignedMessages signed,
            Alerts alerts,
            KeyRing keys,
            Clock clock,
            SecureRandom random) {
        this.ownLists = ownLists;
        this.counts = counts;
        this.sessions = sessions;
        this.messages = messages;
        this.lists = lists;
        this.outcomes = outcomes;
        this.log = log;
        this.signed = signed;
        this.alerts = alerts;
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens a session in the caller's transaction; the own offer is then among its messages.
     *
     * @param answered the offer that is answered; empty for the initiator
     * @throws RefusedException when the own register cannot take part
     */
    Session open(Run run, Agreement agreement, String lane, UUID sid, Optional<Answered> answered)
            throws RefusedException {
        Terms terms = agreement.terms(agreement.mode(run.mode()).orElseThrow(), lane);
        OwnList own = ownLists.freeze(run, agreement, lane, lists.matchedInRun(run.id()));
        var seed = new byte[SessionScalar.SEED_LENGTH];
        random.nextBytes(seed);
        try {
            SessionList entering = counts.entering(own, terms, answered, seed);
            Optional<UUID> sameListAs =
                    counts.sameListAs(run, agreement, terms, own, entering, answered);
            List<Octets> salts = entering.pupils().stream().map(_ -> fresh()).toList();
            PreparedList list = prepare(entering, salts, agreement, terms, sid, seed);
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Role role = answered.isPresent() ? Role.RESPONDER : Role.INITIATOR;
            List<Integer> groups = CountOpening.groups(terms, entering, answered);
            Session session = session(run, agreement, terms, sid, role, list, groups, now);
            sessions.insert(session, list.proof());
            lists.insert(sid, frozen(entering, salts, list).stream());
            switch (terms.mode()) {
                case SessionMode.Mutual _, SessionMode.OneSided _ -> {
                    if (session.learnsMatches()) {
                        outcomes.exclude(run.id(), lane, own.excluded());
                    }
                }
                case SessionMode.Counts _ -> counts.remember(sid, entering);
            }
            byte[] offer =
                    MessageCodec.OFFER.encode(
                            offer(run, agreement, session, list, own, sameListAs, answered, now));
            sessions.storeSecret(sid, keys.wrap(seed, Messages.hash(offer).toByteArray()));
            messages.store(
                    Message.signed(sid, Sender.OWN, MessageType.OFFER, offer, signed.sign(offer)));
            messages.store(chunks(session, list.batch().elements()));
            log.sessionOpen(session, agreement);
            return session;
        } catch (OwnProofException e) {
            alerts.raise(OWN_PROOF_FAILED, sid.toString(), OWN_PROOF_TEXT);
            throw new RefusedException(
                    RefusalType.NOT_PERMITTED,
                    "the party cannot take part now; its operator knows why");
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private PreparedList prepare(
            SessionList entering,
            List<Octets> salts,
            Agreement agreement,
            Terms terms,
            UUID sid,
            byte[] seed) {
        Group group = Group.of(terms.suite());
        try (Scalar rho = ownLists.registrationKey(agreement, terms.lane())) {
            return PreparedList.prepare(
                    group,
                    SecondEngine.of(terms.suite()),
                    sid,
                    terms,
                    agreement.own().value(),
                    agreement.counterpart().value(),
                    entering.frozen(terms.suite(), salts),
                    seed,
                    rho,
                    random);
        } catch (InvalidElementException e) {
            throw new IllegalStateException("the register holds a damaged point", e);
        }
    }

    private static Session session(
            Run run,
            Agreement agreement,
            Terms terms,
            UUID sid,
            Role role,
            PreparedList list,
            List<Integer> groups,
            Instant now) {
        int rounds = terms.rounds() * Math.max(1, groups.size());
        return new Session(
                sid,
                run.id(),
                SessionState.offered(terms.mode(), role, rounds),
                terms.lane(),
                agreement.hash(),
                agreement.counterpart(),
                run.purpose(),
                run.refDate(),
                terms.suite(),
                terms.keyVersion(),
                terms.cap(),
                groups,
                list.batch().elements().size(),
                Optional.empty(),
                Optional.empty(),
                0,
                list.publicKey(),
                list.commitment(),
                list.listRoot(),
                list.salt(),
                list.digests(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                0,
                0,
                Optional.empty(),
                false,
                now,
                now,
                now.plus(TERM));
    }

    private Offer offer(
            Run run,
            Agreement agreement,
            Session session,
            PreparedList list,
            OwnList own,
            Optional<UUID> sameListAs,
            Optional<Answered> answered,
            Instant now) {
        boolean isCount = session.mode() instanceof SessionMode.Counts;
        return new Offer(
                Offer.VERSION,
                session.sid(),
                session.state().role(),
                agreement.own().value(),
                agreement.counterpart().value(),
                agreement.hash(),
                run.purpose(),
                session.mode().name(),
                session.lane(),
                session.suite().identifier(),
                session.keyVersion(),
                run.refDate().toString(),
                session.ownSize(),
                isCount ? 0 : own.added(),
                isCount ? 0 : own.removed(),
                list.publicKey(),
                list.commitment(),
                list.listRoot(),
                list.proof().hash(),
                fresh(),
                previousReceipt(run, Sender.OWN),
                now,
                session.expires(),
                answered.map(a -> Offer.hash(a.payload().toByteArray())),
                isCount && answered.isEmpty()
                        ? Optional.of(new Offer.Counting(session.groups(), sameListAs))
                        : Optional.empty());
    }

    /** Hash of that party's receipt of the last session of this run that was agreed. */
    Optional<Octets> previousReceipt(Run run, Sender sender) {
        return sessions.lastAgreed(run.id())
                .map(sid -> messages.get(sid, sender, MessageType.RECEIPT).hash());
    }

    private static List<FrozenPupil> frozen(
            SessionList entering, List<Octets> salts, PreparedList list) {
        List<Integer> order = list.batch().order();
        List<FrozenPupil> pupils = new ArrayList<>(order.size());
        for (int position = 0; position < order.size(); position++) {
            int place = order.get(position);
            OwnList.Pupil pupil = entering.pupils().get(place);
            pupils.add(
                    new FrozenPupil(
                            position,
                            place,
                            pupil.point(),
                            salts.get(place),
                            pupil.registrations(),
                            Optional.empty(),
                            false,
                            false));
        }
        return pupils;
    }

    private static List<Message> chunks(Session session, Elements batch) {
        UUID sid = session.sid();
        List<Elements> chunks = session.chunking(Sender.OWN).cut(batch);
        return IntStream.range(0, chunks.size())
                .mapToObj(j -> Message.chunk(sid, Sender.OWN, j, chunks.get(j).flat()))
                .toList();
    }

    private Octets fresh() {
        var octets = new byte[32];
        random.nextBytes(octets);
        return Octets.of(octets);
    }
}
