package nl.sluitend.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.sluitend.bench.NameLanes.Entry;
import nl.sluitend.bench.NameLanes.Pair;
import nl.sluitend.bench.SyntheticPupils.Pupil;
import nl.sluitend.identifier.KeyKind;
import org.junit.jupiter.api.Test;

/** What the lanes by name find and miss; the figures of it are in docs/performance.md. */
class NameLanesTest {

    private static final LocalDate BORN = LocalDate.of(2012, 3, 1);

    private final SyntheticPupils names = new SyntheticPupils(new Random(1));
    private final Clerk exact = new Clerk(names, Clerk.Errors.NONE, new Random(2));

    private static Pupil pupil(int number, String surname, String initials, int postcode4) {
        return new Pupil(number, BORN, "", surname, initials, postcode4);
    }

    private List<Entry> register(boolean numbered, Pupil... pupils) {
        List<Entry> entries = new ArrayList<>();
        for (Pupil pupil : pupils) {
            entries.add(new Entry(pupil.number(), exact.write(pupil), numbered));
        }
        return entries;
    }

    private static Map<KeyKind, List<Pair>> found(
            List<Pair> matched, List<Pair> bySurname, List<Pair> byPostcode) {
        return Map.of(
                KeyKind.DEMOGRAPHIC, matched,
                KeyKind.DEMOGRAPHIC_SURNAME, bySurname,
                KeyKind.DEMOGRAPHIC_POSTCODE, byPostcode);
    }

    @Test
    void who_moved_is_proposed_by_surname_and_who_has_a_double_surname_by_postcode() {
        assertThat(
                        NameLanes.run(
                                register(
                                        true,
                                        pupil(1, "Smit", "A.", 6811),
                                        pupil(2, "Visser", "B.", 6811),
                                        pupil(3, "Bakker", "C.", 6811)),
                                register(
                                        false,
                                        pupil(1, "Smit", "A.", 6811),
                                        pupil(2, "Visser", "B.", 6842),
                                        pupil(3, "Bakker-Mulder", "C.", 6811))))
                .isEqualTo(
                        found(
                                List.of(new Pair(1, 1)),
                                List.of(new Pair(2, 2)),
                                List.of(new Pair(3, 3))));
    }

    @Test
    void one_twin_in_each_register_is_found_only_when_their_initials_are_the_same() {
        assertThat(
                        NameLanes.run(
                                register(true, pupil(1, "Smit", "A.B.", 6811)),
                                register(false, pupil(2, "Smit", "C.", 6811))))
                .isEqualTo(found(List.of(), List.of(), List.of()));
        assertThat(
                        NameLanes.run(
                                register(true, pupil(1, "Smit", "A.", 6811)),
                                register(false, pupil(2, "Smit", "A.", 6811))))
                .as("the known false match")
                .isEqualTo(found(List.of(new Pair(1, 2)), List.of(), List.of()));
    }

    @Test
    void both_twins_in_each_register_are_told_apart_or_ambiguous() {
        assertThat(
                        NameLanes.run(
                                register(
                                        true,
                                        pupil(1, "Smit", "A.", 6811),
                                        pupil(2, "Smit", "C.", 6811)),
                                register(
                                        false,
                                        pupil(2, "Smit", "C.", 6811),
                                        pupil(1, "Smit", "A.", 6811))))
                .isEqualTo(found(List.of(new Pair(1, 1), new Pair(2, 2)), List.of(), List.of()));
        assertThat(
                        NameLanes.run(
                                register(
                                        true,
                                        pupil(1, "Smit", "A.", 6811),
                                        pupil(2, "Smit", "A.", 6811)),
                                register(
                                        false,
                                        pupil(2, "Smit", "A.", 6811),
                                        pupil(1, "Smit", "A.", 6811))))
                .isEqualTo(found(List.of(), List.of(), List.of()));
    }

    @Test
    void the_figures_stay_within_what_the_documentation_says() {
        var random = new Random(20_261_123);
        var drawn = new SyntheticPupils(random);
        var clerk = new Clerk(drawn, Clerk.Errors.USUAL, random);
        List<Entry> here = new ArrayList<>();
        List<Entry> there = new ArrayList<>();
        int both = 2000;
        for (int i = 0; i < 2 * both; i++) {
            Pupil one = drawn.pupil(i);
            here.add(new Entry(i, clerk.write(one), true));
            Pupil other = i < both ? one : drawn.pupil(2 * both + i);
            there.add(new Entry(other.number(), clerk.write(other), false));
        }
        Map<KeyKind, List<Pair>> found = NameLanes.run(here, there);

        List<Pair> matched = found.getOrDefault(KeyKind.DEMOGRAPHIC, List.of());
        assertThat(matched).allMatch(Pair::isTrue);
        assertThat(matched.size() / (double) both).isBetween(0.68, 0.78);
        long right = 0;
        long proposed = 0;
        for (KeyKind lane : List.of(KeyKind.DEMOGRAPHIC_SURNAME, KeyKind.DEMOGRAPHIC_POSTCODE)) {
            right += found.getOrDefault(lane, List.of()).stream().filter(Pair::isTrue).count();
            proposed += found.getOrDefault(lane, List.of()).size();
        }
        assertThat((matched.size() + right) / (double) both).isBetween(0.82, 0.92);
        assertThat((proposed - right) / (double) proposed).isLessThan(0.1);
    }
}
