package nl.sluitend.reconciliation;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.disclosure.VerifierKey;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.LaneBits;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Terms;

/**
 * A convenant as it binds the two parties of a session.
 *
 * @param state where the convenant is in its life now
 * @param own OIN of this party
 * @param counterpart OIN of the other
 * @param suite of the points
 * @param peerLog key of the counterpart's log of this convenant
 */
record Agreement(
        Convenant convenant,
        ConvenantState state,
        Oin own,
        Oin counterpart,
        Suite suite,
        VerifierKey peerLog) {

    String hash() {
        return convenant.hash();
    }

    /** Kinds of matching key, strongest first: one session each. */
    List<String> lanes() {
        return convenant.matchingKeys().stream().map(KeyKind::name).toList();
    }

    boolean isLast(Session session) {
        return lanes(session.mode()).getLast().equals(session.lane());
    }

    /** Whether a result in this lane says who took part in the PGN lane (finding 23). */
    boolean comesAfterPgn(Session session) {
        return lanes(session.mode()).contains(LaneBits.LANE)
                && !session.lane().equals(LaneBits.LANE);
    }

    /** Whether people have to confirm what is found in this lane. */
    boolean asksPeople(Session session) {
        return session.mode() instanceof SessionMode.Mutual && asksPeople(session.lane());
    }

    /** The same of a lane, in a mode in which both learn the matches. */
    boolean asksPeople(String lane) {
        return convenant.asksPeople(KeyKind.valueOf(lane));
    }

    int cap() {
        return convenant.caps().maxElements();
    }

    Terms terms(SessionMode mode, String lane) {
        return new Terms(hash(), mode, lane, suite, convenant.keyVersion(), cap());
    }

    /** The mode of this name, if the convenant allows it and this version carries it out. */
    Optional<SessionMode> mode(String name) {
        return convenant.modes().stream()
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .flatMap(
                        mode ->
                                switch (mode) {
                                    case MATCH -> Optional.of(SessionMode.MATCH);
                                    case COUNTS ->
                                            convenant
                                                    .counts()
                                                    .map(c -> new SessionMode.Counts(c.epsilon()));
                                    case FIELDS -> Optional.of(SessionMode.FIELDS);
                                    case MATCH_ONE_SIDED -> Optional.of(SessionMode.ONE_SIDED);
                                });
    }

    /**
     * The lanes of a run: every kind of key. Where one party alone learns something, the strongest
     * alone: how many of its pupils go on to a next lane would tell the other how many matched.
     */
    List<String> lanes(SessionMode mode) {
        return switch (mode) {
            case SessionMode.Mutual _ -> lanes();
            case SessionMode.Answered _ -> lanes().subList(0, 1);
        };
    }

    /** Legal basis that this party states for a lane. */
    String ownBasis(String lane) {
        return basis(own, lane);
    }

    /** Legal basis that the counterpart states for a lane. */
    String peerBasis(String lane) {
        return basis(counterpart, lane);
    }

    private String basis(Oin party, String lane) {
        return convenant
                .legalBasis(party, lane)
                .map(Convenant.LegalBasis::inWords)
                .orElse("none stated");
    }

    /** Entry in the register of processing activities. */
    URI processingActivity(String purpose) {
        return convenant
                .purpose(purpose)
                .map(Convenant.Purpose::processingActivity)
                .orElse(Agreements.PROCESSING_ACTIVITY);
    }
}
