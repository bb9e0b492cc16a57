package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneBitsTest {

    private static final Octets ANY = Offer.hash(new byte[] {1});

    private static List<Tags.Match> matches(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Tags.Match(i, Offer.hash(new byte[] {(byte) i}).first(16)))
                .toList();
    }

    private static Result result(int count, List<Boolean> bits) {
        return new Result(ANY, count, ANY, Optional.of(LaneBits.pack(bits)));
    }

    @Test
    void bitsAreReadAsTheyWerePackedTheFirstOneHighest() {
        List<Boolean> bits =
                List.of(true, false, false, true, false, false, false, false, false, true);

        assertThat(LaneBits.pack(bits).hex()).isEqualTo("9040");
        assertThat(LaneBits.unpack(LaneBits.pack(bits), 10)).isEqualTo(bits);
    }

    @Test
    void bitsForMoreOrFewerMatchesAreRefused() {
        for (String hex : List.of("", "80", "904000", "9060", "9041")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Result(ANY, 10, ANY, Optional.of(Octets.ofHex(hex))));
        }
    }

    /** Finding 23: two numbers for what looks like one child. */
    @Test
    void finding23AMatchInWhichBothHaveANumberIsAConflict() {
        List<Tags.Match> matches = matches(3);
        Result own = result(3, List.of(true, true, false));
        Result peer = result(3, List.of(false, true, true));

        assertThat(LaneBits.conflicts(matches, own, peer)).containsExactly(matches.get(1).tag());
        assertThat(LaneBits.conflicts(matches, own, new Result(ANY, 3, ANY))).isEmpty();
    }

    @Test
    void laneBitsBelongInALaneAfterTheFirstAndInNoOther() {
        assertThat(ResultCheck.laneBits(new Result(ANY, 0, ANY), true))
                .map(Refusal::type)
                .contains(RefusalType.UNSUPPORTED);
        assertThat(ResultCheck.laneBits(result(0, List.of()), false))
                .map(Refusal::type)
                .contains(RefusalType.UNSUPPORTED);
        assertThat(ResultCheck.laneBits(result(0, List.of()), true)).isEmpty();
        assertThat(ResultCheck.laneBits(new Result(ANY, 0, ANY), false)).isEmpty();
    }
}
