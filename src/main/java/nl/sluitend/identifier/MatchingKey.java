package nl.sluitend.identifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What two registers recognise a pupil by. A key is turned into a curve point at intake and then
 * forgotten; it is never stored and never printed. Two keys are equal when their encodings are.
 */
public abstract sealed class MatchingKey
        permits PgnKey, SchoolPupilKey, DemographicKey, PartialKey {

    /** The version of the normalisation of every kind; a change of any rule needs a new one. */
    public static final String KEY_VERSION = "1";

    private static final String LABEL = "sluitend/v1/key";

    MatchingKey() {}

    /** What the key is made of. */
    public abstract KeyKind kind();

    /** The values that make the key, normalised, in a fixed order. */
    abstract List<String> fields();

    /** The version of the normalisation, stored with each point. */
    public final String keyVersion() {
        return KEY_VERSION;
    }

    /**
     * The key as bytes: {@code LP("sluitend/v1/key") LP(kind) LP(keyVersion) LP(field1)...}, where
     * LP puts the length as four bytes, big endian, before the UTF-8 bytes. No two different keys
     * have the same encoding, whatever their kinds.
     */
    public final byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(96);
        append(out, LABEL);
        append(out, kind().name());
        append(out, keyVersion());
        fields().forEach(field -> append(out, field));
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof MatchingKey key
                && kind() == key.kind()
                && fields().equals(key.fields());
    }

    @Override
    public final int hashCode() {
        return fields().hashCode();
    }

    @Override
    public final String toString() {
        return kind() + "[masked]";
    }
}
