package nl.sluitend.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nl.sluitend.identifier.Checked.Valid;

class PgnProperties {

    @Property
    void numberIsABsnExactlyWhenElevenDividesItsWeightedSum(
            @ForAll @IntRange(min = 1, max = 999_999_999) int number) {
        String digits = "%09d".formatted(number);

        assertThat(Bsn.parse(digits) instanceof Valid)
                .isEqualTo(NumbersForTests.weightedSum(digits) % 11 == 0);
    }

    @Property
    void noNumberIsBothBsnAndOnderwijsnummer(
            @ForAll @IntRange(min = 100_000_000, max = 109_999_999) int number) {
        String digits = Integer.toString(number);

        assertThat(
                        Bsn.parse(digits) instanceof Valid
                                && Onderwijsnummer.parse(digits) instanceof Valid)
                .isFalse();
    }

    @Property
    void oneWrongDigitIsAlwaysFound(
            @ForAll @IntRange(min = 1, max = 99_999) int start,
            @ForAll @IntRange(max = 8) int position,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        String valid =
                NumbersForTests.withRemainder(0, 999_900_000 + start).findFirst().orElseThrow();
        char[] changed = valid.toCharArray();
        changed[position] = (char) ('0' + (changed[position] - '0' + shift) % 10);

        assertThat(Bsn.parse(new String(changed)) instanceof Valid).isFalse();
    }
}
