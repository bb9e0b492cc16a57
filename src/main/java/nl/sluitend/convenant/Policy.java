package nl.sluitend.convenant;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant.Counts;
import nl.sluitend.convenant.Convenant.FieldUse;
import nl.sluitend.convenant.Convenant.Purpose;
import nl.sluitend.convenant.PolicyDecision.Permitted;
import nl.sluitend.convenant.PolicyDecision.Refused;
import nl.sluitend.convenant.PolicyDecision.Rule;

/**
 * Whether an exchange is allowed under a convenant: the one place that decides, before every
 * session and again for the list of the counterpart. A pure function; it knows neither database nor
 * clock.
 */
public final class Policy {

    private Policy() {}

    /**
     * Decides.
     *
     * @param convenant the convenant that the exchange names
     * @param request what is wanted
     * @param state what happened before
     */
    public static PolicyDecision decide(
            Convenant convenant, PolicyRequest request, PolicyState state) {
        return Stream.concat(
                        agreed(convenant, request, state).stream(),
                        limits(convenant, request, state).stream())
                .filter(check -> !check.holds())
                .findFirst()
                .<PolicyDecision>map(check -> new Refused(check.rule(), check.expectation()))
                .orElseGet(() -> permitted(convenant, request));
    }

    private record Check(boolean holds, Rule rule, String expectation) {}

    /** What the parties agreed at all. */
    private static List<Check> agreed(
            Convenant convenant, PolicyRequest request, PolicyState state) {
        String lane = request.lane().name();
        Convenant.Validity validity = convenant.validity();
        return List.of(
                new Check(
                        convenant
                                .counterpartOf(request.own())
                                .filter(peer -> peer.oin().equals(request.peer()))
                                .isPresent(),
                        Rule.PARTIES,
                        "the convenant is between other parties"),
                new Check(
                        state.convenantState() == ConvenantState.IN_FORCE
                                && validity.hasBegun(request.at())
                                && !validity.hasEnded(request.at()),
                        Rule.CONVENANT_IN_FORCE,
                        "the convenant is not in force: state %s, valid from %s until %s"
                                .formatted(
                                        state.convenantState(), validity.from(), validity.until())),
                new Check(
                        convenant.modes().contains(request.mode()),
                        Rule.MODE,
                        "the convenant allows " + convenant.modes()),
                new Check(
                        request.mode() != ExchangeMode.MATCH_ONE_SIDED
                                || convenant
                                        .oneSided()
                                        .map(Convenant.OneSided::asker)
                                        .filter(asker -> request.asker().equals(Optional.of(asker)))
                                        .isPresent(),
                        Rule.DIRECTION,
                        "only %s may ask"
                                .formatted(
                                        convenant
                                                .oneSided()
                                                .map(agreed -> agreed.asker().value())
                                                .orElse("nobody"))),
                new Check(
                        convenant.purpose(request.purpose()).isPresent(),
                        Rule.PURPOSE,
                        "the convenant names the purposes "
                                + convenant.purposes().stream().map(Purpose::code).toList()),
                new Check(
                        convenant.matchingKeys().contains(request.lane()),
                        Rule.LANE,
                        "the convenant matches by " + convenant.matchingKeys()),
                new Check(
                        convenant.legalBasis(request.own(), lane).isPresent()
                                && convenant.legalBasis(request.peer(), lane).isPresent(),
                        Rule.LEGAL_BASIS,
                        "both parties state a legal basis for " + lane),
                new Check(
                        !tellsHealth(convenant, request.mode()),
                        Rule.SPECIAL_CATEGORIES,
                        "every category of the convenant tells about health, and so would a match"),
                new Check(
                        convenant.suite().equals(request.suite()),
                        Rule.SUITE,
                        "the convenant uses " + convenant.suite()),
                new Check(
                        convenant.keyVersion().equals(request.keyVersion()),
                        Rule.KEY_VERSION,
                        "the convenant uses key version " + convenant.keyVersion()),
                new Check(
                        request.fields().stream().allMatch(use -> gives(convenant, use)),
                        Rule.FIELD,
                        "the convenant gives the fields "
                                + convenant.fields().stream().map(Policy::inWords).toList()));
    }

    /** Named in this direction, with a legal basis of both for it. */
    private static boolean gives(Convenant convenant, FieldUse use) {
        return convenant.fields().stream().anyMatch(field -> field.goes(use))
                && convenant.legalBasis(use.from(), use.name()).isPresent()
                && convenant.legalBasis(use.to(), use.name()).isPresent();
    }

    private static String inWords(Convenant.Field field) {
        return field.name() + " from " + field.from();
    }

    /** How much and how often. */
    private static List<Check> limits(
            Convenant convenant, PolicyRequest request, PolicyState state) {
        Caps caps = convenant.caps();
        Optional<Counts> counts =
                convenant.counts().filter(_ -> request.mode() == ExchangeMode.COUNTS);
        int days = counts.map(Counts::minDaysBetween).orElse(caps.minDaysBetweenRuns());
        int countsPerYear = counts.map(Counts::runsPerSchoolYear).orElse(Integer.MAX_VALUE);
        int fewestChanged = counts.map(Counts::minChanged).orElse(0);
        LocalDate today = LocalDate.ofInstant(request.at(), Convenant.ZONE);
        Optional<Instant> next = state.previousRun().map(run -> run.plus(Duration.ofDays(days)));
        int growth = request.elements() - state.previousElements();
        long allowed = caps.growth(state.previousElements());
        long evaluated = state.evaluated() + request.elements();
        return List.of(
                new Check(
                        !request.refDate().isAfter(today),
                        Rule.REFERENCE_DATE,
                        "the reference date may not lie in the future"),
                new Check(
                        request.elements() <= caps.maxElements(),
                        Rule.MAX_ELEMENTS,
                        "at most " + caps.maxElements() + " pupils may enter"),
                new Check(
                        state.previousRun().isEmpty() || growth <= allowed,
                        Rule.MAX_GROWTH,
                        "this list may grow by " + allowed + " pupils from run to run"),
                new Check(
                        evaluated <= caps.maxEvaluated(),
                        Rule.EVALUATED_PER_PERIOD,
                        "at most %d pupils are evaluated in %d day(s)"
                                .formatted(caps.maxEvaluated(), caps.evaluatedDays())),
                new Check(
                        state.countsThisSchoolYear() < countsPerYear,
                        Rule.COUNTS_PER_SCHOOL_YEAR,
                        "a party may count at most %d time(s) in a school year at the other one"
                                .formatted(countsPerYear)),
                new Check(
                        state.changed().isEmpty() || state.changed().get() >= fewestChanged,
                        Rule.CHANGED_SINCE_COUNT,
                        "at least %d registration(s) change on a list between two counts"
                                .formatted(fewestChanged)),
                new Check(
                        next.isEmpty() || !request.at().isBefore(next.get()),
                        Rule.DAYS_BETWEEN_RUNS,
                        "runs are at least " + days + " day(s) apart"),
                new Check(
                        state.attemptsToday() < caps.attemptsPerDay(),
                        Rule.ATTEMPTS_PER_DAY,
                        "at most " + caps.attemptsPerDay() + " session(s) may begin in 24 hours"));
    }

    /** Whether a match alone would tell that a pupil is in a category about health. */
    static boolean tellsHealth(Convenant convenant, ExchangeMode mode) {
        return mode.isPerPupil()
                && convenant.scope().categories().stream().allMatch(Category::isSpecial);
    }

    private static PolicyDecision permitted(Convenant convenant, PolicyRequest request) {
        String lane = request.lane().name();
        return new Permitted(
                convenant.purpose(request.purpose()).orElseThrow(),
                convenant.legalBasis(request.own(), lane).orElseThrow(),
                convenant.legalBasis(request.peer(), lane).orElseThrow());
    }
}
