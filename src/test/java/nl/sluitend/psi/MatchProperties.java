package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;

class MatchProperties {

    private static final Octets OFFERS_HASH = Offer.hash(new byte[] {1});

    @Property(tries = 20)
    void theIntersectionIsThatOfThePlainListsWhateverTheyHold(
            @ForAll @Size(max = 12) Set<@IntRange(min = 0, max = 20) Integer> left,
            @ForAll @Size(max = 12) Set<@IntRange(min = 0, max = 20) Integer> right)
            throws InvalidElementException {
        var random = new SecureRandom();
        List<String> ofI = left.stream().map(i -> "pupil " + i).toList();
        List<String> ofR = right.stream().map(i -> "pupil " + i).toList();
        try (Scalar rhoI = Party.GROUP.randomScalar(random);
                Scalar rhoR = Party.GROUP.randomScalar(random);
                Scalar kI = Party.GROUP.randomScalar(random);
                Scalar kR = Party.GROUP.randomScalar(random)) {
            Batch batchI = mask(kI, rhoI, ofI);
            Batch batchR = mask(kR, rhoR, ofR);

            List<Tags.Match> matches =
                    Tags.intersect(tags(kR, batchI), new HashSet<>(tags(kI, batchR)));

            Set<String> expected = new HashSet<>(ofI);
            expected.retainAll(ofR);
            List<String> found = new ArrayList<>();
            matches.forEach(m -> found.add(ofI.get(batchI.order().get(m.position()))));
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static Batch mask(Scalar k, Scalar rho, List<String> pupils)
            throws InvalidElementException {
        try (Scalar inverse = rho.inverse();
                Scalar s = k.times(inverse)) {
            return Batch.mask(
                    Party.GROUP, s, Party.points(rho, pupils), new Chunking(16, pupils.size()));
        }
    }

    private static List<Octets> tags(Scalar k, Batch batch) throws InvalidElementException {
        return Tags.of(
                OFFERS_HASH,
                "PGN",
                Elements.of(Party.SUITE, Party.GROUP.multiply(k, batch.elements().flat())));
    }
}
