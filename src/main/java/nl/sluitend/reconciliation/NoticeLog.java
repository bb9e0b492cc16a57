package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.PupilMembers;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.psi.Casusnummer;

/** What notices write to the log of their convenant, always in the caller's transaction. */
@ApplicationScoped
class NoticeLog {

    private final DisclosureLog log;
    private final SessionLog sessionLog;
    private final Sessions sessions;

    NoticeLog(DisclosureLog log, SessionLog sessionLog, Sessions sessions) {
        this.log = log;
        this.sessionLog = sessionLog;
        this.sessions = sessions;
    }

    /** It is about to leave. Of what was erased, nothing is written that names the pupil. */
    void sent(Notice notice, Agreement agreement, FrozenPupil pupil) {
        Map<String, Object> clear = clear("sent", notice.id(), notice.kind());
        clear.put("fields", notice.fields());
        if (notice.kind() == NoticeKind.ERASURE) {
            append(notice.sid(), agreement, clear, List.of(), Optional.empty());
        } else {
            String number = Casusnummer.of(notice.convenant(), notice.tag()).value();
            append(notice.sid(), agreement, clear, casus(number), Optional.of(subject(pupil)));
        }
    }

    /** The counterpart signed that it has it. */
    void confirmed(StoredNotice notice, Agreement agreement) {
        append(
                notice.pair().orElseThrow().sid(),
                agreement,
                clear("confirmed", notice.id(), notice.kind()),
                List.of(),
                Optional.empty());
    }

    /** It came in. */
    void received(Notice notice, Agreement agreement, FrozenPupil pupil, String casusnummer) {
        Map<String, Object> clear = clear("received", notice.id(), notice.kind());
        clear.put("fields", notice.fields());
        append(notice.sid(), agreement, clear, casus(casusnummer), Optional.of(subject(pupil)));
    }

    private static Map<String, Object> clear(String step, UUID id, NoticeKind kind) {
        return new TreeMap<>(
                Map.of(
                        "step",
                        step,
                        "notice",
                        id.toString(),
                        "right",
                        kind.name().toLowerCase(Locale.ROOT)));
    }

    private static List<PersonalMember> casus(String number) {
        return List.of(new PersonalMember(PupilMembers.CASE, number));
    }

    private static SubjectRef subject(FrozenPupil pupil) {
        return SubjectRef.pupil(pupil.point().toByteArray());
    }

    private void append(
            UUID sid,
            Agreement agreement,
            Map<String, Object> clear,
            List<PersonalMember> personal,
            Optional<SubjectRef> subject) {
        Session session = sessions.get(sid);
        log.append(
                sessionLog.name(session.convenant()),
                List.of(
                        sessionLog.leaf(
                                session, agreement, LeafKind.NOTICE, clear, personal, subject)));
    }
}
