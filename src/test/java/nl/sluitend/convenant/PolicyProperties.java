package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import nl.sluitend.convenant.PolicyDecision.Permitted;
import nl.sluitend.convenant.PolicyDecision.Refused;
import nl.sluitend.identifier.KeyKind;

class PolicyProperties {

    private static final Convenant CONVENANT = ConvenantFixture.filled().read();

    @Property
    void permits_nothing_that_a_cap_forbids(
            @ForAll ExchangeMode mode,
            @ForAll KeyKind lane,
            @ForAll ConvenantState state,
            @ForAll @IntRange(max = 4000) int elements,
            @ForAll @IntRange(max = 4000) int previousElements,
            @ForAll @IntRange(max = 5) int attempts,
            @ForAll @LongRange(max = 20) long daysAgo,
            @ForAll @LongRange(min = -900, max = 900) long daysFromStart) {
        Instant at = Instant.parse("2026-08-01T12:00:00Z").plus(Duration.ofDays(daysFromStart));
        PolicyDecision decision =
                decide(
                        mode,
                        lane,
                        elements,
                        at,
                        new PolicyState(
                                state,
                                Optional.of(at.minus(Duration.ofDays(daysAgo))),
                                previousElements,
                                attempts));
        boolean allowed =
                mode == ExchangeMode.MATCH
                        && lane == KeyKind.DEMOGRAPHIC
                        && state == ConvenantState.IN_FORCE
                        && elements <= 2000
                        && elements - previousElements <= Math.max(25, previousElements / 10)
                        && attempts < 3
                        && daysAgo >= 6
                        && daysFromStart >= 0
                        && daysFromStart <= 730;
        assertThat(decision instanceof Permitted).isEqualTo(allowed);
    }

    @Property
    void never_refuses_a_shorter_list_where_it_permits_a_longer_one(
            @ForAll @IntRange(max = 3000) int longer, @ForAll @IntRange(max = 3000) int shorter) {
        Instant at = Instant.parse("2027-01-01T12:00:00Z");
        PolicyState first = PolicyState.first(ConvenantState.IN_FORCE);
        PolicyDecision ofLonger =
                decide(ExchangeMode.MATCH, KeyKind.DEMOGRAPHIC, longer, at, first);
        PolicyDecision ofShorter =
                decide(
                        ExchangeMode.MATCH,
                        KeyKind.DEMOGRAPHIC,
                        Math.min(longer, shorter),
                        at,
                        first);
        assertThat(ofLonger instanceof Permitted && ofShorter instanceof Refused).isFalse();
    }

    private static PolicyDecision decide(
            ExchangeMode mode, KeyKind lane, int elements, Instant at, PolicyState state) {
        return Policy.decide(
                CONVENANT,
                new PolicyRequest(
                        ConvenantFixture.RBL,
                        ConvenantFixture.SWV,
                        mode,
                        "AFSTEMMING",
                        lane,
                        "ristretto255-SHA512",
                        "1",
                        elements,
                        LocalDate.of(2023, 7, 31),
                        at),
                state);
    }
}
