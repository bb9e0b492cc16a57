package nl.sluitend.subject;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.SubjectDisclosures;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.reconciliation.NoticeKind;
import nl.sluitend.reconciliation.Notices;
import nl.sluitend.reconciliation.Recipients;
import nl.sluitend.registration.HeldRegistration;
import nl.sluitend.registration.Pupil;
import nl.sluitend.registration.Pupils;

/** Tells whoever received something of the pupil of a request what was decided (AVG art. 19). */
@ApplicationScoped
class Telling {

    private final Pupils pupils;
    private final SubjectDisclosures disclosures;
    private final Recipients recipients;
    private final Notices notices;

    Telling(Pupils pupils, SubjectDisclosures disclosures, Recipients recipients, Notices notices) {
        this.pupils = pupils;
        this.disclosures = disclosures;
        this.recipients = recipients;
        this.notices = notices;
    }

    /**
     * Tells them, before anything is erased.
     *
     * @param corrected names of fields that were put right; none when it is the registration
     * @return for the log: how many parties the node tells; empty when nobody has to be told
     */
    @Transactional(MANDATORY)
    Map<String, Object> tell(RightsRequest request, List<String> corrected, String officer) {
        return switch (request.kind()) {
            case ACCESS, OBJECTION -> Map.of();
            case RESTRICTION -> tell(request, NoticeKind.RESTRICTION, List.of(), officer);
            case RECTIFICATION -> tell(request, NoticeKind.RECTIFICATION, corrected, officer);
            case ERASURE -> tell(request, NoticeKind.ERASURE, List.of(), officer);
        };
    }

    /**
     * Tells those who were told of a restriction that it is over, before the node forgets about
     * whom it was.
     *
     * @return as {@link #tell}
     */
    @Transactional(MANDATORY)
    Map<String, Object> lifted(RightsRequest request, String officer) {
        return request.kind() == RightsRequest.Kind.RESTRICTION
                ? tell(request, NoticeKind.LIFTED, List.of(), officer)
                : Map.of();
    }

    private Map<String, Object> tell(
            RightsRequest request, NoticeKind kind, List<String> corrected, String officer) {
        Pupil pupil = pupils.of(request.id());
        List<SubjectRef> subjects =
                pupil.points().stream()
                        .map(point -> SubjectRef.pupil(point.toByteArray()))
                        .toList();
        List<Recipients.Recipient> found =
                recipients.of(
                        disclosures.of(
                                subjects,
                                new SubjectDisclosures.Occasion(
                                        LeafKind.CONSULTATION,
                                        Map.of("consulted", "recipients", "case", request.number()),
                                        officer)),
                        pupil.registrations().stream().map(HeldRegistration::id).toList(),
                        pupil.points());
        return Map.of("recipients", notices.tell(request.id(), kind, corrected, found));
    }
}
