package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.Octets;

/**
 * The registration keys: one scalar rho per key kind, suite and seed of the key store. Independent
 * scalars, so that one that leaks gives away one kind only.
 */
@ApplicationScoped
class RegistrationKeys {

    private static final byte[] DST =
            "sluitend/v1/registration-key".getBytes(StandardCharsets.US_ASCII);
    private static final String MAC_PURPOSE = "sluitend/v1/keyed-point";

    private final KeyRing keyRing;

    RegistrationKeys(KeyRing keyRing) {
        this.keyRing = keyRing;
    }

    int currentRhoId() {
        return keyRing.currentRhoId();
    }

    /** Every key that the key store holds. */
    SortedSet<Integer> rhoIds() {
        return keyRing.rhoIds();
    }

    /**
     * The key of {@code rhoId}: HashToScalar(LP(seed) LP(kind) LP(suite)). The caller closes it.
     */
    Scalar rho(KeyKind kind, Suite suite, int rhoId) {
        byte[] seed = keyRing.registrationSeed(rhoId);
        byte[] input =
                LengthPrefixed.of(
                        seed,
                        LengthPrefixed.utf8(kind.name()),
                        LengthPrefixed.utf8(suite.identifier()));
        Arrays.fill(seed, (byte) 0);
        try {
            return Group.of(suite).hashToScalar(input, DST);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    /**
     * A stored point, and what it is under each other key of the key store. A point that this node
     * did not store stays alone: nothing secret multiplies it.
     */
    List<Octets> underEveryKey(KeyedPoint stored) {
        List<Octets> all = new ArrayList<>();
        all.add(stored.point());
        if (!isGenuine(stored)) {
            return all;
        }
        for (int rhoId : keyRing.rhoIds()) {
            if (rhoId != stored.rhoId()) {
                all.add(under(stored, rhoId));
            }
        }
        return all;
    }

    /** A genuine point, brought under the current key and sealed again. */
    KeyedPoint underCurrentKey(KeyedPoint stored) {
        int rhoId = currentRhoId();
        return seal(
                stored.registrationId(),
                stored.kind(),
                stored.suite(),
                stored.keyVersion(),
                rhoId,
                under(stored, rhoId));
    }

    private Octets under(KeyedPoint stored, int rhoId) {
        Suite suite = Suite.find(stored.suite()).orElseThrow();
        try (Scalar own = rho(stored.kind(), suite, stored.rhoId());
                Scalar inverse = own.inverse();
                Scalar other = rho(stored.kind(), suite, rhoId);
                Scalar factor = other.times(inverse)) {
            return Octets.of(Group.of(suite).multiply(factor, stored.point().toByteArray()));
        } catch (InvalidElementException e) {
            throw new IllegalStateException("a point with a valid MAC is no element", e);
        }
    }

    /** The points of keys of one kind, in their order. */
    List<Octets> points(Group group, KeyKind kind, int rhoId, List<MatchingKey> keys) {
        List<byte[]> encoded = keys.stream().map(MatchingKey::encode).toList();
        try (Scalar rho = rho(kind, group.suite(), rhoId)) {
            return split(group, group.hashMultiply(rho, Mode.VOPRF, encoded));
        }
    }

    /** The elements of a flat array, one by one. */
    static List<Octets> split(Group group, byte[] flat) {
        int length = group.suite().elementLength();
        List<Octets> elements = new ArrayList<>(flat.length / length);
        for (int from = 0; from < flat.length; from += length) {
            elements.add(Octets.of(Arrays.copyOfRange(flat, from, from + length)));
        }
        return elements;
    }

    KeyedPoint seal(
            UUID registrationId,
            KeyKind kind,
            String suite,
            String keyVersion,
            int rhoId,
            Octets point) {
        return new KeyedPoint(
                registrationId,
                kind,
                suite,
                keyVersion,
                rhoId,
                point,
                mac(registrationId, kind, suite, keyVersion, rhoId, point));
    }

    /** Whether a stored point is as this node stored it (protocol review, finding 12). */
    boolean isGenuine(KeyedPoint stored) {
        return stored.mac()
                .equals(
                        mac(
                                stored.registrationId(),
                                stored.kind(),
                                stored.suite(),
                                stored.keyVersion(),
                                stored.rhoId(),
                                stored.point()));
    }

    private Octets mac(
            UUID id, KeyKind kind, String suite, String keyVersion, int rhoId, Octets point) {
        return Octets.of(
                keyRing.mac(
                        MAC_PURPOSE,
                        ByteBuffer.allocate(16)
                                .putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits())
                                .array(),
                        kind.name().getBytes(StandardCharsets.US_ASCII),
                        suite.getBytes(StandardCharsets.US_ASCII),
                        keyVersion.getBytes(StandardCharsets.US_ASCII),
                        ByteBuffer.allocate(Integer.BYTES).putInt(rhoId).array(),
                        point.toByteArray()));
    }
}
