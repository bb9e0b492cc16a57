package nl.sluitend.subject;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Optional<NoticeKind> kind = kind(request.kind());
        if (kind.isEmpty()) {
            return Map.of();
        }
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
        return Map.of("recipients", notices.tell(request.id(), kind.get(), corrected, found));
    }

    private static Optional<NoticeKind> kind(RightsRequest.Kind kind) {
        return switch (kind) {
            case ACCESS, OBJECTION -> Optional.empty();
            case RESTRICTION -> Optional.of(NoticeKind.RESTRICTION);
            case RECTIFICATION -> Optional.of(NoticeKind.RECTIFICATION);
            case ERASURE -> Optional.of(NoticeKind.ERASURE);
        };
    }
}
