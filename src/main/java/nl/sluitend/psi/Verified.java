package nl.sluitend.psi;

/** A checked value, or why there is none. */
public sealed interface Verified<T> {

    record Accepted<T>(T value) implements Verified<T> {}

    record Refused<T>(Refusal refusal) implements Verified<T> {}

    static <T> Verified<T> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T> Verified<T> refused(RefusalType type, String detail) {
        return new Refused<>(new Refusal(type, detail));
    }
}
