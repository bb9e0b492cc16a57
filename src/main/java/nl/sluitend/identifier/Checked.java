package nl.sluitend.identifier;

import java.util.Optional;

/**
 * What became of a text that should be an identifier: the value, or what was expected instead. The
 * text itself never stands in the outcome, so that it can be reported.
 *
 * @param <T> the identifier
 */
public sealed interface Checked<T> {

    /** The text is such an identifier. */
    record Valid<T>(T value) implements Checked<T> {}

    /**
     * The text is not such an identifier.
     *
     * @param expectation what it has to look like, in English, without the text itself
     */
    record Invalid<T>(String expectation) implements Checked<T> {}

    /** The value, when there is one. */
    default Optional<T> toOptional() {
        return switch (this) {
            case Valid<T>(T value) -> Optional.of(value);
            case Invalid<T> _ -> Optional.empty();
        };
    }

    /**
     * The value of a text that is known to be valid.
     *
     * @throws IllegalArgumentException with the expectation, when it is not
     */
    default T orThrow() {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Invalid<T>(String expectation) -> throw new IllegalArgumentException(expectation);
        };
    }
}
