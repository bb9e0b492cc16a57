package nl.sluitend.psi;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;

/**
 * Plays the protocol of two parties that do not exist, over numbers of no pupil and with keys that
 * are thrown away: what a node does at start, so that the JVM has compiled it before the first
 * session, and to see that it finds what it must.
 */
public final class Rehearsal {

    private static final String OIN_I = "rehearsal-initiator";
    private static final String OIN_R = "rehearsal-responder";

    private final Suite suite;
    private final Group group;
    private final Terms terms;
    private final SecureRandom random;

    private Rehearsal(Suite suite, int size, SecureRandom random) {
        this.suite = suite;
        this.group = Group.of(suite);
        this.terms = new Terms("rehearsal", SessionMode.MATCH, "REHEARSAL", suite, "1", size);
        this.random = random;
    }

    /**
     * Plays one session.
     *
     * @param size numbers in each list, even, of which both have half
     * @return whether both found that half, every proof held and both results were equal
     */
    public static boolean play(Suite suite, int size, SecureRandom random) {
        try {
            return new Rehearsal(suite, size, random).play(size);
        } catch (InvalidElementException e) {
            return false;
        }
    }

    private boolean play(int size) throws InvalidElementException {
        UUID sid = UUID.nameUUIDFromBytes(fresh(16));
        Octets offers = Octets.of(fresh(32));
        try (Player i = player(sid, OIN_I, OIN_R, 0, size);
                Player r = player(sid, OIN_R, OIN_I, size / 2, size)) {
            List<Elements> ofI = new ArrayList<>();
            List<Elements> ofR = new ArrayList<>();
            List<Evaluation> evaluatedByI = i.evaluate(offers, r);
            List<Evaluation> evaluatedByR = r.evaluate(offers, i);
            for (int j = 0; j < terms.rounds(); j++) {
                Evaluation first = evaluatedByI.get(j);
                Evaluation second = evaluatedByR.get(j);
                if (!r.accepts(offers, j, first, i) || !i.accepts(offers, j, second, r)) {
                    return false;
                }
                ofI.add(first.points());
                ofR.add(second.points());
            }
            List<Octets> tagsOfR = tags(offers, ofI);
            List<Octets> tagsOfI = tags(offers, ofR);
            List<Tags.Match> atI = Tags.intersect(tagsOfI, tagsOfR);
            List<Tags.Match> atR = Tags.intersect(tagsOfR, tagsOfI);
            return atI.size() == size / 2
                    && Tags.resultTag(offers, OIN_I, atI)
                            .equals(Tags.resultTag(offers, OIN_I, atR));
        }
    }

    private List<Octets> tags(Octets offers, List<Elements> rounds) {
        return Tags.of(offers, terms.lane(), Elements.join(suite, rounds));
    }

    private Player player(UUID sid, String own, String peer, int first, int size)
            throws InvalidElementException {
        byte[] seed = fresh(SessionScalar.SEED_LENGTH);
        List<byte[]> numbers =
                IntStream.range(first, first + size)
                        .mapToObj(n -> ByteBuffer.allocate(Integer.BYTES).putInt(n).array())
                        .toList();
        List<Octets> salts = IntStream.range(0, size).mapToObj(_ -> Octets.of(fresh(32))).toList();
        try (Scalar rho = group.randomScalar(random)) {
            Elements points = Elements.of(suite, group.hashMultiply(rho, Mode.VOPRF, numbers));
            PreparedList list =
                    PreparedList.prepare(
                            group,
                            SecondEngine.of(suite),
                            sid,
                            terms,
                            own,
                            peer,
                            new PreparedList.Frozen(points, salts),
                            seed,
                            rho,
                            random);
            return new Player(
                    own,
                    SessionScalar.derive(group, seed, sid, terms, own, peer, list.listRoot()),
                    list,
                    new Chunking(terms.rounds(), size).cut(list.batch().elements()));
        }
    }

    private byte[] fresh(int length) {
        var octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** One of the two. */
    private final class Player implements AutoCloseable {

        private final String oin;
        private final Scalar k;
        private final PreparedList list;
        private final List<Elements> chunks;

        Player(String oin, Scalar k, PreparedList list, List<Elements> chunks) {
            this.oin = oin;
            this.k = k;
            this.list = list;
            this.chunks = chunks;
        }

        List<Evaluation> evaluate(Octets offers, Player other) {
            return Evaluation.evaluateAll(
                    group,
                    SecondEngine.of(suite),
                    k,
                    list.publicKey(),
                    context(offers, oin),
                    0,
                    other.chunks,
                    random);
        }

        boolean accepts(Octets offers, int round, Evaluation evaluation, Player other) {
            return evaluation
                    .check(
                            group,
                            other.list.publicKey(),
                            context(offers, other.oin),
                            round,
                            chunks.get(round))
                    .isEmpty();
        }

        private ProofContext context(Octets offers, String prover) {
            return new ProofContext(suite, offers, prover, terms.lane());
        }

        @Override
        public void close() {
            k.close();
        }
    }
}
