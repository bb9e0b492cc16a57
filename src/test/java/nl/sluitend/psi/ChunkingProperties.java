package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import nl.sluitend.oprf.Suite;

class ChunkingProperties {

    @Property
    void chunksCoverTheListWithoutGapsAndStaySmall(
            @ForAll @IntRange(min = 1, max = 10_000_000) int cap,
            @ForAll @IntRange(min = 0, max = 1000) int permille) {
        var terms = new Terms("c", SessionMode.MATCH, "PGN", Suite.RISTRETTO255_SHA512, "1", cap);
        int size = (int) ((long) cap * permille / 1000);
        var chunking = new Chunking(terms.rounds(), size);

        assertThat(terms.rounds()).isGreaterThanOrEqualTo(16);
        assertThat(chunking.start(0)).isZero();
        assertThat(chunking.start(terms.rounds())).isEqualTo(size);
        int total = 0;
        for (int j = 0; j < terms.rounds(); j++) {
            assertThat(chunking.length(j)).isBetween(0, Terms.ROUND_SIZE);
            total += chunking.length(j);
        }
        assertThat(total).isEqualTo(size);
    }

    @Property
    void asManyChunksTravelTogetherAsTheLimitAllows(
            @ForAll @IntRange(min = 1, max = 40) int rounds,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 300) Integer> sections,
            @ForAll @IntRange(min = 0, max = 200) int most) {
        var chunking = new Chunking(rounds, sections);
        for (int j = 0; j < chunking.count(); j++) {
            int last = chunking.lastTogether(j, most);

            assertThat(last).isBetween(j, chunking.count() - 1);
            assertThat(last == j || chunking.start(last + 1) - chunking.start(j) <= most).isTrue();
            assertThat(
                            last == chunking.count() - 1
                                    || chunking.start(last + 2) - chunking.start(j) > most)
                    .isTrue();
        }
    }

    @Property
    void everyCasusnummerCarriesItsCheckCharacter(
            @ForAll byte[] tag,
            @ForAll @IntRange(min = 0, max = 9) int place,
            @ForAll @IntRange(min = 1, max = 31) int shift) {
        String number = Casusnummer.of("convenant", Octets.of(tag)).value();
        String alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        int at = place < 5 ? place : place + 1;
        char wrong = alphabet.charAt((alphabet.indexOf(number.charAt(at)) + shift) % 32);

        assertThat(Casusnummer.isValid(number)).isTrue();
        assertThat(Casusnummer.isValid(number.substring(0, at) + wrong + number.substring(at + 1)))
                .isFalse();
    }
}
