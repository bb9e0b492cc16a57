package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Draw;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.SecondEngine;
import nl.sluitend.registration.Register;

/**
 * Level 2 of a check: the points of pupils whom the functionaris gegevensbescherming drew from a
 * source system, under the key of a list. They come blinded: this node does not learn who they are.
 */
@ApplicationScoped
class ReplayDraws {

    private final Replays replays;
    private final ReplayRows rows;
    private final Sessions sessions;
    private final Register register;
    private final OwnParty own;
    private final NodeLog nodeLog;
    private final Transactions transactions;
    private final SecureRandom random;

    ReplayDraws(
            Replays replays,
            ReplayRows rows,
            Sessions sessions,
            Register register,
            OwnParty own,
            NodeLog nodeLog,
            Transactions transactions,
            SecureRandom random) {
        this.replays = replays;
        this.rows = rows;
        this.sessions = sessions;
        this.register = register;
        this.own = own;
        this.nodeLog = nodeLog;
        this.transactions = transactions;
        this.random = random;
    }

    /** The session of a check of this officer, while what it needs is kept. */
    Optional<Session> session(UUID id, UUID sid, String officer) {
        return transactions.run(
                () ->
                        replays.session(id, sid, officer)
                                .filter(session -> sessions.batchProof(sid).isPresent()));
    }

    /**
     * Logs the draw, then evaluates.
     *
     * @param blinded at least one, at most {@value ReplayRows#DRAWN_PER_HOUR}
     * @throws InvalidElementException if one of them is not an element
     * @throws ProblemException when too many were drawn, or the key is gone
     */
    ReplayView.Drawn draw(UUID id, Session session, Elements blinded, String officer)
            throws InvalidElementException {
        Group group = Group.of(session.suite());
        group.check(blinded.flat());
        boolean counted =
                transactions.run(
                        () -> {
                            if (!rows.draw(id, session.sid(), blinded.size())) {
                                return false;
                            }
                            nodeLog.byOfficer(
                                    LeafKind.CONSULTATION,
                                    Replays.ACTIVITY,
                                    Map.of(
                                            "consulted",
                                            "replay-draw",
                                            "exchangeId",
                                            session.sid().toString(),
                                            "pupils",
                                            blinded.size()),
                                    officer);
                            return true;
                        });
        if (!counted) {
            throw new ProblemException(
                    Problem.of(
                            "draw-limit",
                            429,
                            "Too many pupils drawn within an hour",
                            "At most %d pupils may be drawn within an hour. Try again later."
                                    .formatted(ReplayRows.DRAWN_PER_HOUR)));
        }
        BatchProof proof = sessions.batchProof(session.sid()).orElseThrow();
        try (Scalar rho =
                register.registrationKey(
                                KeyKind.valueOf(session.lane()),
                                session.suite(),
                                proof.registrationKey())
                        .orElseThrow(ReplayDraws::keyGone)) {
            Draw draw =
                    Draw.prove(
                            group,
                            SecondEngine.of(session.suite()),
                            new Draw.Subject(
                                    session.suite(),
                                    session.sid(),
                                    own.oin().value(),
                                    session.lane(),
                                    session.listRoot()),
                            proof.registrationKey(),
                            blinded,
                            rho,
                            random);
            return new ReplayView.Drawn(
                    IntStream.range(0, draw.evaluated().size())
                            .mapToObj(i -> draw.evaluated().get(i).base64Url())
                            .toList(),
                    draw.proof().base64Url());
        }
    }

    private static ProblemException keyGone() {
        return new ProblemException(
                Problem.of(
                        "registration-key-gone",
                        409,
                        "The key of this list is gone",
                        "The key store no longer holds the registration key that this list was made"
                                + " with. Ask the operator for the key store of that time."));
    }
}
