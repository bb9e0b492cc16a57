package nl.sluitend.bench;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import nl.sluitend.oprf.Dleq;
import nl.sluitend.oprf.Engine;
import nl.sluitend.oprf.Engines;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * One thing to measure.
 *
 * @param name who computes
 * @param operation {@code decode-multiply-encode}, {@code hash-multiply-encode}, {@code prove} or
 *     {@code verify}; the latter two count the elements that a proof covers
 * @param size operations in a batch
 * @param batch gives each thread a batch of its own
 */
record EcCandidate(String name, String operation, int size, Supplier<Runnable> batch) {

    static final String LIBSODIUM = "libsodium";

    private static final String DECODE = "decode-multiply-encode";
    private static final String HASH = "hash-multiply-encode";
    private static final int BATCH = 256;
    private static final int CHUNK = 8192;
    private static final SecureRandom RANDOM = new SecureRandom();

    boolean isLibsodium() {
        return name.equals(LIBSODIUM);
    }

    /** All that can run here: libsodium only where it is installed. */
    static List<EcCandidate> all() {
        List<EcCandidate> all = new ArrayList<>();
        Libsodium.find().ifPresent(sodium -> addLibsodium(all, sodium));
        for (Suite suite : Suite.values()) {
            for (Engine engine : Engines.runnable(suite)) {
                addEngine(all, engine);
            }
        }
        addBouncyCastle(all);
        Engines.runnable(Suite.RISTRETTO255_SHA512).forEach(engine -> addProofs(all, engine));
        return all;
    }

    private static void addLibsodium(List<EcCandidate> all, Libsodium sodium) {
        Engine engine = Engines.runnable(Suite.RISTRETTO255_SHA512).getFirst();
        byte[] k = Group.of(engine).randomScalar(RANDOM).encode();
        byte[] uniform = uniform(engine.suite());
        byte[] points = points(engine, uniform);
        all.add(
                new EcCandidate(
                        LIBSODIUM,
                        DECODE,
                        BATCH,
                        () -> {
                            byte[] out = new byte[32];
                            return () -> {
                                for (int i = 0; i < BATCH; i++) {
                                    sodium.multiply(out, 0, k, points, 32 * i);
                                }
                            };
                        }));
        all.add(
                new EcCandidate(
                        LIBSODIUM,
                        HASH,
                        BATCH,
                        () -> {
                            byte[] out = new byte[64];
                            return () -> {
                                for (int i = 0; i < BATCH; i++) {
                                    sodium.fromHash(out, 0, uniform, 64 * i);
                                    sodium.multiply(out, 32, k, out, 0);
                                }
                            };
                        }));
    }

    private static void addEngine(List<EcCandidate> all, Engine engine) {
        String name =
                engine.suite() == Suite.P256_SHA256
                        ? engine.name()
                        : "ristretto255-" + engine.name();
        Scalar k = Group.of(engine).randomScalar(RANDOM);
        byte[] uniform = uniform(engine.suite());
        byte[] points = points(engine, uniform);
        all.add(
                new EcCandidate(
                        name,
                        DECODE,
                        BATCH,
                        () -> {
                            byte[] out = new byte[points.length];
                            return () -> engine.multiply(k, points, 0, out, 0, BATCH);
                        }));
        all.add(
                new EcCandidate(
                        name,
                        HASH,
                        BATCH,
                        () -> {
                            byte[] out = new byte[points.length];
                            return () -> engine.multiplyMapped(k, uniform, 0, out, 0, BATCH);
                        }));
    }

    /** Its default multiplier, which is not constant time, and {@link FixedWindow}, which is. */
    private static void addBouncyCastle(List<EcCandidate> all) {
        Engine engine = Engines.runnable(Suite.P256_SHA256).getFirst();
        ECCurve curve = CustomNamedCurves.getByName("secp256r1").getCurve();
        Scalar scalar = Group.of(engine).randomScalar(RANDOM);
        BigInteger k = new BigInteger(1, scalar.encode());
        byte[] points = points(engine, uniform(engine.suite()));
        byte[] expected = new byte[points.length];
        engine.multiply(scalar, points, 0, expected, 0, BATCH);
        addBouncyCastle(all, "bouncycastle-p256-default", curve, points, p -> p.multiply(k));
        addBouncyCastle(
                all,
                "bouncycastle-p256-constant-time",
                curve,
                points,
                p -> FixedWindow.multiply(p, k));
        byte[] first = curve.decodePoint(Arrays.copyOf(points, 33)).getEncoded(true);
        byte[] product = FixedWindow.multiply(curve.decodePoint(first), k).getEncoded(true);
        if (!Arrays.equals(product, Arrays.copyOf(expected, 33))) {
            throw new IllegalStateException("the fixed window multiplies wrongly");
        }
    }

    private static void addBouncyCastle(
            List<EcCandidate> all,
            String name,
            ECCurve curve,
            byte[] points,
            UnaryOperator<ECPoint> multiplier) {
        all.add(
                new EcCandidate(
                        name,
                        DECODE,
                        BATCH,
                        () ->
                                () -> {
                                    byte[] one = new byte[33];
                                    for (int i = 0; i < BATCH; i++) {
                                        System.arraycopy(points, 33 * i, one, 0, 33);
                                        multiplier.apply(curve.decodePoint(one)).getEncoded(true);
                                    }
                                }));
    }

    private static void addProofs(List<EcCandidate> all, Engine engine) {
        Group group = Group.of(engine);
        byte[] context = Mode.VOPRF.contextString(engine.suite());
        Scalar k = group.randomScalar(RANDOM);
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < CHUNK; i++) {
            inputs.add(LengthPrefixed.utf8("element " + i));
        }
        byte[] a = group.generator();
        byte[] b = group.multiplyBase(k);
        byte[] c = group.hashMultiply(k, Mode.VOPRF, inputs);
        byte[] d;
        try {
            d = group.multiply(k, c);
        } catch (InvalidElementException e) {
            throw new IllegalStateException(e);
        }
        byte[] proof =
                Dleq.generateProof(group, context, k, a, b, c, d, group.randomScalar(RANDOM));
        String name = "ristretto255-" + engine.name();
        all.add(
                new EcCandidate(
                        name,
                        "prove",
                        CHUNK,
                        () ->
                                () ->
                                        Dleq.generateProof(
                                                group,
                                                context,
                                                k,
                                                a,
                                                b,
                                                c,
                                                d,
                                                group.randomScalar(RANDOM))));
        all.add(
                new EcCandidate(
                        name,
                        "verify",
                        CHUNK,
                        () ->
                                () -> {
                                    if (!Dleq.verifyProof(group, context, a, b, c, d, proof)) {
                                        throw new IllegalStateException("a good proof failed");
                                    }
                                }));
    }

    private static byte[] uniform(Suite suite) {
        byte[] uniform = new byte[BATCH * suite.uniformLength()];
        RANDOM.nextBytes(uniform);
        return uniform;
    }

    private static byte[] points(Engine engine, byte[] uniform) {
        byte[] points = new byte[BATCH * engine.suite().elementLength()];
        engine.map(uniform, 0, points, 0, BATCH);
        return points;
    }
}
