package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nl.sluitend.oprf.Engine;
import nl.sluitend.oprf.Engines;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.StatedProof;
import nl.sluitend.oprf.Suite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Finding 31: what one engine computes leaves only when another one has verified it. */
class SecondEngineTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Octets OFFERS_HASH = Offer.hash(new byte[] {7});

    /** An engine that says the generator to everything, and so believes itself. */
    private static Group broken(Suite suite) {
        Engine sound = Engines.runnable(suite).getFirst();
        byte[] generator = Group.of(suite).generator();
        return Group.of(
                (Engine)
                        Proxy.newProxyInstance(
                                SecondEngineTest.class.getClassLoader(),
                                new Class<?>[] {Engine.class},
                                (_, method, arguments) -> {
                                    try {
                                        Object answer = method.invoke(sound, arguments);
                                        switch (method.getName()) {
                                            case "multiply" -> fill(generator, arguments, 3, 4, 5);
                                            case "combine" -> fill(generator, arguments, 4, 5, -1);
                                            default -> {}
                                        }
                                        return answer;
                                    } catch (InvocationTargetException e) {
                                        throw e.getCause();
                                    }
                                }));
    }

    private static void fill(byte[] element, Object[] arguments, int out, int at, int count) {
        int elements = count < 0 ? 1 : (int) arguments[count];
        for (int i = 0; i < elements; i++) {
            System.arraycopy(
                    element,
                    0,
                    (byte[]) arguments[out],
                    (int) arguments[at] + i * element.length,
                    element.length);
        }
    }

    private static Elements chunk(Group group) {
        try (Scalar r = group.randomScalar(RANDOM)) {
            return Elements.of(group.suite(), group.multiplyBase(r));
        }
    }

    private static Evaluation evaluate(Group engine, Group verifier, Elements chunk, Scalar k) {
        return Evaluation.evaluate(
                engine,
                verifier,
                k,
                Octets.of(engine.multiplyBase(k)),
                context(engine.suite()),
                0,
                chunk,
                RANDOM);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void finding31WhatABrokenEngineComputesIsCaughtByTheSecond(Suite suite) {
        Group broken = broken(suite);
        Elements chunk = chunk(Group.of(suite));
        try (Scalar k = Group.of(suite).randomScalar(RANDOM)) {
            assertThat(evaluate(broken, broken, chunk, k).points().get(0))
                    .as("it believes itself")
                    .isEqualTo(Octets.of(broken.generator()));
            assertThatExceptionOfType(OwnProofException.class)
                    .isThrownBy(() -> evaluate(broken, SecondEngine.of(suite), chunk, k));
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aSoundEvaluationPassesTheSecondEngine(Suite suite) throws InvalidElementException {
        Group group = Group.of(suite);
        Elements chunk = chunk(group);
        try (Scalar k = group.randomScalar(RANDOM)) {
            Evaluation sound = evaluate(group, SecondEngine.of(suite), chunk, k);
            assertThat(sound.points().flat()).isEqualTo(group.multiply(k, chunk.flat()));
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void finding31SeveralRoundsAtOnceAreCaughtTooAndComeOutAsOneByOne(Suite suite)
            throws InvalidElementException {
        Group group = Group.of(suite);
        Elements none = Elements.none(suite);
        List<Elements> chunks = List.of(chunk(group), none, chunk(group), chunk(group));
        try (Scalar k = group.randomScalar(RANDOM)) {
            List<Evaluation> sound = all(group, chunks, k);
            for (int i = 0; i < chunks.size(); i++) {
                byte[] expected = group.multiply(k, chunks.get(i).flat());
                assertThat(sound.get(i).points().flat()).isEqualTo(expected);
                assertThat(
                                sound.get(i)
                                        .check(
                                                group,
                                                Octets.of(group.multiplyBase(k)),
                                                context(suite),
                                                i,
                                                chunks.get(i)))
                        .isEmpty();
            }
            assertThatExceptionOfType(OwnProofException.class)
                    .isThrownBy(() -> all(broken(suite), chunks, k));
        }
    }

    private static List<Evaluation> all(Group engine, List<Elements> chunks, Scalar k) {
        Suite suite = engine.suite();
        return Evaluation.evaluateAll(
                engine,
                SecondEngine.of(suite),
                k,
                Octets.of(Group.of(suite).multiplyBase(k)),
                context(suite),
                0,
                chunks,
                RANDOM);
    }

    private static ProofContext context(Suite suite) {
        return new ProofContext(suite, OFFERS_HASH, Party.RBL, "PGN");
    }

    /** Whatever stands together in one sum, a wrong proof is found in each of the places. */
    @ParameterizedTest
    @EnumSource(Suite.class)
    void finding31AWrongProofIsFoundInEverySum(Suite suite) throws InvalidElementException {
        Group group = Group.of(suite);
        try (Scalar k = group.randomScalar(RANDOM)) {
            var own =
                    new OwnProofs(
                            SecondEngine.of(suite), Octets.of(group.multiplyBase(k)), RANDOM, 2);
            List<StatedProof> proofs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Elements c = chunk(group);
                proofs.add(proof(group, k, i, c, group.multiply(k, c.flat())));
            }
            assertThat(own.hold(List.of())).isTrue();
            assertThat(own.hold(proofs)).isTrue();
            for (int i = 0; i < 5; i++) {
                List<StatedProof> wrong = new ArrayList<>(proofs);
                wrong.set(i, proof(group, k, i, chunk(group), chunk(group).flat()));
                assertThat(own.hold(wrong)).as("proof %d", i).isFalse();
            }
        }
    }

    /** What one sum takes of memory is bounded, however long the list; one proof is never cut. */
    @Test
    void aSumHoldsNoMorePairsThanAllowed() throws InvalidElementException {
        Suite suite = Suite.RISTRETTO255_SHA512;
        Group group = Group.of(suite);
        assertThat(OwnProofs.TOGETHER).as("a list of ten thousand").isLessThanOrEqualTo(16_384);
        try (Scalar k = group.randomScalar(RANDOM)) {
            List<StatedProof> proofs = new ArrayList<>();
            for (int pairs : new int[] {1, 3, 2, 2, 1, 6, 1}) {
                Elements c =
                        Elements.join(
                                suite, Stream.generate(() -> chunk(group)).limit(pairs).toList());
                proofs.add(proof(group, k, proofs.size(), c, group.multiply(k, c.flat())));
            }
            var own =
                    new OwnProofs(
                            SecondEngine.of(suite), Octets.of(group.multiplyBase(k)), RANDOM, 4);
            List<List<StatedProof>> sums = own.groups(proofs);

            assertThat(sums.stream().flatMap(List::stream)).containsExactlyElementsOf(proofs);
            assertThat(sums)
                    .allSatisfy(
                            sum ->
                                    assertThat(
                                                    sum.size() == 1
                                                            || sum.stream()
                                                                            .mapToInt(
                                                                                    p ->
                                                                                            p.pairs(
                                                                                                    group))
                                                                            .sum()
                                                                    <= 4)
                                            .isTrue());
            assertThat(sums).as("as few as that allows").hasSizeLessThan(proofs.size());
            assertThat(own.hold(proofs)).isTrue();
        }
    }

    private static StatedProof proof(Group group, Scalar k, int round, Elements c, byte[] d) {
        return Proofs.prove(
                group,
                context(group.suite()).forRound(round),
                k,
                Octets.of(group.multiplyBase(k)),
                c,
                Elements.of(group.suite(), d),
                RANDOM);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void theSecondEngineRefusesWhatIsNoElement(Suite suite) {
        byte[] none = new byte[suite.elementLength()];
        assertThatExceptionOfType(InvalidElementException.class)
                .isThrownBy(() -> SecondEngine.of(suite).check(none));
    }

    /** It holds numbers in BigInteger, so it takes no secret. */
    @Test
    void theSecondEngineOfP256TakesNoSecret() {
        Group second = SecondEngine.of(Suite.P256_SHA256);
        try (Scalar k = second.randomScalar(RANDOM)) {
            assertThatThrownBy(() -> second.multiplyBase(k))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
