package nl.sluitend.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import nl.sluitend.oprf.Engine;
import nl.sluitend.oprf.Engines;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
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
                new ProofContext(engine.suite(), OFFERS_HASH, Party.RBL, "PGN"),
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
    void theSecondEngineRefusesWhatIsNoElement(Suite suite) {
        byte[] none = new byte[suite.elementLength()];
        assertThatExceptionOfType(InvalidElementException.class)
                .isThrownBy(() -> SecondEngine.of(suite).check(none));
    }

    /** It holds numbers in BigInteger, so it takes no secret. */
    @org.junit.jupiter.api.Test
    void theSecondEngineOfP256TakesNoSecret() {
        Group second = SecondEngine.of(Suite.P256_SHA256);
        try (Scalar k = second.randomScalar(RANDOM)) {
            assertThatThrownBy(() -> second.multiplyBase(k))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
