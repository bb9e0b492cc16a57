package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CountProperties {

    @Property(tries = 15)
    void theCountIsTheRealNumberWithNoiseOfAtMostTheBound(
            @ForAll @IntRange(min = 20, max = 40) int first,
            @ForAll @IntRange(min = 20, max = 40) int second,
            @ForAll @IntRange(max = 20) int both) {
        List<List<String>> groups = List.of(pupils("a", 0, first), pupils("b", 0, second));
        List<String> theirs =
                IntStream.range(0, 30)
                        .mapToObj(i -> i < both ? "a" + i : i % 2 == 0 ? "b" + i : "c" + i)
                        .toList();
        var parties = new CountingParties(groups, theirs);
        for (int g = 0; g < 2; g++) {
            List<String> group = groups.get(g);
            long real = theirs.stream().filter(group::contains).count();
            Elements answer = parties.answer(g);
            assertThat(answer.size()).isEqualTo(CountLists.filledGroup(group.size()) + 56);
            assertThat((long) parties.count(answer)).isBetween(real - 28, real + 28);
        }
    }

    @Property(tries = 200)
    void sizesTellNoMoreThanTheirStep(
            @ForAll @IntRange(min = 20, max = 2000) int pupils,
            @ForAll @IntRange(min = 1, max = 4) int groups) {
        assertThat(CountLists.filledGroup(pupils)).isBetween(pupils, pupils + 15);
        assertThat(CountLists.filledGroup(pupils) % 16).isZero();
        int list = CountLists.filledList(pupils, groups, 56);
        assertThat(list % 64).isZero();
        assertThat(list).isBetween(pupils + groups * 56, pupils + groups * 56 + 63);
    }

    @Property(tries = 200)
    void chunksOfSectionsCoverEveryElementOnce(
            @ForAll @IntRange(min = 1, max = 20) int rounds,
            @ForAll List<@IntRange(max = 200) Integer> sizes) {
        List<Integer> sections = sizes.isEmpty() ? List.of(0) : sizes;
        var chunking = new Chunking(rounds, sections);
        int at = 0;
        for (int j = 0; j < chunking.count(); j++) {
            assertThat(chunking.start(j)).isEqualTo(at);
            assertThat(chunking.begins(j)).isEqualTo(j % rounds == 0);
            at += chunking.length(j);
        }
        assertThat(at).isEqualTo(chunking.size());
        assertThat(chunking.start(chunking.count())).isEqualTo(chunking.size());
    }

    private static List<String> pupils(String kind, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> kind + i).toList();
    }
}
