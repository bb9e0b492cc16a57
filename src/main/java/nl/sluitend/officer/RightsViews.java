package nl.sluitend.officer;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nl.sluitend.subject.AccessReport;
import nl.sluitend.subject.Requests;
import nl.sluitend.subject.RightsRequest;
import nl.sluitend.subject.RightsRequest.Kind;
import nl.sluitend.subject.RightsRequest.Requester;
import org.jspecify.annotations.Nullable;

/** Puts requests of data subjects into the shape of the pages. */
final class RightsViews {

    private RightsViews() {}

    /** A row of the worklist. */
    public record Row(
            String address,
            String number,
            String kind,
            String received,
            String due,
            String time,
            String state,
            boolean open,
            boolean late) {}

    /** The worklist. */
    public record Worklist(
            List<Row> open, List<Row> closed, long late, List<NoticeViews.Row> notices) {}

    /** A choice of a form. */
    public record Choice(String value, String label, boolean chosen) {}

    /** The form for a new request. */
    public record Form(
            List<Choice> kinds,
            List<Choice> requesters,
            List<String> sourceSystems,
            String receivedOn,
            boolean identity,
            Map<String, String> errors) {

        /** Whether what was filled in cannot be understood. */
        public boolean refused() {
            return !errors.isEmpty();
        }
    }

    /**
     * One request, and what is held of the pupil while it is open.
     *
     * @param telling who received something and is told
     * @param unauthorised whether a parent asks for a pupil of 16 or over
     * @param tooYoung whether a pupil asks who is under 16, by the register
     * @param report null once the request has forgotten whom it was about
     * @param error what is wrong with what was filled in; empty when nothing is
     * @param explanation what was filled in, as far as it may be shown again
     */
    public record Opened(
            String address,
            String number,
            String kind,
            boolean access,
            boolean erasure,
            NoticeViews.Telling telling,
            List<AccessReport.Fact> facts,
            String effect,
            String grantButton,
            String grantHint,
            boolean open,
            boolean extendable,
            String extendedDue,
            boolean withholding,
            boolean late,
            boolean unauthorised,
            boolean tooYoung,
            @Nullable AccessReport report,
            String error,
            String explanation) {}

    static Worklist worklist(
            List<RightsRequest> requests, List<NoticeViews.Row> notices, LocalDate today) {
        List<Row> rows = requests.stream().map(request -> row(request, today)).toList();
        return new Worklist(
                rows.stream().filter(Row::open).toList(),
                rows.stream().filter(row -> !row.open()).toList(),
                rows.stream().filter(Row::late).count(),
                notices);
    }

    static Form form(
            Map<String, String> filled,
            List<String> sourceSystems,
            Map<String, String> errors,
            LocalDate today) {
        return new Form(
                Arrays.stream(Kind.values())
                        .map(kind -> choice(kind, RightsTexts.name(kind), filled.get("recht")))
                        .toList(),
                Arrays.stream(Requester.values())
                        .map(who -> choice(who, RightsTexts.name(who), filled.get("vrager")))
                        .toList(),
                sourceSystems,
                filled.getOrDefault("ontvangen", today.toString()),
                "ja".equals(filled.get("identiteit")),
                errors);
    }

    static Opened opened(
            RightsRequest request,
            @Nullable AccessReport report,
            NoticeViews.Telling telling,
            Requests.AgeDoubt doubt,
            LocalDate today,
            String error,
            String explanation) {
        return new Opened(
                address(request),
                request.number(),
                RightsTexts.name(request.kind()),
                request.kind() == Kind.ACCESS,
                request.kind() == Kind.ERASURE,
                telling,
                facts(request, today),
                RightsTexts.effect(request.kind()),
                RightsTexts.grantButton(request.kind()),
                RightsTexts.grantHint(request.kind()),
                request.isOpen(),
                request.canBeExtended(today),
                RightsTexts.day(request.extendedDue()),
                request.isWithholding(),
                isLate(request, today),
                doubt == Requests.AgeDoubt.NEEDS_AUTHORISATION,
                doubt == Requests.AgeDoubt.SEEMS_TOO_YOUNG,
                report,
                error,
                explanation);
    }

    private static List<AccessReport.Fact> facts(RightsRequest request, LocalDate today) {
        java.util.ArrayList<AccessReport.Fact> facts = new java.util.ArrayList<>();
        facts.add(fact("Gevraagd door", RightsTexts.name(request.requester())));
        facts.add(fact("Ontvangen", RightsTexts.day(request.receivedOn())));
        facts.add(fact("Antwoord uiterlijk", RightsTexts.day(request.dueOn())));
        facts.add(fact("Stand", RightsTexts.state(request)));
        facts.add(fact("Tijd", RightsTexts.time(request, today)));
        request.extensionReason()
                .ifPresent(reason -> facts.add(fact("Verlengd met twee maanden, omdat", reason)));
        request.explanation().ifPresent(why -> facts.add(fact("Toelichting", why)));
        return facts;
    }

    private static AccessReport.Fact fact(String name, String value) {
        return new AccessReport.Fact(name, value);
    }

    private static Choice choice(Enum<?> constant, String label, @Nullable String chosen) {
        return new Choice(constant.name(), label, constant.name().equals(chosen));
    }

    private static Row row(RightsRequest request, LocalDate today) {
        return new Row(
                address(request),
                request.number(),
                RightsTexts.name(request.kind()),
                RightsTexts.day(request.receivedOn()),
                RightsTexts.day(request.dueOn()),
                RightsTexts.time(request, today),
                RightsTexts.state(request),
                request.isOpen(),
                isLate(request, today));
    }

    private static boolean isLate(RightsRequest request, LocalDate today) {
        return request.isOpen() && request.daysLeft(today) < 0;
    }

    static String address(RightsRequest request) {
        return "/privacy/verzoeken/" + request.id();
    }
}
