package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import nl.sluitend.TestScale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {

    private static final Noise HALF = new Noise(0.5);

    @Test
    void isCutOffWhereTheReviewSays() {
        assertThat(HALF.bound()).isEqualTo(28);
        assertThat(HALF.decoys()).isEqualTo(56);
        assertThat(HALF.margin()).isEqualTo(6);
        assertThat(HALF.chance(28)).isBetween(1e-7, 3e-7);
    }

    @Test
    void followsTheDiscreteLaplaceDistribution() {
        double sum = 0;
        for (int x = -28; x <= 28; x++) {
            assertThat(HALF.chance(x) / HALF.chance(0))
                    .isCloseTo(
                            Math.exp(-0.5 * Math.abs(x)),
                            org.assertj.core.data.Offset.offset(1e-9));
            sum += HALF.chance(x);
        }
        assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void drawsAsOftenAsTheTableSays() {
        int draws = TestScale.of(100_000);
        var random = new SecureRandom();
        var seen = new int[57];
        for (int i = 0; i < draws; i++) {
            seen[HALF.draw(random) + 28]++;
        }
        double chiSquare = 0;
        int cells = 0;
        for (int x = -28; x <= 28; x++) {
            double expected = draws * HALF.chance(x);
            if (expected >= 5) {
                double difference = seen[x + 28] - expected;
                chiSquare += difference * difference / expected;
                cells++;
            }
        }
        // Six standard deviations of the chi-square distribution: fails once in some 10^7 runs.
        assertThat(cells).isGreaterThan(10);
        assertThat(chiSquare).isLessThan(cells + 6 * Math.sqrt(2.0 * cells));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.5, 1})
    void anySmallChangeOfTheNumberIsHiddenByTheAgreedFactor(double epsilon) {
        var noise = new Noise(epsilon);
        double factor = Math.exp(epsilon) * (1 + 1e-6);
        for (int x = -noise.bound(); x < noise.bound(); x++) {
            assertThat(noise.chance(x)).isLessThanOrEqualTo(noise.chance(x + 1) * factor);
            assertThat(noise.chance(x + 1)).isLessThanOrEqualTo(noise.chance(x) * factor);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.049, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void anEpsilonThatHidesNothingOrEverythingIsRefused(double epsilon) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(epsilon));
    }

    @Test
    void theOutermostDrawsAreReachedAndNoOthers() {
        assertThat(HALF.draw(constant(0))).isEqualTo(-28);
        assertThat(HALF.draw(constant(-1L))).isEqualTo(28);
    }

    private static SecureRandom constant(long value) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public long nextLong() {
                return value;
            }
        };
    }
}
