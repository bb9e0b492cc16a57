package nl.sluitend.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.intake.AgeBand;

class CountGroupsProperties {

    private static final List<AgeBand> BANDS = List.of(AgeBand.values());

    private static List<OwnList.Pupil> pupils(List<Integer> byBand) {
        var pupils = new ArrayList<OwnList.Pupil>();
        for (int b = 0; b < byBand.size(); b++) {
            Optional<AgeBand> band =
                    b < BANDS.size() ? Optional.of(BANDS.get(b)) : Optional.empty();
            for (int i = 0; i < byBand.get(b); i++) {
                pupils.add(
                        new OwnList.Pupil(
                                Octets.of(new byte[] {(byte) b, (byte) i, (byte) (i >> 8)}),
                                List.of(),
                                band));
            }
        }
        return pupils;
    }

    @Property(tries = 300)
    void everyPupilIsInOneGroupAndNoGroupIsSmall(
            @ForAll @Size(5) List<@IntRange(max = 60) Integer> byBand) {
        List<OwnList.Pupil> all = pupils(byBand);
        List<CountGroups.Group> groups = CountGroups.of(all);
        if (all.size() < 20) {
            assertThat(groups).isEmpty();
            return;
        }
        assertThat(groups).hasSizeBetween(1, all.size() < 40 ? 1 : 4);
        assertThat(groups).allSatisfy(g -> assertThat(g.pupils()).hasSizeGreaterThanOrEqualTo(20));
        assertThat(groups.stream().flatMap(g -> g.pupils().stream()))
                .containsExactlyInAnyOrderElementsOf(all);
        List<String> bands = groups.stream().flatMap(g -> g.bands().stream()).toList();
        List<String> order =
                IntStream.range(0, 5)
                        .filter(b -> byBand.get(b) > 0)
                        .mapToObj(b -> b < 4 ? BANDS.get(b).name() : CountGroups.UNKNOWN)
                        .toList();
        assertThat(bands).isEqualTo(order);
    }

    @Example
    void arnhemsEightyFourMakeThreeGroups() {
        assertThat(CountGroups.of(pupils(List.of(33, 28, 23, 0, 0))))
                .extracting(g -> g.pupils().size())
                .containsExactly(33, 28, 23);
        assertThat(CountGroups.of(pupils(List.of(33, 28, 12, 11, 0))))
                .extracting(CountGroups.Group::bands)
                .containsExactly(
                        List.of("UNDER_12"),
                        List.of("FROM_12_TO_15"),
                        List.of("FROM_16_TO_17", "FROM_18"));
    }

    @Example
    void theVersionOfAListChangesWithAPupilAndWithAnAge() {
        List<OwnList.Pupil> one = pupils(List.of(20, 20, 0, 0, 0));
        assertThat(SessionList.version(one.reversed())).isEqualTo(SessionList.version(one));
        assertThat(SessionList.version(pupils(List.of(20, 21, 0, 0, 0))))
                .isNotEqualTo(SessionList.version(one));
        var older = new ArrayList<>(one);
        older.set(
                0,
                new OwnList.Pupil(one.getFirst().point(), List.of(), Optional.of(AgeBand.FROM_18)));
        assertThat(SessionList.version(older)).isNotEqualTo(SessionList.version(one));
    }
}
