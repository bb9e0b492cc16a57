package nl.sluitend.subject;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.Convenants;
import nl.sluitend.convenant.PdfDocument;
import nl.sluitend.disclosure.Disclosures;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.Opening;
import nl.sluitend.disclosure.SubjectDisclosures;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.party.OwnParty;
import nl.sluitend.reconciliation.Comparisons;
import nl.sluitend.reconciliation.Comparisons.Comparison;
import nl.sluitend.reconciliation.Recipients;
import nl.sluitend.registration.HeldRegistration;
import nl.sluitend.registration.Pupil;
import nl.sluitend.registration.Pupils;
import nl.sluitend.subject.AccessReport.Fact;
import nl.sluitend.subject.AccessReport.Held;
import nl.sluitend.subject.AccessReport.Told;
import org.jspecify.annotations.Nullable;

/**
 * What this node holds of the pupil of a request and what it told others: to look at, on paper, and
 * as a file whose proofs can be checked elsewhere. Every making is an entry of the node log.
 */
@ApplicationScoped
public class AccessReports {

    private final Pupils pupils;
    private final Comparisons comparisons;
    private final SubjectDisclosures disclosures;
    private final Recipients recipients;
    private final Convenants convenants;
    private final Counterparties counterparties;
    private final OwnParty own;
    private final Clock clock;

    AccessReports(
            Pupils pupils,
            Comparisons comparisons,
            SubjectDisclosures disclosures,
            Recipients recipients,
            Convenants convenants,
            Counterparties counterparties,
            OwnParty own,
            Clock clock) {
        this.pupils = pupils;
        this.comparisons = comparisons;
        this.disclosures = disclosures;
        this.recipients = recipients;
        this.convenants = convenants;
        this.counterparties = counterparties;
        this.own = own;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "subject")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance report(AccessReport report);
    }

    /** The report for the officer to look at; the node log says that somebody did. */
    @Transactional
    public AccessReport look(RightsRequest request, String officer) {
        return report(
                request,
                gather(
                        request,
                        LeafKind.CONSULTATION,
                        Map.of("consulted", "request", "case", request.number()),
                        officer));
    }

    /** The report as an accessible PDF. */
    @Transactional
    public byte[] pdf(RightsRequest request, String officer) {
        return PdfDocument.of(
                Templates.report(report(request, gather(request, "pdf", officer))).render());
    }

    /**
     * The report as JSON, with a proof file (C2SP tlog-proof) for every entry of the log and the
     * keys of the logs. {@code verify-log --proof} checks all of them.
     */
    @Transactional
    public byte[] file(RightsRequest request, String officer) {
        Gathered gathered = gather(request, "json", officer);
        AccessReport report = report(request, gathered);
        Map<String, Object> file = new TreeMap<>();
        file.put("type", ReportFile.TYPE);
        file.put("version", 1);
        file.put("controller", Map.of("oin", own.oin().value(), "name", own.name()));
        file.put("case", request.number());
        file.put("made", clock.instant().toString());
        file.put("registrations", report.registrations().stream().map(ReportFile::json).toList());
        file.put("disclosures", report.told().stream().map(ReportFile::json).toList());
        file.put("logKeys", disclosures.verifierKeys());
        file.put(
                "proofs",
                gathered.entries().stream().map(entry -> entry.file().toString()).toList());
        return CanonicalJson.bytes(file);
    }

    private record Gathered(
            Pupil pupil,
            List<Comparison> sessions,
            List<Comparisons.Standing> standings,
            List<Disclosures.Detail> entries,
            List<Recipients.Recipient> recipients) {}

    private Gathered gather(RightsRequest request, String form, String officer) {
        return gather(
                request,
                LeafKind.ACCESS_REPORT,
                Map.of("form", form, "case", request.number()),
                officer);
    }

    private Gathered gather(
            RightsRequest request, LeafKind kind, Map<String, Object> about, String officer) {
        Pupil pupil = pupils.of(request.id());
        List<UUID> ids = pupil.registrations().stream().map(HeldRegistration::id).toList();
        List<SubjectRef> subjects =
                pupil.points().stream()
                        .map(point -> SubjectRef.pupil(point.toByteArray()))
                        .toList();
        List<Disclosures.Detail> entries =
                disclosures.of(subjects, new SubjectDisclosures.Occasion(kind, about, officer));
        return new Gathered(
                pupil,
                comparisons.of(ids, pupil.points()),
                comparisons.standing(ids),
                entries,
                recipients.of(entries, ids, pupil.points()));
    }

    private AccessReport report(RightsRequest request, Gathered gathered) {
        List<Told> told = new ArrayList<>();
        Set<String> logged = new HashSet<>();
        Map<String, Comparison> sessions = new HashMap<>();
        gathered.sessions().forEach(session -> sessions.put(session.session().toString(), session));
        for (Disclosures.Detail detail : gathered.entries()) {
            Optional<Comparison> session =
                    Optional.ofNullable(detail.entry().exchangeId()).map(sessions::get);
            if (detail.entry().exchangeId() != null) {
                logged.add(detail.entry().exchangeId());
            }
            told.add(told(detail, session));
        }
        for (Comparison session : gathered.sessions()) {
            if (!logged.contains(session.session().toString())) {
                told.add(told(session));
            }
        }
        return new AccessReport(
                request.number(),
                own.name(),
                ReportTexts.day(clock.instant()),
                gathered.pupil().registrations().stream()
                        .map(held -> held(held, gathered.standings()))
                        .toList(),
                told,
                ReportRecipients.of(gathered.recipients(), this::name),
                ReportRecipients.unsure(gathered.sessions(), gathered.recipients(), this::name),
                gathered.entries().stream().filter(Disclosures.Detail::erased).count());
    }

    private Held held(HeldRegistration held, List<Comparisons.Standing> standings) {
        List<Fact> facts = new ArrayList<>(ReportTexts.facts(held));
        standings.stream()
                .filter(standing -> standing.registration().equals(held.id()))
                .map(standing -> ReportTexts.standing(standing, name(standing.counterpart())))
                .forEach(facts::add);
        return new Held(ReportTexts.title(held), facts);
    }

    private Told told(Disclosures.Detail detail, Optional<Comparison> session) {
        LogEntry entry = detail.entry();
        String counterpart = receiver(entry).map(this::name).orElse("");
        Optional<Convenant> convenant = convenant(entry.convenantHash());
        String what =
                switch (entry.kind()) {
                    case OUTCOME, RECEIVED ->
                            ReportTexts.learned(session, outcome(detail), counterpart);
                    case DISCLOSURE -> ReportTexts.fields(fields(detail), session, counterpart);
                    case NOTICE -> ReportTexts.notice(entry.detail(), counterpart);
                    default -> ReportTexts.other(counterpart);
                };
        return new Told(
                ReportTexts.moment(entry.time()),
                counterpart.isEmpty() ? "niemand" : counterpart,
                what,
                purpose(convenant, entry.purpose()),
                entry.legalBasis(),
                kept(convenant, entry.logged()),
                "regel %d van logboek %s".formatted(entry.seq() + 1, detail.log().origin()));
    }

    private Told told(Comparison session) {
        String counterpart = name(session.counterpart());
        Optional<Convenant> convenant = convenant(session.convenant());
        return new Told(
                ReportTexts.moment(session.at()),
                counterpart,
                ReportTexts.learned(Optional.of(session), Optional.empty(), counterpart),
                purpose(convenant, session.purpose()),
                convenant
                        .flatMap(found -> found.legalBasis(own.oin(), session.lane()))
                        .map(Convenant.LegalBasis::inWords)
                        .orElse("zie het convenant"),
                kept(convenant, session.at()),
                "");
    }

    private static Optional<String> outcome(Disclosures.Detail detail) {
        return detail.openings().stream()
                .filter(opening -> opening.name().equals("outcome"))
                .map(Opening::value)
                .map(Object::toString)
                .findFirst();
    }

    /** Names of the fields that were given of this pupil; empty when that was erased. */
    private static Optional<List<String>> fields(Disclosures.Detail detail) {
        return detail.openings().stream()
                .filter(opening -> opening.name().equals("fields"))
                .map(Opening::value)
                .map(value -> value instanceof List<?> names ? names : List.of())
                .map(names -> names.stream().map(Object::toString).toList())
                .findFirst();
    }

    /** The other party in what was logged. */
    private Optional<Oin> receiver(LogEntry entry) {
        return Optional.ofNullable(entry.receiver())
                .map(receiver -> receiver.equals(own.oin()) ? entry.sender() : receiver);
    }

    private Optional<Convenant> convenant(@Nullable String hash) {
        return Optional.ofNullable(hash)
                .flatMap(convenants::find)
                .map(dossier -> dossier.convenant());
    }

    private static String purpose(Optional<Convenant> convenant, String code) {
        return convenant
                .flatMap(found -> found.purpose(code))
                .map(Convenant.Purpose::text)
                .orElse(code);
    }

    private static String kept(Optional<Convenant> convenant, java.time.Instant at) {
        return convenant
                .map(found -> ReportTexts.after(at, found.retention().logYears()))
                .orElse("zolang ons logboek wordt bewaard");
    }

    private String name(Oin oin) {
        return oin.equals(own.oin())
                ? own.name()
                : counterparties.find(oin).map(Counterparty::name).orElse(oin.value());
    }
}
