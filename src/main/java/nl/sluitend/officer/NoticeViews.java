package nl.sluitend.officer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.Counterparty;
import nl.sluitend.reconciliation.NoticeKind;
import nl.sluitend.reconciliation.NoticeView;
import nl.sluitend.reconciliation.Notices;
import nl.sluitend.reconciliation.NoticesByHand;
import nl.sluitend.reconciliation.ReceivedNotices;
import nl.sluitend.subject.AccessReport;
import nl.sluitend.subject.RightsRequest;
import org.jspecify.annotations.Nullable;

/** Puts notices (AVG art. 19) into the shape of the pages, in plain Dutch (B1). */
@ApplicationScoped
class NoticeViews {

    private static final String ADDRESS = "/privacy/kennisgevingen/";
    private static final String KNOWN = "dat het kind bij u bekend is";

    private final Notices notices;
    private final Counterparties counterparties;

    NoticeViews(Notices notices, Counterparties counterparties) {
        this.notices = notices;
        this.counterparties = counterparties;
    }

    /**
     * A recipient with what it knows, or with how far telling it is.
     *
     * @param byHand where people note that they told it; empty when there is nothing to note
     */
    public record Line(String name, String text, boolean waits, String byHand) {}

    /**
     * What people have to tell a recipient themselves.
     *
     * @param request address of the request
     * @param did how it was told; empty when that was not noted yet
     * @param error what is wrong with what was filled in; empty when nothing is
     */
    public record ByHand(
            String address, String request, String name, String what, String did, String error) {}

    /** A field that may have been put right. */
    public record Choice(String name, String words, boolean chosen) {}

    /**
     * Who is told, at a request.
     *
     * @param due whether the right is one of which recipients are told
     * @param reached whom the node tells
     * @param byHand whom people have to tell
     * @param unsure who may know of the pupil
     * @param fields what can have been put right; none when that is not asked
     * @param told what became of it, once it is decided
     */
    public record Telling(
            boolean due,
            List<Line> reached,
            List<Line> byHand,
            List<String> unsure,
            List<Choice> fields,
            List<Line> told) {

        /** Whether nobody received anything. */
        public boolean nobody() {
            return reached.isEmpty() && byHand.isEmpty() && unsure.isEmpty();
        }
    }

    /** A row of what came in. */
    public record Row(
            String address,
            String received,
            String from,
            String what,
            String state,
            boolean open) {}

    /**
     * One that came in.
     *
     * @param error what is wrong with what was filled in; empty when nothing is
     */
    public record Opened(
            String address,
            String from,
            String what,
            List<AccessReport.Fact> facts,
            String toDo,
            boolean open,
            String error) {}

    /**
     * Who is told at a request.
     *
     * @param report null once the request was decided on
     * @param corrected names of fields that were chosen before
     */
    Telling telling(RightsRequest request, @Nullable AccessReport report, Set<String> corrected) {
        boolean due =
                switch (request.kind()) {
                    case ACCESS, OBJECTION -> false;
                    case RECTIFICATION, ERASURE, RESTRICTION -> true;
                };
        if (report == null) {
            List<Line> told = notices.ofRequest(request.id()).stream().map(this::told).toList();
            return new Telling(due, List.of(), List.of(), List.of(), List.of(), told);
        }
        return new Telling(
                due,
                lines(report, true),
                lines(report, false),
                report.unsure(),
                request.kind() == RightsRequest.Kind.RECTIFICATION
                        ? choices(report, corrected)
                        : List.of(),
                List.of());
    }

    private static List<Line> lines(AccessReport report, boolean reachable) {
        return report.recipients().stream()
                .filter(one -> one.reachable() == reachable)
                .map(
                        one ->
                                new Line(
                                        one.name(),
                                        one.fields().isEmpty()
                                                ? KNOWN
                                                : KNOWN + ", en: " + words(one.fields()),
                                        false,
                                        ""))
                .toList();
    }

    private static List<Choice> choices(AccessReport report, Set<String> corrected) {
        return report.recipients().stream()
                .flatMap(one -> one.fields().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(
                        name ->
                                new Choice(
                                        name,
                                        DisclosureTexts.field(name),
                                        corrected.contains(name)))
                .toList();
    }

    private Line told(NoticeView notice) {
        String what = what(notice);
        String name = name(notice.counterpart());
        if (notice.confirmed().isPresent()) {
            return new Line(
                    name,
                    "%s Verteld op %s, bevestigd op %s."
                            .formatted(what, moment(notice.at()), moment(notice.confirmed().get())),
                    false,
                    "");
        }
        if (notice.givenUp().isEmpty()) {
            return new Line(
                    name,
                    "%s Besloten op %s, nog niet bevestigd. Het knooppunt probeert het opnieuw."
                            .formatted(what, moment(notice.at())),
                    true,
                    "");
        }
        return notice.handled().isPresent()
                ? new Line(name, what + " " + toldByPeople(notice), false, "")
                : new Line(
                        name,
                        what
                                + " Het knooppunt kan dit niet vertellen. Neem zelf contact op"
                                + " (artikel 19 AVG).",
                        true,
                        byHandAddress(notice.id()));
    }

    private static String toldByPeople(NoticeView notice) {
        return notice.handled()
                .map(
                        at ->
                                "Zelf verteld, genoteerd op %s: %s"
                                        .formatted(moment(at), notice.handling().orElseThrow()))
                .orElse("");
    }

    ByHand byHand(NoticesByHand.ByHand one, String error) {
        return new ByHand(
                byHandAddress(one.notice().id()),
                "/privacy/verzoeken/" + one.request(),
                name(one.notice().counterpart()),
                what(one.notice()),
                toldByPeople(one.notice()),
                error);
    }

    private static String byHandAddress(UUID id) {
        return address(id) + "/verteld";
    }

    List<Row> rows(List<NoticeView> received) {
        return received.stream()
                .map(
                        notice ->
                                new Row(
                                        address(notice.id()),
                                        moment(notice.at()),
                                        name(notice.counterpart()),
                                        what(notice),
                                        notice.handled()
                                                .map(at -> "verwerkt op " + moment(at))
                                                .orElse("nog doen"),
                                        notice.handled().isEmpty()))
                .toList();
    }

    Opened opened(ReceivedNotices.Opened opened, String error) {
        NoticeView notice = opened.notice();
        String from = name(notice.counterpart());
        List<AccessReport.Fact> facts = new ArrayList<>();
        facts.add(new AccessReport.Fact("Van", from));
        facts.add(new AccessReport.Fact("Ontvangen", moment(notice.at())));
        facts.add(
                new AccessReport.Fact(
                        "Casusnummer",
                        opened.casusnummer()
                                .orElse("vergeten: dit is langer dan 90 dagen geleden verwerkt")));
        facts.add(
                new AccessReport.Fact(
                        "Waarover",
                        notice.fields().isEmpty()
                                ? "dat het kind bij %s bekend is".formatted(from)
                                : words(notice.fields())));
        notice.handled().ifPresent(at -> facts.add(new AccessReport.Fact("Verwerkt", moment(at))));
        notice.handling().ifPresent(did -> facts.add(new AccessReport.Fact("Wat is gedaan", did)));
        return new Opened(
                address(notice.id()),
                from,
                what(notice),
                facts,
                toDo(notice.kind(), from),
                notice.handled().isEmpty(),
                error);
    }

    private static String what(NoticeView notice) {
        String done =
                switch (notice.kind()) {
                    case RECTIFICATION -> "Verbeterd";
                    case ERASURE -> "Gewist";
                    case RESTRICTION -> "Beperkt";
                    case LIFTED -> "Niet meer beperkt";
                };
        return done
                + ": "
                + (notice.fields().isEmpty() ? "de registratie" : words(notice.fields()))
                + ".";
    }

    private static String toDo(NoticeKind kind, String from) {
        String find = "Zoek het kind op in uw bronsysteem, met het casusnummer. ";
        return find
                + switch (kind) {
                    case RECTIFICATION ->
                            ("Kijk of u het gegeven van %s hebt overgenomen. Zo ja: vraag %s wat het nu is,"
                                            + " en verbeter het ook bij u.")
                                    .formatted(from, from);
                    case ERASURE ->
                            ("Ga na of u een eigen reden hebt om te bewaren wat u van %s kreeg. Zo niet: wis"
                                            + " het in uw bronsysteem.")
                                    .formatted(from);
                    case RESTRICTION ->
                            ("%s gebruikt dit voorlopig niet. Ga na of u moet wachten met gebruiken wat u"
                                            + " kreeg. U hoort het als de beperking eindigt.")
                                    .formatted(from);
                    case LIFTED ->
                            ("%s gebruikt dit weer. Had u gewacht met gebruiken wat u kreeg? Dan hoeft dat"
                                            + " niet meer om deze reden.")
                                    .formatted(from);
                };
    }

    private static String words(List<String> fields) {
        return fields.stream().map(DisclosureTexts::field).collect(Collectors.joining(", "));
    }

    private static String moment(Instant at) {
        return DisclosureTexts.moment(at);
    }

    private String name(Oin party) {
        return counterparties.find(party).map(Counterparty::name).orElse(party.value());
    }

    static String address(UUID id) {
        return ADDRESS + id;
    }
}
