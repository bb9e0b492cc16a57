package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Replay;
import nl.sluitend.psi.SecondEngine;

/**
 * Lets whoever supervises check what this party entered into a run (specification, Q1, level 1):
 * that the batch sent was the frozen list under one exponent. It needs no secret, and is logged.
 */
@ApplicationScoped
class Replays {

    private static final String ACTIVITY = "replay";

    private final Runs runs;
    private final Sessions sessions;
    private final Messages messages;
    private final FrozenLists lists;
    private final SignedMessages signed;
    private final OwnParty own;
    private final NodeLog nodeLog;
    private final Transactions transactions;

    Replays(
            Runs runs,
            Sessions sessions,
            Messages messages,
            FrozenLists lists,
            SignedMessages signed,
            OwnParty own,
            NodeLog nodeLog,
            Transactions transactions) {
        this.runs = runs;
        this.sessions = sessions;
        this.messages = messages;
        this.lists = lists;
        this.signed = signed;
        this.own = own;
        this.nodeLog = nodeLog;
        this.transactions = transactions;
    }

    /**
     * Checks every session of a run.
     *
     * @param officer who asks, by the subject of the access token
     * @return empty when there is no such run
     */
    Optional<List<ReplayView>> replay(UUID runId, String officer) {
        return transactions.run(
                () -> {
                    if (runs.find(runId).isEmpty()) {
                        return Optional.empty();
                    }
                    List<ReplayView> views =
                            sessions.ofRun(runId).stream().map(this::replay).toList();
                    nodeLog.byOfficer(
                            LeafKind.CONSULTATION,
                            ACTIVITY,
                            Map.of(
                                    "consulted",
                                    ACTIVITY,
                                    "exchangeId",
                                    views.stream().map(view -> view.sid().toString()).toList()),
                            officer);
                    return Optional.of(views);
                });
    }

    private ReplayView replay(Session session) {
        Optional<BatchProof> proof = sessions.batchProof(session.sid());
        List<FrozenPupil> pupils = lists.all(session.sid());
        if (proof.isEmpty()) {
            return ReplayView.gone(session);
        }
        Set<ReplayView.Difference> differences = EnumSet.noneOf(ReplayView.Difference.class);
        Optional<Offer> offer = offer(session);
        if (offer.isEmpty()) {
            differences.add(ReplayView.Difference.OFFER);
        } else {
            Replay.differences(
                            SecondEngine.of(session.suite()),
                            material(session, offer.get(), pupils, proof.get()),
                            session.chunking(Sender.OWN))
                    .forEach(found -> differences.add(ReplayView.Difference.of(found)));
        }
        if (!isLogged(session, offer)) {
            differences.add(ReplayView.Difference.LOG);
        }
        return ReplayView.of(session, differences);
    }

    private Replay.Material material(
            Session session, Offer offer, List<FrozenPupil> pupils, BatchProof proof) {
        return new Replay.Material(
                offer,
                session.commitSalt(),
                pupils.stream().map(p -> new Replay.Entry(p.place(), p.salt(), p.point())).toList(),
                messages.list(session.sid(), Sender.OWN, MessageType.CHUNK).stream()
                        .map(m -> m.body().orElse(Octets.empty()))
                        .toList(),
                proof);
    }

    /** The own offer, if it is still what this party signed for this session. */
    private Optional<Offer> offer(Session session) {
        return messages.find(session.sid(), Sender.OWN, MessageType.OFFER)
                .flatMap(Message::jws)
                .flatMap(jws -> signed.openOwn(jws, own.oin(), session.created()))
                .flatMap(Replays::read)
                .filter(
                        offer ->
                                offer.sid().equals(session.sid())
                                        && offer.sender().equals(own.oin().value()));
    }

    private static Optional<Offer> read(byte[] payload) {
        try {
            return Optional.of(MessageCodec.OFFER.decode(payload));
        } catch (InvalidMessageException e) {
            return Optional.empty();
        }
    }

    /** Whether what was exposed, if anything was, stands in the log with the root of the offer. */
    private static boolean isLogged(Session session, Optional<Offer> offer) {
        if (session.exposureLeaf().isEmpty() || offer.isEmpty()) {
            return session.exposureLeaf().isEmpty();
        }
        try {
            LogEntry leaf = LogEntry.parse(session.exposureLeaf().get().toByteArray());
            return offer.get().listRoot().base64Url().equals(leaf.detail().get("listRoot"));
        } catch (LogVerificationException e) {
            return false;
        }
    }
}
