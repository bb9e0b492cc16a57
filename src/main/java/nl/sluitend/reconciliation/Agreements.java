package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.convenant.Policy;
import nl.sluitend.convenant.PolicyDecision;
import nl.sluitend.convenant.PolicyRequest;
import nl.sluitend.convenant.PolicyState;
import nl.sluitend.disclosure.LogKeys;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.CountLists;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.StopReason;

/** Convenants and what their policy says of a session. */
@ApplicationScoped
class Agreements {

    /** What is named where no convenant says it: refusing an offer under an unknown one. */
    static final URI PROCESSING_ACTIVITY =
            URI.create("urn:sluitend:processing-activity:reconciliation");

    private final Convenants convenants;
    private final PastUse past;
    private final Charges charges;
    private final OwnParty own;
    private final Clock clock;

    Agreements(Convenants convenants, PastUse past, Charges charges, OwnParty own, Clock clock) {
        this.convenants = convenants;
        this.past = past;
        this.charges = charges;
        this.own = own;
        this.clock = clock;
    }

    /** The convenant of this hash between us and this counterpart, in whatever state. */
    Optional<Agreement> find(String hash, Oin counterpart) {
        return find(hash).filter(agreement -> agreement.counterpart().equals(counterpart));
    }

    /** The convenant of this hash, if we are a party to it. */
    Optional<Agreement> find(String hash) {
        return convenants.standing(hash, clock.instant()).flatMap(this::agreement);
    }

    private Optional<Agreement> agreement(Convenants.Standing standing) {
        Convenant convenant = standing.dossier().convenant();
        return convenant
                .counterpartOf(own.oin())
                .map(
                        peer ->
                                new Agreement(
                                        convenant,
                                        standing.state(),
                                        own.oin(),
                                        peer.oin(),
                                        Suite.find(convenant.suite()).orElseThrow(),
                                        LogKeys.of(
                                                LogName.ofConvenant(peer.oin(), convenant.hash()),
                                                Base64.getDecoder().decode(peer.logKey()))));
    }

    Agreement of(Session session) {
        return find(session.convenant())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "convenant " + session.convenant() + " is gone"));
    }

    /** What the convenant says of the peer's list; its lane is one of the convenant's. */
    Optional<Refusal> permitsPeer(Agreement agreement, Offer offer, LocalDate refDate) {
        SessionMode mode = agreement.mode(offer.mode()).orElseThrow();
        KeyKind lane = KeyKind.valueOf(offer.lane());
        return switch (mode) {
            case SessionMode.Mutual _, SessionMode.OneSided _ -> {
                // Without a list of this scope before, there is nothing that it could have grown
                // from.
                int before = past.lastPeerSize(agreement, offer.lane()).orElse(offer.n());
                yield decide(
                        agreement,
                        mode,
                        lane,
                        offer.purpose(),
                        offer.n(),
                        refDate,
                        Asking.asker(agreement, offer.role()),
                        state(agreement, lane, before, Asking.isEvaluated(mode, offer.role())));
            }
            case SessionMode.Counts counts -> {
                int pupils = CountLists.fewestPupils(offer, counts.noise().decoys());
                yield decide(
                        agreement,
                        mode,
                        lane,
                        offer.purpose(),
                        pupils,
                        refDate,
                        Optional.empty(),
                        counted(
                                agreement,
                                lane,
                                offer.role().other(),
                                offer.role() == Role.INITIATOR
                                        ? past.evaluated(agreement) + offer.n() - pupils
                                        : 0));
            }
        };
    }

    /**
     * What the convenant says of a session of our own, before the list is known. Whether a count is
     * within its budget depends on the list: {@link #permitsCount}.
     */
    Optional<Refusal> permitsOwn(
            Agreement agreement, SessionMode mode, String lane, String purpose, LocalDate refDate) {
        KeyKind kind = KeyKind.valueOf(lane);
        PolicyState before =
                switch (mode) {
                    case SessionMode.Mutual _, SessionMode.OneSided _ ->
                            state(agreement, kind, 0, Asking.isEvaluated(mode, Role.RESPONDER));
                    case SessionMode.Counts _ -> PolicyState.first(agreement.state());
                };
        return decide(
                agreement, mode, kind, purpose, 0, refDate, Optional.of(agreement.own()), before);
    }

    /** Whether we may count at the counterpart once more. */
    Optional<Refusal> permitsCount(Run run, Agreement agreement, SessionMode mode, String lane) {
        KeyKind kind = KeyKind.valueOf(lane);
        return decide(
                agreement,
                mode,
                kind,
                run.purpose(),
                0,
                run.refDate(),
                Optional.empty(),
                counted(agreement, kind, Role.INITIATOR, 0));
    }

    /** Whether enough changed on the own list to count again, or to be counted at again. */
    Optional<Refusal> permitsChanged(
            Agreement agreement,
            SessionMode mode,
            String lane,
            String purpose,
            LocalDate refDate,
            Optional<Integer> changed) {
        return decide(
                agreement,
                mode,
                KeyKind.valueOf(lane),
                purpose,
                0,
                refDate,
                Optional.empty(),
                PolicyState.first(agreement.state()).with(changed));
    }

    /**
     * What the convenant says of fields of the pupils that matched, before they leave and when they
     * came.
     */
    Optional<Refusal> permitsFields(
            Agreement agreement, Session session, List<Convenant.FieldUse> fields) {
        return decide(
                agreement,
                new PolicyRequest(
                        agreement.own(),
                        agreement.counterpart(),
                        ExchangeMode.valueOf(session.mode().name()),
                        session.purpose(),
                        KeyKind.valueOf(session.lane()),
                        agreement.convenant().suite(),
                        agreement.convenant().keyVersion(),
                        0,
                        session.refDate(),
                        clock.instant(),
                        fields),
                PolicyState.first(agreement.state()));
    }

    private PolicyState state(Agreement agreement, KeyKind lane, int before, boolean evaluated) {
        return new PolicyState(
                agreement.state(),
                past.lastAgreedAt(agreement, lane.name()),
                before,
                Stream.of(SessionMode.MATCH, SessionMode.FIELDS, SessionMode.ONE_SIDED)
                        .mapToInt(mode -> past.attempts(agreement, mode, lane.name()))
                        .sum(),
                0,
                evaluated ? past.evaluated(agreement) : 0);
    }

    /**
     * What was counted before between the two parties, under any convenant.
     *
     * @param own our part: INITIATOR when we count, RESPONDER when the other does
     * @param evaluated in the period before, decoys of this list included
     */
    private PolicyState counted(Agreement agreement, KeyKind lane, Role own, long evaluated) {
        return new PolicyState(
                agreement.state(),
                charges.lastCount(agreement.counterpart(), own),
                charges.lastCountSize(agreement.counterpart(), own).orElse(0),
                past.attempts(agreement, agreement.mode("COUNTS").orElseThrow(), lane.name()),
                past.countsThisSchoolYear(agreement.counterpart(), own),
                evaluated);
    }

    private Optional<Refusal> decide(
            Agreement agreement,
            SessionMode mode,
            KeyKind lane,
            String purpose,
            int elements,
            LocalDate refDate,
            Optional<Oin> asker,
            PolicyState state) {
        return decide(
                agreement,
                new PolicyRequest(
                        agreement.own(),
                        agreement.counterpart(),
                        ExchangeMode.valueOf(mode.name()),
                        purpose,
                        lane,
                        agreement.convenant().suite(),
                        agreement.convenant().keyVersion(),
                        elements,
                        refDate,
                        clock.instant(),
                        List.of(),
                        asker),
                state);
    }

    private static Optional<Refusal> decide(
            Agreement agreement, PolicyRequest request, PolicyState state) {
        return switch (Policy.decide(agreement.convenant(), request, state)) {
            case PolicyDecision.Permitted _ -> Optional.empty();
            case PolicyDecision.Refused(PolicyDecision.Rule rule, String detail) ->
                    Optional.of(new Refusal(type(rule), detail, Optional.of(rule.name())));
        };
    }

    private static RefusalType type(PolicyDecision.Rule rule) {
        return Arrays.stream(RefusalType.values())
                .filter(type -> type.slug().equals(rule.problemType()))
                .findFirst()
                .orElse(RefusalType.NOT_PERMITTED);
    }

    /** Why a session under this convenant must end, if it must. */
    static Optional<StopReason> ended(Agreement agreement) {
        return switch (agreement.state()) {
            case IN_FORCE -> Optional.empty();
            case EXPIRED -> Optional.of(StopReason.EXPIRED);
            case SUPERSEDED -> Optional.of(StopReason.REPLACED);
            case REVOKED,
                    REJECTED,
                    DRAFT,
                    PROPOSED,
                    ACCEPTED_BY_US,
                    ACCEPTED_BY_THEM,
                    ACCEPTED_BY_BOTH ->
                    Optional.of(StopReason.REVOKED);
        };
    }
}
