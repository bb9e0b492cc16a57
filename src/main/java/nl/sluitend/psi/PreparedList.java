package nl.sluitend.psi;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;

/**
 * A frozen list made ready for one session: masked, proven and committed to. Everything in it may
 * be stored; only {@code batch}'s order must not leave the node.
 *
 * @param publicKey K
 * @param salt of the commitment, 32 octets, opened by {@link ElementsHeader}
 * @param digests d_j of each chunk
 * @param proof already verified
 */
public record PreparedList(
        Octets publicKey,
        Octets listRoot,
        Batch batch,
        Octets salt,
        List<Octets> digests,
        Octets commitment,
        BatchProof proof) {

    public PreparedList {
        digests = List.copyOf(digests);
    }

    /**
     * A list before it is masked.
     *
     * @param points T, one for each pupil
     * @param entrySalts 32 fresh octets for each pupil, in the same order
     * @param sections how many of the points each section has, in order
     */
    public record Frozen(Elements points, List<Octets> entrySalts, List<Integer> sections) {

        /** A list of one section. */
        public Frozen(Elements points, List<Octets> entrySalts) {
            this(points, entrySalts, List.of(points.size()));
        }

        public Frozen {
            entrySalts = List.copyOf(entrySalts);
            sections = List.copyOf(sections);
            if (entrySalts.size() != points.size()) {
                throw new IllegalArgumentException("one salt for each pupil");
            }
        }

        public Octets root() {
            return ListRoot.of(
                    IntStream.range(0, points.size())
                            .parallel()
                            .mapToObj(i -> ListRoot.entry(entrySalts.get(i), points.get(i)))
                            .toList());
        }
    }

    /**
     * Makes a frozen list ready for one session.
     *
     * @param engine computes
     * @param verifier checks the own proofs; another implementation where the node has one
     * @param own OIN of the party whose list it is
     * @param peer OIN of the party that it is for
     * @param seed of the session, {@value SessionScalar#SEED_LENGTH} octets
     * @param rho registration key of this kind and suite
     * @throws InvalidElementException if a stored point is not an element
     */
    public static PreparedList prepare(
            Group engine,
            Group verifier,
            UUID sid,
            Terms terms,
            String own,
            String peer,
            Frozen frozen,
            byte[] seed,
            Scalar rho,
            SecureRandom random)
            throws InvalidElementException {
        Octets listRoot = frozen.root();
        try (Scalar k = SessionScalar.derive(engine, seed, sid, terms, own, peer, listRoot);
                Scalar inverse = rho.inverse();
                Scalar s = k.times(inverse)) {
            Octets publicKey = SessionScalar.publicKey(engine, k);
            var chunking = new Chunking(terms.rounds(), frozen.sections());
            Batch batch = Batch.mask(engine, s, frozen.points(), chunking);
            var statement =
                    new BatchProof.Statement(
                            terms.suite(),
                            sid,
                            own,
                            terms.lane(),
                            listRoot,
                            publicKey,
                            frozen.points().select(batch.order()),
                            batch.elements(),
                            chunking);
            BatchProof proof = BatchProof.prove(engine, verifier, statement, s, rho, random);
            var salt = new byte[32];
            random.nextBytes(salt);
            List<Octets> digests =
                    chunking.cut(batch.elements()).stream().map(Commitment::digest).toList();
            Octets commitment =
                    new Commitment(
                                    sid,
                                    terms.convenant(),
                                    own,
                                    peer,
                                    terms.lane(),
                                    publicKey,
                                    batch.elements().size(),
                                    listRoot)
                            .commit(Octets.of(salt), digests);
            return new PreparedList(
                    publicKey, listRoot, batch, Octets.of(salt), digests, commitment, proof);
        }
    }
}
