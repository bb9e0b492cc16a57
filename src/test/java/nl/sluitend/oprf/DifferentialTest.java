package nl.sluitend.oprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cafe.cryptography.curve25519.CompressedRistretto;
import cafe.cryptography.curve25519.InvalidEncodingException;
import cafe.cryptography.curve25519.RistrettoElement;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import nl.sluitend.TestScale;
import nl.sluitend.bench.Libsodium;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every engine against implementations that share no line with it: libsodium and
 * curve25519-elisabeth for ristretto255, Bouncy Castle for P-256; on random, extreme and invalid
 * encodings. A full run does over a million cases.
 */
class DifferentialTest {

    private static final int BATCH = 250;

    static java.util.List<Engine> ristretto() {
        return TestEngines.ristretto();
    }

    static java.util.List<Engine> p256() {
        return TestEngines.p256();
    }

    private final Random random = new Random(Long.getLong("sluitend.test.seed", System.nanoTime()));

    /**
     * Random strings, strings near the edges of the field, and valid encodings with a bit flipped.
     */
    private byte[] candidate(byte[] valid, int at) {
        byte[] s = new byte[32];
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(s);
            case 1 -> {
                Arrays.fill(s, (byte) (random.nextBoolean() ? 0xff : 0));
                s[0] = (byte) random.nextInt(256);
                s[random.nextInt(32)] ^= (byte) random.nextInt(256);
                s[31] &= (byte) (random.nextBoolean() ? 0x7f : 0xff);
            }
            case 2 -> {
                System.arraycopy(valid, at, s, 0, 32);
                s[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
            }
            default -> {
                random.nextBytes(s);
                s[0] &= (byte) 0xfe;
                s[31] &= 0x7f;
            }
        }
        return s;
    }

    @ParameterizedTest
    @MethodSource("ristretto")
    void libsodiumAgrees(Engine engine) {
        assumeTrue(Libsodium.find().isPresent(), "libsodium.so.23 is not installed");
        Libsodium sodium = Libsodium.find().get();
        byte[] uniform = new byte[64 * BATCH];
        byte[] points = new byte[32 * BATCH];
        byte[] products = new byte[32 * BATCH];
        byte[] expected = new byte[32];
        for (int done = 0; done < TestScale.of(400_000); done += 4 * BATCH) {
            random.nextBytes(uniform);
            if (done % 3 == 0) {
                // Field elements of all ones or zeros in one of the two maps.
                for (int i = 0; i < 20; i++) {
                    int at = 64 * i + 32 * (i & 1);
                    Arrays.fill(uniform, at, at + 32, (byte) (i < 10 ? 0xff : 0));
                }
            }
            Scalar k = scalar();
            byte[] encoded = k.encode();
            engine.map(uniform, 0, points, 0, BATCH);
            engine.multiplyMapped(k, uniform, 0, products, 0, BATCH);
            byte[] again = new byte[32 * BATCH];
            assertThat(engine.multiply(k, points, 0, again, 0, BATCH)).isEqualTo(Engine.VALID);
            assertThat(again).isEqualTo(products);
            for (int i = 0; i < BATCH; i++) {
                sodium.fromHash(expected, 0, uniform, 64 * i);
                assertThat(part(points, i)).isEqualTo(expected);
                assertThat(sodium.multiply(expected, 0, encoded, points, 32 * i)).isTrue();
                assertThat(part(products, i)).isEqualTo(expected);
                byte[] s = candidate(points, 32 * i);
                // libsodium 1.0.18 counts the identity as valid and overlooks the highest bit.
                boolean refusedHere = Arrays.equals(s, new byte[32]) || s[31] < 0;
                assertThat(engine.check(s, 0, 1) == Engine.VALID)
                        .isEqualTo(sodium.isValid(s, 0) && !refusedHere);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ristretto")
    void elisabethAgrees(Engine engine) {
        byte[] uniform = new byte[64 * BATCH];
        byte[] points = new byte[32 * BATCH];
        byte[] products = new byte[32 * BATCH];
        for (int done = 0; done < TestScale.of(200_000); done += 3 * BATCH) {
            random.nextBytes(uniform);
            Scalar[] k = new Scalar[BATCH];
            Arrays.setAll(k, i -> scalar());
            engine.map(uniform, 0, points, 0, BATCH);
            engine.multiplyMappedEach(k, 0, uniform, 0, products, 0, BATCH);
            byte[] again = new byte[32 * BATCH];
            assertThat(engine.multiplyEach(k, 0, points, 0, again, 0, BATCH))
                    .isEqualTo(Engine.VALID);
            assertThat(again).isEqualTo(products);
            for (int i = 0; i < BATCH; i++) {
                RistrettoElement point =
                        RistrettoElement.fromUniformBytes(
                                Arrays.copyOfRange(uniform, 64 * i, 64 * i + 64));
                assertThat(part(points, i)).isEqualTo(point.compress().toByteArray());
                var scalar = cafe.cryptography.curve25519.Scalar.fromCanonicalBytes(k[i].encode());
                assertThat(part(products, i))
                        .isEqualTo(point.multiply(scalar).compress().toByteArray());
                byte[] s = candidate(points, 32 * i);
                assertThat(engine.check(s, 0, 1) == Engine.VALID).isEqualTo(elisabethTakes(s));
            }
        }
    }

    private static boolean elisabethTakes(byte[] s) {
        try {
            return !new CompressedRistretto(s).decompress().equals(RistrettoElement.IDENTITY);
        } catch (InvalidEncodingException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("p256")
    void bouncyCastleAgrees(Engine engine) {
        ECCurve curve = CustomNamedCurves.getByName("secp256r1").getCurve();
        byte[] uniform = new byte[96 * BATCH];
        byte[] points = new byte[33 * BATCH];
        byte[] products = new byte[33 * BATCH];
        for (int done = 0; done < TestScale.of(400_000); done += 2 * BATCH) {
            random.nextBytes(uniform);
            Scalar k = edgeOfOrder();
            engine.map(uniform, 0, points, 0, BATCH);
            assertThat(engine.multiply(k, points, 0, products, 0, BATCH)).isEqualTo(Engine.VALID);
            for (int i = 0; i < BATCH; i++) {
                byte[] encoded = Arrays.copyOfRange(points, 33 * i, 33 * i + 33);
                ECPoint product =
                        curve.decodePoint(encoded).multiply(new BigInteger(1, k.encode()));
                assertThat(Arrays.copyOfRange(products, 33 * i, 33 * i + 33))
                        .isEqualTo(product.getEncoded(true));
                encoded[random.nextInt(33)] ^= (byte) (1 << random.nextInt(8));
                assertThat(engine.check(encoded, 0, 1) == Engine.VALID)
                        .isEqualTo(bouncyCastleTakes(curve, encoded));
            }
        }
    }

    private static boolean bouncyCastleTakes(ECCurve curve, byte[] encoded) {
        try {
            return !curve.decodePoint(encoded).isInfinity();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Random scalars, and now and then one near 0, the order, or the exceptional cases of ladders.
     */
    private Scalar edgeOfOrder() {
        byte[] wide = new byte[64];
        random.nextBytes(wide);
        Scalar scalar = Scalar.reduce(Suite.P256_SHA256, wide);
        Scalar small = TestEngines.scalar(Suite.P256_SHA256, 1 + random.nextInt(64));
        return switch (random.nextInt(4)) {
            case 0 -> small;
            case 1 -> TestEngines.scalar(Suite.P256_SHA256, 0).minus(small);
            default -> scalar;
        };
    }

    private Scalar scalar() {
        byte[] wide = new byte[64];
        random.nextBytes(wide);
        Scalar scalar = Scalar.reduce(Suite.RISTRETTO255_SHA512, wide);
        Scalar small = TestEngines.scalar(Suite.RISTRETTO255_SHA512, 1 + random.nextInt(64));
        return switch (random.nextInt(8)) {
            case 0 -> small;
            case 1 -> TestEngines.scalar(Suite.RISTRETTO255_SHA512, 0).minus(small);
            default -> scalar;
        };
    }

    private static byte[] part(byte[] flat, int i) {
        return Arrays.copyOfRange(flat, 32 * i, 32 * i + 32);
    }
}
