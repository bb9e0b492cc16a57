package nl.sluitend.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantState;
import nl.sluitend.convenant.ExchangeMode;
import nl.sluitend.convenant.Policy;
import nl.sluitend.convenant.PolicyDecision;
import nl.sluitend.convenant.PolicyRequest;
import nl.sluitend.convenant.PolicyState;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;

/**
 * The runs of a simulation, each put to the policy as if the ones before had been held. The clock
 * stands at the first day of the convenant or later: what is asked is what it would do in force.
 */
final class PlannedRuns {

    private static final int MOST = 400;

    private final Convenant convenant;
    private final Oin own;
    private final Oin counterpart;
    private final List<Planned> runs;

    /**
     * @param at when it is held
     */
    private record Planned(LocalDate referenceDate, Instant at) {}

    PlannedRuns(
            Convenant convenant,
            Oin own,
            Oin counterpart,
            Simulation.Question question,
            Instant now) {
        this.convenant = convenant;
        this.own = own;
        this.counterpart = counterpart;
        Instant first = convenant.validity().from().atStartOfDay(RunOperations.ZONE).toInstant();
        this.runs =
                question.days()
                        .map(days -> planned(convenant, days.from(), days.until()))
                        .orElseGet(
                                () ->
                                        List.of(
                                                new Planned(
                                                        question.referenceDate(),
                                                        now.isBefore(first) ? first : now)));
    }

    /** One on each day of the schedule; without a schedule one, on the last day. */
    private static List<Planned> planned(Convenant convenant, LocalDate from, LocalDate until) {
        LocalDate start = convenant.schedule().isPresent() ? from : until;
        Period later =
                start.isBefore(convenant.validity().from())
                        ? Period.ofDays(
                                Math.toIntExact(
                                        convenant.validity().from().toEpochDay()
                                                - start.toEpochDay()))
                        : Period.ZERO;
        int interval = convenant.schedule().map(Convenant.Schedule::intervalDays).orElse(1);
        return start.datesUntil(until.plusDays(1), Period.ofDays(interval))
                .limit(MOST)
                .map(
                        day ->
                                new Planned(
                                        day,
                                        day.plus(later)
                                                .atTime(LocalTime.NOON)
                                                .atZone(RunOperations.ZONE)
                                                .toInstant()))
                .toList();
    }

    int number() {
        return runs.size();
    }

    /**
     * Whether a run of this mode has a session in this lane; one in which one party alone learns
     * something has one in the strongest.
     */
    static boolean uses(Convenant convenant, ExchangeMode mode, KeyKind lane) {
        return mode == ExchangeMode.MATCH
                || mode == ExchangeMode.FIELDS
                || convenant.matchingKeys().getFirst() == lane;
    }

    /** How often each rule would refuse, over every mode and purpose of the convenant. */
    Map<String, Simulation.Refusal> refusals(KeyKind lane, int pupils) {
        Map<String, Simulation.Refusal> refusals = new LinkedHashMap<>();
        for (ExchangeMode mode : convenant.modes()) {
            if (uses(convenant, mode, lane)) {
                convenant
                        .purposes()
                        .forEach(purpose -> hold(mode, purpose.code(), lane, pupils, refusals));
            }
        }
        return refusals;
    }

    private void hold(
            ExchangeMode mode,
            String purpose,
            KeyKind lane,
            int pupils,
            Map<String, Simulation.Refusal> refusals) {
        Optional<Instant> previous = Optional.empty();
        Map<LocalDate, Integer> counted = new HashMap<>();
        List<Instant> held = new ArrayList<>();
        Duration period = Duration.ofDays(convenant.caps().evaluatedDays());
        for (Planned run : runs) {
            LocalDate year =
                    nl.sluitend.registration.Period.SchoolYear.of(
                                    LocalDate.ofInstant(run.at(), RunOperations.ZONE))
                            .from();
            PolicyState state =
                    new PolicyState(
                            ConvenantState.IN_FORCE,
                            previous,
                            pupils,
                            0,
                            counted.getOrDefault(year, 0),
                            pupils
                                    * held.stream()
                                            .filter(at -> !at.isBefore(run.at().minus(period)))
                                            .count());
            PolicyRequest request =
                    new PolicyRequest(
                            own,
                            counterpart,
                            mode,
                            purpose,
                            lane,
                            convenant.suite(),
                            convenant.keyVersion(),
                            pupils,
                            run.referenceDate(),
                            run.at(),
                            List.of(),
                            convenant.oneSided().map(Convenant.OneSided::asker));
            switch (Policy.decide(convenant, request, state)) {
                case PolicyDecision.Permitted _ -> {
                    previous = Optional.of(run.at());
                    held.add(run.at());
                    counted.merge(year, 1, Integer::sum);
                }
                case PolicyDecision.Refused(PolicyDecision.Rule rule, String detail) ->
                        refusals.merge(
                                rule.name(),
                                new Simulation.Refusal(1, detail),
                                (one, other) ->
                                        new Simulation.Refusal(
                                                one.times() + other.times(), one.detail()));
            }
        }
    }
}
