package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whom the personal members of a leaf are about. The log never stores this reference itself, only a
 * keyed digest of it per log, so that the logs of two convenants cannot be laid side by side.
 *
 * @param kind pupil or officer
 * @param value what this node always uses for that person; never an identifier in clear
 */
@SuppressWarnings("ArrayRecordComponent")
public record SubjectRef(Kind kind, byte[] value) {

    /** What a subject can be. */
    public enum Kind {
        PUPIL,
        OFFICER
    }

    public SubjectRef {
        if (value.length == 0) {
            throw new IllegalArgumentException("an empty subject");
        }
        value = value.clone();
    }

    /** A pupil, by the keyed point that its registration has at rest. */
    public static SubjectRef pupil(byte[] point) {
        return new SubjectRef(Kind.PUPIL, point);
    }

    /** A person who works at this party, by the subject of the access token. */
    public static SubjectRef officer(String tokenSubject) {
        return new SubjectRef(Kind.OFFICER, tokenSubject.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubjectRef that
                && kind == that.kind
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "SubjectRef[" + kind + ", ***]";
    }
}
