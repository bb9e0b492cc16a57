package nl.sluitend.psi;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;

/** A whole count in memory: the counter's groups, the responder's list, the answers. */
final class CountingParties {

    static final SessionMode.Counts MODE = new SessionMode.Counts(0.5);
    static final Terms TERMS = new Terms("c0ffee", MODE, "PGN", Party.SUITE, "1", 1000);

    private static final Group GROUP = Party.GROUP;
    private static final Noise NOISE = MODE.noise();

    private final SecureRandom random = new SecureRandom();
    private final List<Integer> sections = new ArrayList<>();
    private final Scalar a = GROUP.randomScalar(random);
    private final Scalar b = GROUP.randomScalar(random);
    private final Scalar rho = GROUP.randomScalar(random);
    private final byte[] seed = new byte[SessionScalar.SEED_LENGTH];

    final Elements ofCounter;
    final Elements ofResponder;

    CountingParties(List<List<String>> groups, List<String> responder) {
        random.nextBytes(seed);
        var counter = new ArrayList<Octets>();
        for (List<String> group : groups) {
            int size = CountLists.filledGroup(group.size());
            counter.addAll(points(a, group));
            counter.addAll(CountLists.fillers(GROUP, size - group.size(), random));
            sections.add(size);
        }
        ofCounter = CountLists.flat(Party.SUITE, counter);
        var theirs = new ArrayList<Octets>(points(rho, responder));
        List<Scalar> t = CountLists.decoys(GROUP, seed, groups.size() * NOISE.decoys());
        theirs.addAll(CountLists.points(GROUP, t));
        int size = CountLists.filledList(responder.size(), groups.size(), NOISE.decoys());
        theirs.addAll(CountLists.fillers(GROUP, size - theirs.size(), random));
        try (Scalar inverse = rho.inverse();
                Scalar s = b.times(inverse)) {
            ofResponder =
                    Batch.mask(
                                    GROUP,
                                    s,
                                    CountLists.flat(Party.SUITE, theirs),
                                    new Chunking(1, size))
                            .elements();
        } catch (InvalidElementException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Octets> points(Scalar k, List<String> pupils) {
        Elements flat =
                Elements.of(
                        Party.SUITE,
                        GROUP.hashMultiply(
                                k,
                                Mode.VOPRF,
                                pupils.stream()
                                        .map(p -> p.getBytes(StandardCharsets.UTF_8))
                                        .toList()));
        var points = new ArrayList<Octets>();
        for (int i = 0; i < flat.size(); i++) {
            points.add(flat.get(i));
        }
        return points;
    }

    Chunking chunking() {
        return new Chunking(TERMS.rounds(), sections);
    }

    /** The responder's answer for a group. */
    Elements answer(int group) {
        Elements section = chunking().sectionsOf(ofCounter).get(group);
        try (Scalar inverse = rho.inverse();
                Scalar s = b.times(inverse)) {
            List<Scalar> decoys =
                    CountLists.decoys(GROUP, seed, sections.size() * NOISE.decoys())
                            .subList(group * NOISE.decoys(), (group + 1) * NOISE.decoys())
                            .stream()
                            .map(s::times)
                            .toList();
            return CountReply.of(
                    GROUP,
                    Elements.of(Party.SUITE, GROUP.multiply(b, section.flat())),
                    Octets.of(GROUP.multiplyBase(a)),
                    decoys,
                    NOISE,
                    random);
        } catch (InvalidElementException e) {
            throw new AssertionError(e);
        }
    }

    /** What the counter makes of an answer. */
    int count(Elements answer) {
        try {
            return CountReply.count(
                    answer, Elements.of(Party.SUITE, GROUP.multiply(a, ofResponder.flat())), NOISE);
        } catch (InvalidElementException e) {
            throw new AssertionError(e);
        }
    }

    static Optional<Refusal> check(Elements part, Chunking answers, int round) {
        return CountReply.check(GROUP, part, answers, round, Optional.empty());
    }
}
