package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.convenant.PolicyDecision.Permitted;
import nl.sluitend.convenant.PolicyDecision.Refused;
import nl.sluitend.convenant.PolicyDecision.Rule;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;

/** Every rule has a request that breaks it and nothing else. */
final class PolicyTest {

    private static final Oin US = ConvenantFixture.RBL;
    private static final Oin THEM = ConvenantFixture.SWV;
    private static final Oin STRANGER = new Oin("00000099000000003000");
    private static final Instant AT = Instant.parse("2027-01-01T12:00:00Z");
    private static final LocalDate REF = LocalDate.of(2026, 10, 1);
    private static final PolicyState FIRST = PolicyState.first(ConvenantState.IN_FORCE);

    private final Convenant convenant = ConvenantFixture.filled().read();

    @Test
    void permits_what_was_agreed_and_tells_on_which_basis() {
        assertThat(decide(request(2000), FIRST))
                .isInstanceOfSatisfying(
                        Permitted.class,
                        permitted -> {
                            assertThat(permitted.purpose().code()).isEqualTo("AFSTEMMING");
                            assertThat(permitted.ownBasis().party()).isEqualTo(US);
                            assertThat(permitted.peerBasis().party()).isEqualTo(THEM);
                        });
    }

    @Test
    void refuses_in_every_state_but_in_force() {
        for (ConvenantState state : EnumSet.complementOf(EnumSet.of(ConvenantState.IN_FORCE))) {
            assertRefused(Rule.CONVENANT_IN_FORCE, request(10), PolicyState.first(state));
        }
    }

    @Test
    void refuses_outside_the_validity_even_when_the_state_is_stale() {
        for (String at : List.of("2026-07-31T21:59:59Z", "2028-07-31T22:00:00Z")) {
            assertRefused(Rule.CONVENANT_IN_FORCE, at(Instant.parse(at)), FIRST);
        }
    }

    @Test
    void refuses_other_parties() {
        assertRefused(Rule.PARTIES, between(US, STRANGER), FIRST);
        assertRefused(Rule.PARTIES, between(STRANGER, THEM), FIRST);
        assertRefused(Rule.PARTIES, between(US, US), FIRST);
    }

    @Test
    void refuses_a_mode_a_purpose_and_a_lane_that_were_not_agreed() {
        assertRefused(
                Rule.MODE,
                request(US, THEM, ExchangeMode.FIELDS, "AFSTEMMING", KeyKind.DEMOGRAPHIC),
                FIRST);
        assertRefused(
                Rule.PURPOSE,
                request(US, THEM, ExchangeMode.MATCH, "OPSPORING", KeyKind.DEMOGRAPHIC),
                FIRST);
        assertRefused(
                Rule.LANE, request(US, THEM, ExchangeMode.MATCH, "AFSTEMMING", KeyKind.PGN), FIRST);
    }

    @Test
    void refuses_a_lane_without_a_legal_basis_of_both() {
        Convenant withPgn = ConvenantFixture.filled().withPgn().read();
        PolicyRequest pgn = request(US, THEM, ExchangeMode.MATCH, "AFSTEMMING", KeyKind.PGN);
        assertThat(Policy.decide(withPgn, pgn, FIRST)).isInstanceOf(Permitted.class);
        Convenant without = UnreadConvenant.withBases(withPgn, withPgn.legalBases().subList(0, 3));
        assertRule(Rule.LEGAL_BASIS, Policy.decide(without, pgn, FIRST));
    }

    @Test
    void refuses_a_field_that_is_not_given_in_this_direction_or_without_a_basis_of_both() {
        Convenant giving =
                ConvenantFixture.filled(ConvenantTemplate.GEGEVENSDELING)
                        .with("/fields/3/name", "endDate")
                        .with(
                                "/legalBases/0/covers",
                                List.of("FIELDS", "DEMOGRAPHIC", "startDate", "lead", "endDate"))
                        .with(
                                "/legalBases/1/covers",
                                List.of("FIELDS", "DEMOGRAPHIC", "startDate", "lead", "endDate"))
                        .read();
        assertThat(Policy.decide(giving, fields("startDate", US, THEM), FIRST))
                .isInstanceOf(Permitted.class);
        assertThat(Policy.decide(giving, fields("lead", US, THEM), FIRST))
                .isInstanceOf(Permitted.class);
        assertRule(Rule.FIELD, Policy.decide(giving, fields("lead", THEM, US), FIRST));
        assertRule(Rule.FIELD, Policy.decide(giving, fields("endDate", US, THEM), FIRST));
        assertRule(Rule.FIELD, Policy.decide(giving, fields("category", US, THEM), FIRST));
        assertRule(Rule.FIELD, Policy.decide(giving, fields("lead", US, STRANGER), FIRST));
        Convenant without = UnreadConvenant.withBases(giving, withoutLead(giving));
        assertRule(Rule.FIELD, Policy.decide(without, fields("lead", US, THEM), FIRST));
    }

    /** The bases of a convenant as no reader lets it through: the other party states none. */
    private static List<Convenant.LegalBasis> withoutLead(Convenant convenant) {
        return convenant.legalBases().stream()
                .map(
                        basis ->
                                basis.party().equals(US)
                                        ? basis
                                        : new Convenant.LegalBasis(
                                                basis.party(),
                                                List.of("FIELDS", "DEMOGRAPHIC", "startDate"),
                                                basis.article(),
                                                basis.law(),
                                                basis.statedBy()))
                .toList();
    }

    private static PolicyRequest fields(String name, Oin from, Oin to) {
        return new PolicyRequest(
                US,
                THEM,
                ExchangeMode.FIELDS,
                "GEGEVENSDELING",
                KeyKind.DEMOGRAPHIC,
                "ristretto255-SHA512",
                "1",
                0,
                REF,
                AT,
                List.of(new Convenant.FieldUse(name, from, to)));
    }

    @Test
    void refuses_another_suite_or_key_version() {
        assertRefused(Rule.SUITE, of("P256-SHA256", "1", 10, REF, AT), FIRST);
        assertRefused(Rule.KEY_VERSION, of("ristretto255-SHA512", "2", 10, REF, AT), FIRST);
    }

    @Test
    void refuses_a_reference_date_in_the_future() {
        LocalDate today = LocalDate.of(2027, 1, 1);
        assertThat(decide(of("ristretto255-SHA512", "1", 10, today, AT), FIRST))
                .isInstanceOf(Permitted.class);
        assertRefused(
                Rule.REFERENCE_DATE,
                of("ristretto255-SHA512", "1", 10, today.plusDays(1), AT),
                FIRST);
    }

    @Test
    void refuses_more_pupils_than_the_cap() {
        assertRefused(Rule.MAX_ELEMENTS, request(2001), FIRST);
    }

    @Test
    void refuses_a_list_that_grew_more_than_agreed() {
        PolicyState grown = previous(AT.minus(Duration.ofDays(7)), 100, 0);
        assertThat(decide(request(125), grown)).isInstanceOf(Permitted.class);
        assertRefused(Rule.MAX_GROWTH, request(126), grown);
        PolicyState longer = previous(AT.minus(Duration.ofDays(7)), 1000, 0);
        assertThat(decide(request(1100), longer)).isInstanceOf(Permitted.class);
        assertRefused(Rule.MAX_GROWTH, request(1101), longer);
        assertThat(decide(request(0), grown)).isInstanceOf(Permitted.class);
    }

    @Test
    void refuses_more_evaluated_pupils_in_the_period_than_agreed() {
        assertThat(decide(request(100), evaluated(11_900))).isInstanceOf(Permitted.class);
        assertRefused(Rule.EVALUATED_PER_PERIOD, request(101), evaluated(11_900));
        assertRefused(Rule.EVALUATED_PER_PERIOD, request(1), evaluated(12_000));
    }

    private static PolicyState evaluated(long pupils) {
        return new PolicyState(ConvenantState.IN_FORCE, Optional.empty(), 0, 0, 0, pupils);
    }

    @Test
    void refuses_a_run_too_soon_after_the_previous_one() {
        Duration days = Duration.ofDays(6);
        assertThat(decide(request(100), previous(AT.minus(days), 100, 0)))
                .isInstanceOf(Permitted.class);
        assertRefused(
                Rule.DAYS_BETWEEN_RUNS,
                request(100),
                previous(AT.minus(days).plusMillis(1), 100, 0));
    }

    @Test
    void refuses_more_attempts_in_a_day_than_agreed() {
        assertThat(decide(request(100), attempts(2))).isInstanceOf(Permitted.class);
        assertRefused(Rule.ATTEMPTS_PER_DAY, request(100), attempts(3));
    }

    @Test
    void answers_every_rule_with_a_problem_type_of_the_protocol() {
        Set<String> types =
                Set.of(
                        "identity-mismatch",
                        "not-permitted",
                        "unsupported",
                        "field-not-permitted",
                        "limit-exceeded",
                        "too-few-changes");
        assertThat(Arrays.stream(Rule.values()).map(Rule::problemType)).allMatch(types::contains);
    }

    @Test
    void knows_no_list_of_negative_length() {
        assertThatIllegalArgumentException().isThrownBy(() -> request(-1));
    }

    private PolicyDecision decide(PolicyRequest request, PolicyState state) {
        return Policy.decide(convenant, request, state);
    }

    private void assertRefused(Rule rule, PolicyRequest request, PolicyState state) {
        assertRule(rule, decide(request, state));
    }

    private static void assertRule(Rule rule, PolicyDecision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.rule()).isEqualTo(rule);
                            assertThat(refused.detail()).isNotBlank();
                        });
    }

    private static Convenant counting() {
        List<String> covers = List.of("COUNTS", "DEMOGRAPHIC");
        return ConvenantFixture.filled()
                .with("/modes", List.of("COUNTS"))
                .with("/legalBases/0/covers", covers)
                .with("/legalBases/1/covers", covers)
                .with(
                        "/counts",
                        java.util.Map.of(
                                "groups",
                                List.of("AGE_BAND"),
                                "epsilon",
                                0.5,
                                "runsPerSchoolYear",
                                2,
                                "minDaysBetween",
                                60,
                                "minChanged",
                                5))
                .read();
    }

    private static PolicyDecision count(Optional<Instant> before, int thisYear) {
        return Policy.decide(
                counting(),
                request(US, THEM, ExchangeMode.COUNTS, "AFSTEMMING", KeyKind.DEMOGRAPHIC),
                new PolicyState(ConvenantState.IN_FORCE, before, 0, 0, thisYear, 0));
    }

    @Test
    void a_count_has_a_budget_of_its_own() {
        assertThat(count(Optional.empty(), 0)).isInstanceOf(Permitted.class);
        assertThat(count(Optional.of(AT.minus(60, ChronoUnit.DAYS)), 1))
                .isInstanceOf(Permitted.class);
        assertThat(count(Optional.of(AT.minus(59, ChronoUnit.DAYS)), 1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo(Rule.DAYS_BETWEEN_RUNS));
        assertThat(count(Optional.of(AT.minus(90, ChronoUnit.DAYS)), 2))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.rule()).isEqualTo(Rule.COUNTS_PER_SCHOOL_YEAR));
    }

    @Test
    void lists_change_enough_between_two_counts() {
        for (Map.Entry<Optional<Integer>, Boolean> changed :
                Map.of(
                                Optional.<Integer>empty(), true,
                                Optional.of(5), true,
                                Optional.of(4), false,
                                Optional.of(0), false)
                        .entrySet()) {
            PolicyDecision decision =
                    Policy.decide(
                            counting(),
                            request(
                                    US,
                                    THEM,
                                    ExchangeMode.COUNTS,
                                    "AFSTEMMING",
                                    KeyKind.DEMOGRAPHIC),
                            PolicyState.first(ConvenantState.IN_FORCE).with(changed.getKey()));
            assertThat(decision instanceof Permitted).isEqualTo(changed.getValue());
            if (decision instanceof Refused refused) {
                assertThat(refused.rule()).isEqualTo(Rule.CHANGED_SINCE_COUNT);
            }
        }
    }

    private static PolicyState previous(Instant run, int elements, int attempts) {
        return new PolicyState(ConvenantState.IN_FORCE, Optional.of(run), elements, attempts);
    }

    private static PolicyState attempts(int attempts) {
        return new PolicyState(ConvenantState.IN_FORCE, Optional.empty(), 0, attempts);
    }

    private static PolicyRequest request(int elements) {
        return of("ristretto255-SHA512", "1", elements, REF, AT);
    }

    private static PolicyRequest at(Instant at) {
        return of("ristretto255-SHA512", "1", 10, LocalDate.of(2026, 1, 1), at);
    }

    private static PolicyRequest between(Oin own, Oin peer) {
        return request(own, peer, ExchangeMode.MATCH, "AFSTEMMING", KeyKind.DEMOGRAPHIC);
    }

    private static PolicyRequest request(
            Oin own, Oin peer, ExchangeMode mode, String purpose, KeyKind lane) {
        return new PolicyRequest(
                own, peer, mode, purpose, lane, "ristretto255-SHA512", "1", 10, REF, AT);
    }

    private static PolicyRequest of(
            String suite, String keyVersion, int elements, LocalDate refDate, Instant at) {
        return new PolicyRequest(
                US,
                THEM,
                ExchangeMode.MATCH,
                "AFSTEMMING",
                KeyKind.DEMOGRAPHIC,
                suite,
                keyVersion,
                elements,
                refDate,
                at);
    }
}
