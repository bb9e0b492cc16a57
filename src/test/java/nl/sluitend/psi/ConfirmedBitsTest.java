package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfirmedBitsTest {

    private static final Octets ANY = Offer.hash(new byte[] {1});

    private static final List<Tags.Match> MATCHES =
            IntStream.range(0, 4)
                    .mapToObj(i -> new Tags.Match(i, Offer.hash(new byte[] {(byte) i}).first(16)))
                    .toList();

    private static Result result(Boolean... bits) {
        return new Result(
                ANY,
                bits.length,
                ANY,
                Optional.empty(),
                Optional.empty(),
                Optional.of(LaneBits.pack(List.of(bits))));
    }

    @Test
    void only_what_both_know_as_confirmed_is_more_than_probable() {
        assertThat(
                        ConfirmedBits.unconfirmed(
                                MATCHES,
                                result(true, true, false, false),
                                result(true, false, true, false)))
                .containsExactly(MATCHES.get(1).tag(), MATCHES.get(2).tag(), MATCHES.get(3).tag());
    }

    @Test
    void in_another_lane_nothing_waits() {
        assertThat(
                        ConfirmedBits.unconfirmed(
                                MATCHES, new Result(ANY, 4, ANY), new Result(ANY, 4, ANY)))
                .isEmpty();
    }

    @Test
    void bits_for_more_or_fewer_matches_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Result(
                                        ANY,
                                        9,
                                        ANY,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(Octets.ofHex("80"))));
    }

    @Test
    void they_belong_in_a_lane_of_the_partial_tier_and_in_no_other() {
        assertThat(ResultCheck.confirmedBits(new Result(ANY, 0, ANY), true))
                .map(Refusal::type)
                .contains(RefusalType.UNSUPPORTED);
        assertThat(ResultCheck.confirmedBits(result(), false))
                .map(Refusal::type)
                .contains(RefusalType.UNSUPPORTED);
        assertThat(ResultCheck.confirmedBits(result(), true)).isEmpty();
        assertThat(ResultCheck.confirmedBits(new Result(ANY, 0, ANY), false)).isEmpty();
    }
}
