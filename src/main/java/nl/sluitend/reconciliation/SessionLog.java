package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.Leaf;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogName;
import nl.sluitend.disclosure.LogPosition;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.PupilMembers;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionEvent;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.SessionState;

/**
 * What reconciliation writes to the disclosure log, always in the transaction of what it announces.
 */
@ApplicationScoped
class SessionLog {

    private final DisclosureLog log;
    private final OwnParty own;
    private final Clock clock;

    SessionLog(DisclosureLog log, OwnParty own, Clock clock) {
        this.log = log;
        this.own = own;
        this.clock = clock;
    }

    LogName name(String convenant) {
        return LogName.ofConvenant(own.oin(), convenant);
    }

    void sessionOpen(Session session, Agreement agreement) {
        append(session, agreement, LeafKind.SESSION_OPEN, terms(session));
    }

    /**
     * The upper bound of what the counterpart may learn: our whole list becomes comparable. Who
     * counts or asks makes nothing comparable: it logs that the list is sent.
     */
    LogPosition exposure(Session session, Agreement agreement) {
        Map<String, Object> clear = terms(session);
        clear.put("offersHash", session.offers().base64Url());
        clear.put("listRoot", session.listRoot().base64Url());
        clear.put("n", session.ownSize());
        return append(session, agreement, exposureKind(session, Sender.OWN), clear);
    }

    /** Which leaf that party shows before anything is evaluated. */
    static LeafKind exposureKind(Session session, Sender sender) {
        boolean initiator = (sender == Sender.OWN) == (session.state().role() == Role.INITIATOR);
        return switch (session.mode()) {
            case SessionMode.Mutual _ -> LeafKind.EXPOSURE;
            case SessionMode.Answered _ -> initiator ? LeafKind.SENDING : LeafKind.EXPOSURE;
        };
    }

    /**
     * What was counted, by group: as digests, for whoever knows the noise must not read a number
     * here. {@code digest = Hash(LP("sluitend/v1/count") LP(sid) LP(group) LP(number) LP(salt))},
     * number as decimal text.
     */
    void counts(Session session, Agreement agreement, List<CountFigures.Figure> figures) {
        for (CountFigures.Figure figure : figures) {
            byte[] opening =
                    LengthPrefixed.of(
                            LengthPrefixed.utf8("sluitend/v1/count"),
                            LengthPrefixed.utf8(session.sid().toString()),
                            LengthPrefixed.utf8(Integer.toString(figure.number())),
                            LengthPrefixed.utf8(figure.estimate().orElseThrow().toString()),
                            figure.salt().toByteArray());
            append(
                    session,
                    agreement,
                    LeafKind.COUNT,
                    new TreeMap<>(
                            Map.of(
                                    "group", figure.number(),
                                    "digest", Messages.hash(opening).base64Url())));
        }
    }

    /** What the counterpart counted at us, and what it cost. */
    void counted(Session session, Agreement agreement, SessionMode.Counts mode) {
        append(
                session,
                agreement,
                LeafKind.COUNTED,
                new TreeMap<>(
                        Map.of(
                                "groups", session.groups().size(),
                                "epsilon", Double.toString(mode.epsilon()))));
    }

    /** What came out for each pupil that entered, under one leaf for each chunk of them. */
    void outcomes(Session session, Agreement agreement, FrozenLists lists) {
        pupils(
                session,
                agreement,
                LeafKind.OUTCOME,
                lists,
                pupil -> outcome(session.convenant(), pupil));
    }

    /**
     * What we alone learned of each pupil that entered, matched or not: the counterpart sees how
     * long this log is, and must not see in it how many matched.
     */
    void received(Session session, Agreement agreement, FrozenLists lists) {
        pupils(session, agreement, LeafKind.RECEIVED, lists, OneSidedMatches::said);
    }

    private void pupils(
            Session session,
            Agreement agreement,
            LeafKind kind,
            FrozenLists lists,
            Function<FrozenPupil, PupilMembers> said) {
        Map<String, Object> clear = Map.of("lane", session.lane());
        log.appendPupils(
                name(session.convenant()),
                leaf(session, agreement, kind, clear, List.of(), Optional.empty()),
                session.ownSize(),
                (from, until) ->
                        lists.range(session.sid(), from, until).stream().map(said).toList());
    }

    /** A matched pupil is named by its casusnummer, by which the two logs can be compared. */
    private static PupilMembers outcome(String convenant, FrozenPupil pupil) {
        List<PersonalMember> members =
                pupil.tag()
                        .map(
                                tag ->
                                        List.of(
                                                new PersonalMember(
                                                        "outcome",
                                                        pupil.probable() ? "probable" : "matched"),
                                                new PersonalMember(
                                                        PupilMembers.CASE,
                                                        Casusnummer.of(convenant, tag).value())))
                        .orElseGet(
                                () ->
                                        List.of(
                                                new PersonalMember(
                                                        "outcome", "not-held-by-receiver")));
        return new PupilMembers(members, SubjectRef.pupil(pupil.point().toByteArray()));
    }

    void refusal(Session session, Agreement agreement, Refusal refusal) {
        append(session, agreement, LeafKind.REFUSAL, clear(refusal));
    }

    /**
     * The counterpart refused a message of this session.
     *
     * @param type of its problem; only one that the protocol knows is kept, and no text of the
     *     counterpart: who writes to this log is this party
     */
    void refusedByPeer(Session session, Agreement agreement, String type) {
        String known =
                Arrays.stream(RefusalType.values())
                        .map(RefusalType::slug)
                        .filter(type::equals)
                        .findFirst()
                        .orElse("unknown");
        append(
                session,
                agreement,
                LeafKind.REFUSAL,
                new TreeMap<>(Map.of("rule", known, "detail", "refused by the counterpart")));
    }

    /** By which rule: of the convenant where it was one, else of the protocol. */
    private static Map<String, Object> clear(Refusal refusal) {
        return new TreeMap<>(
                Map.of(
                        "rule",
                        refusal.rule().orElse(refusal.type().slug()),
                        "detail",
                        refusal.detail()));
    }

    /** A run of our own that the convenant does not allow; nothing was asked of the counterpart. */
    void refusedRun(Agreement agreement, Refusal refusal) {
        refusedOffer(Optional.of(agreement), agreement.counterpart(), Optional.empty(), refusal);
    }

    /**
     * Refused before there was a session: to the log of the convenant if it is ours, else to the
     * node log.
     */
    void refusedOffer(
            Optional<Agreement> agreement, Oin peer, Optional<UUID> sid, Refusal refusal) {
        Leaf leaf =
                new Leaf(
                        LeafKind.REFUSAL,
                        clock.instant(),
                        agreement.map(Agreement::hash).orElse(null),
                        Agreements.PROCESSING_ACTIVITY,
                        "reconciliation",
                        "none: nothing was disclosed",
                        own.oin(),
                        peer,
                        sid.map(UUID::toString).orElse(null),
                        clear(refusal),
                        List.of(),
                        Optional.empty());
        LogName name =
                agreement.map(a -> name(a.hash())).orElseGet(() -> LogName.ofNode(own.oin()));
        log.append(name, List.of(leaf));
    }

    void receipt(Session session, Agreement agreement, Octets receiptI, Octets receiptR) {
        append(
                session,
                agreement,
                LeafKind.RECEIPT,
                new TreeMap<>(
                        Map.of(
                                "transcript", session.transcript().orElseThrow().base64Url(),
                                "receiptI", receiptI.base64Url(),
                                "receiptR", receiptR.base64Url())));
    }

    /** With the reason, and the peer's own word for it when it was the peer that broke off. */
    void sessionEnd(Session session, Agreement agreement, SessionState end, SessionEvent event) {
        Map<String, Object> clear =
                new TreeMap<>(
                        Map.of(
                                "ending", end.ending().orElseThrow().code(),
                                "reason", Reasons.of(event),
                                "evaluatedSent", end.evaluatedSent(),
                                "evaluatedReceived", end.evaluatedReceived()));
        Reasons.ofPeer(event).ifPresent(why -> clear.put("peerReason", why));
        if (session.mode() instanceof SessionMode.Fields) {
            clear.put("fieldsSent", session.fieldsSent());
            clear.put("fieldsReceived", session.fieldsReceived());
        }
        append(session, agreement, LeafKind.SESSION_END, clear);
    }

    private static Map<String, Object> terms(Session session) {
        return new TreeMap<>(
                Map.of(
                        "mode", session.mode().name(),
                        "lane", session.lane(),
                        "role", session.state().role().name(),
                        "refDate", session.refDate().toString()));
    }

    LogPosition append(
            Session session, Agreement agreement, LeafKind kind, Map<String, Object> clear) {
        return log.append(
                        name(session.convenant()),
                        List.of(leaf(session, agreement, kind, clear, List.of(), Optional.empty())))
                .getFirst();
    }

    Leaf leaf(
            Session session,
            Agreement agreement,
            LeafKind kind,
            Map<String, Object> clear,
            List<PersonalMember> personal,
            Optional<SubjectRef> subject) {
        return new Leaf(
                kind,
                clock.instant(),
                session.convenant(),
                agreement.processingActivity(session.purpose()),
                session.purpose(),
                agreement.ownBasis(session.lane()),
                own.oin(),
                session.counterpart(),
                session.sid().toString(),
                clear,
                personal,
                subject);
    }
}
