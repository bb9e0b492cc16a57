package nl.sluitend.reconciliation;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.TestNode;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.psi.Chunking;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.Evaluation;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.PreparedList;
import nl.sluitend.psi.ProofContext;
import nl.sluitend.psi.SessionScalar;
import nl.sluitend.psi.Terms;

/** The list of the scripted counterparty for one session, and the key that it is masked with. */
record ScriptedList(
        Terms terms,
        UUID sid,
        Octets seed,
        PreparedList list,
        List<byte[]> keysOfPupils,
        List<Integer> sections) {

    private static final Group GROUP = Group.of(ScriptedPeer.SUITE);
    private static final SecureRandom RANDOM = new SecureRandom();

    static ScriptedList prepare(Terms terms, UUID sid, List<byte[]> keysOfPupils) {
        return prepare(terms, sid, keysOfPupils, List.of(keysOfPupils.size()));
    }

    static ScriptedList prepare(
            Terms terms, UUID sid, List<byte[]> keysOfPupils, List<Integer> sections) {
        var seed = new byte[SessionScalar.SEED_LENGTH];
        RANDOM.nextBytes(seed);
        try (Scalar rho = GROUP.randomScalar(RANDOM)) {
            Elements points =
                    Elements.of(terms.suite(), GROUP.hashMultiply(rho, Mode.VOPRF, keysOfPupils));
            PreparedList list =
                    PreparedList.prepare(
                            GROUP,
                            GROUP,
                            sid,
                            terms,
                            TestNode.PEER_OIN,
                            TestNode.OIN,
                            new PreparedList.Frozen(
                                    points,
                                    keysOfPupils.stream().map(_ -> fresh()).toList(),
                                    sections),
                            seed,
                            rho,
                            RANDOM);
            return new ScriptedList(terms, sid, Octets.of(seed), list, keysOfPupils, sections);
        } catch (InvalidElementException e) {
            throw new AssertionError(e);
        }
    }

    static Octets fresh() {
        var octets = new byte[32];
        RANDOM.nextBytes(octets);
        return Octets.of(octets);
    }

    List<Elements> chunks() {
        return new Chunking(terms.rounds(), sections).cut(list.batch().elements());
    }

    /** Where the pupil with this key stands in the list as sent. */
    int position(byte[] key) {
        int place =
                IntStream.range(0, keysOfPupils.size())
                        .filter(i -> Arrays.equals(keysOfPupils.get(i), key))
                        .findFirst()
                        .orElseThrow();
        return list.batch().order().indexOf(place);
    }

    Evaluation evaluate(Octets offersHash, int j, Elements chunk) {
        try (Scalar k =
                SessionScalar.derive(
                        GROUP,
                        seed.toByteArray(),
                        sid,
                        terms,
                        TestNode.PEER_OIN,
                        TestNode.OIN,
                        list.listRoot())) {
            return Evaluation.evaluate(
                    GROUP,
                    GROUP,
                    k,
                    list.publicKey(),
                    new ProofContext(terms.suite(), offersHash, TestNode.PEER_OIN, terms.lane()),
                    j,
                    chunk,
                    RANDOM);
        }
    }
}
