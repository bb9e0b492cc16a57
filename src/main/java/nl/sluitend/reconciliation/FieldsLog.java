package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.PupilMembers;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.psi.Octets;

/** What giving fields writes to the disclosure log, in the transaction that lets them leave. */
@ApplicationScoped
class FieldsLog {

    private final DisclosureLog log;
    private final SessionLog sessionLog;
    private final FrozenLists lists;
    private final FieldMessages stored;

    FieldsLog(DisclosureLog log, SessionLog sessionLog, FrozenLists lists, FieldMessages stored) {
        this.log = log;
        this.sessionLog = sessionLog;
        this.lists = lists;
        this.stored = stored;
    }

    /**
     * Which fields are given of each pupil that matched, read from what is about to be sent, under
     * one leaf for each chunk of pupils. Never a value.
     */
    void disclosures(Session session, Agreement agreement) {
        int count = disclosed(session, agreement);
        if (count == 0) {
            return;
        }
        List<String> fields =
                agreement.convenant().fieldsOf(agreement.own()).stream()
                        .map(Convenant.Field::name)
                        .sorted()
                        .toList();
        Map<String, Object> clear = new TreeMap<>(Map.of("lane", session.lane(), "fields", fields));
        log.appendPupils(
                sessionLog.name(session.convenant()),
                sessionLog.leaf(
                        session,
                        agreement,
                        LeafKind.DISCLOSURE,
                        clear,
                        List.of(),
                        Optional.empty()),
                count,
                (from, until) -> pupils(session, from, until));
    }

    /** Of how many pupils this party gives something; of none when the convenant gives nothing. */
    private static int disclosed(Session session, Agreement agreement) {
        return agreement.convenant().fieldsOf(agreement.own()).isEmpty()
                ? 0
                : session.matched().orElseThrow();
    }

    private List<PupilMembers> pupils(Session session, int from, int until) {
        List<FrozenPupil> pupils = lists.matched(session.sid(), from, until);
        List<FieldRecord> records = stored.range(session.sid(), Sender.OWN, from, until);
        List<PupilMembers> members = new ArrayList<>(pupils.size());
        for (int i = 0; i < pupils.size(); i++) {
            FrozenPupil pupil = pupils.get(i);
            members.add(
                    new PupilMembers(
                            List.of(
                                    new PersonalMember(
                                            "fields",
                                            List.copyOf(records.get(i).values().keySet())),
                                    new PersonalMember(
                                            PupilMembers.CASE,
                                            Casusnummer.of(
                                                            session.convenant(),
                                                            pupil.tag().orElseThrow())
                                                    .value())),
                            SubjectRef.pupil(pupil.point().toByteArray())));
        }
        return members;
    }

    /** Both parties signed what was given; of how many of our pupils, to check the log by. */
    void receipt(Session session, Agreement agreement, Octets receiptI, Octets receiptR) {
        sessionLog.append(
                session,
                agreement,
                LeafKind.FIELDS_RECEIPT,
                new TreeMap<>(
                        Map.of(
                                "disclosed", disclosed(session, agreement),
                                "receiptI", receiptI.base64Url(),
                                "receiptR", receiptR.base64Url())));
    }
}
