package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogUnavailableException;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.disclosure.PastEntries;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Octets;

/**
 * Gives whoever supervises what is needed to check what this party entered into a run
 * (specification, Q1), piece by piece. It checks nothing itself: a node that vouches for itself
 * proves nothing. It needs no secret, and is logged before anything is given.
 */
@ApplicationScoped
class Replays {

    static final String ACTIVITY = "replay";

    private final Runs runs;
    private final Sessions sessions;
    private final Messages messages;
    private final FrozenLists lists;
    private final ReplayRows rows;
    private final Agreements agreements;
    private final SessionLog sessionLog;
    private final PastEntries entries;
    private final OwnParty own;
    private final NodeLog nodeLog;
    private final Transactions transactions;

    Replays(
            Runs runs,
            Sessions sessions,
            Messages messages,
            FrozenLists lists,
            ReplayRows rows,
            Agreements agreements,
            SessionLog sessionLog,
            PastEntries entries,
            OwnParty own,
            NodeLog nodeLog,
            Transactions transactions) {
        this.runs = runs;
        this.sessions = sessions;
        this.messages = messages;
        this.lists = lists;
        this.rows = rows;
        this.agreements = agreements;
        this.sessionLog = sessionLog;
        this.entries = entries;
        this.own = own;
        this.nodeLog = nodeLog;
        this.transactions = transactions;
    }

    /**
     * Begins a check of every session of a run.
     *
     * @param officer who asks, by the subject of the access token
     * @return empty when there is no such run
     */
    Optional<ReplayView> begin(UUID runId, String officer) {
        UUID id = UUID.randomUUID();
        boolean begun =
                transactions.run(
                        () -> {
                            if (runs.find(runId).isEmpty()) {
                                return false;
                            }
                            rows.insert(id, runId, officer);
                            nodeLog.byOfficer(
                                    LeafKind.CONSULTATION,
                                    ACTIVITY,
                                    Map.of(
                                            "consulted",
                                            ACTIVITY,
                                            "exchangeId",
                                            sessions.ofRun(runId).stream()
                                                    .map(session -> session.sid().toString())
                                                    .toList()),
                                    officer);
                            return true;
                        });
        return begun ? Optional.of(view(id, runs.get(runId))) : Optional.empty();
    }

    private ReplayView view(UUID id, Run run) {
        return new ReplayView(
                id,
                run.id(),
                own.oin().value(),
                agreements.find(run.convenant()).orElseThrow().convenant().canonicalJson(),
                sessions.ofRun(run.id()).stream()
                        .map(
                                session ->
                                        new ReplayView.Session(
                                                session.sid(),
                                                session.lane(),
                                                session.ownSize(),
                                                sessions.batchProof(session.sid())
                                                        .map(proof -> material(session, proof))
                                                        .orElse(null)))
                        .toList());
    }

    private ReplayView.Material material(Session session, BatchProof proof) {
        return new ReplayView.Material(
                offer(session, Sender.OWN).orElse(""),
                offer(session, Sender.PEER).orElse(null),
                session.commitSalt().base64Url(),
                ReplayView.Material.parts(proof),
                exposure(session).orElse(null));
    }

    private Optional<String> offer(Session session, Sender sender) {
        return messages.find(session.sid(), sender, MessageType.OFFER).flatMap(Message::jws);
    }

    /**
     * With a checkpoint of now, or the last one of a log that was closed and went on; where none of
     * them can prove the entry any more, an empty one.
     */
    private Optional<ReplayView.Exposure> exposure(Session session) {
        if (session.exposureIndex().isEmpty() || session.exposureLeaf().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ReplayView.Exposure.of(
                            entries.evidence(
                                    sessionLog.name(session.convenant()),
                                    session.exposureIndex().get(),
                                    session.exposureLeaf().get().toByteArray())));
        } catch (LogUnavailableException | IndexOutOfBoundsException _) {
            return Optional.of(
                    new ReplayView.Exposure("", session.exposureIndex().get(), List.of(), ""));
        }
    }

    /**
     * One chunk of the list of a session.
     *
     * @return empty when this officer checks no such session, or the list has no such chunk
     */
    Optional<ReplayView.Chunk> chunk(UUID id, UUID sid, int j, String officer) {
        return transactions.run(
                () ->
                        session(id, sid, officer)
                                .filter(session -> j < session.chunking(Sender.OWN).count())
                                .map(session -> chunk(session, j)));
    }

    private ReplayView.Chunk chunk(Session session, int j) {
        Chunking chunking = session.chunking(Sender.OWN);
        List<FrozenPupil> pupils =
                lists.range(session.sid(), chunking.start(j), chunking.start(j + 1));
        return new ReplayView.Chunk(
                messages.find(session.sid(), Sender.OWN, MessageType.CHUNK, j)
                        .flatMap(Message::body)
                        .orElse(Octets.empty())
                        .base64Url(),
                pupils.stream()
                        .map(
                                pupil ->
                                        new ReplayView.Entry(
                                                pupil.place(),
                                                pupil.salt().base64Url(),
                                                pupil.point().base64Url()))
                        .toList());
    }

    /** The session, if this officer checks its run now. In the caller's transaction. */
    Optional<Session> session(UUID id, UUID sid, String officer) {
        return rows.run(id, officer)
                .flatMap(run -> sessions.find(sid).filter(session -> session.runId().equals(run)));
    }
}
