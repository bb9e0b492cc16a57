package nl.sluitend.disclosure;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nl.sluitend.identifier.Oin;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads query parameters and collects all that is wrong with them. */
final class DisclosureParameters {

    private final List<FieldError> errors = new ArrayList<>();

    Optional<Instant> instant(String name, @Nullable String text) {
        return read(
                name,
                text,
                "a moment such as 2026-11-22T07:00:00Z is expected",
                value -> OffsetDateTime.parse(value).toInstant());
    }

    Optional<String> convenant(String name, @Nullable String text) {
        return read(
                name,
                text,
                "a convenant hash of 64 hexadecimal digits is expected",
                value -> {
                    if (!value.matches("[0-9a-f]{64}")) {
                        throw new IllegalArgumentException("not a hash");
                    }
                    return value;
                });
    }

    Optional<Oin> oin(String name, @Nullable String text) {
        return read(name, text, "an OIN of 20 positions is expected", Oin::new);
    }

    Optional<LeafKind> kind(String name, @Nullable String text) {
        return read(
                name,
                text,
                "one of the kinds in the API description is expected",
                value ->
                        LeafKind.find(value)
                                .orElseThrow(() -> new IllegalArgumentException("no kind")));
    }

    int limit(String name, String text) {
        return read(
                        name,
                        text,
                        "a number from 1 to " + Disclosures.MAX_PAGE + " is expected",
                        value -> {
                            int limit = Integer.parseInt(value);
                            if (limit < 1 || limit > Disclosures.MAX_PAGE) {
                                throw new IllegalArgumentException("out of range");
                            }
                            return limit;
                        })
                .orElse(1);
    }

    void cursor(String name, @Nullable String text) {
        read(
                name,
                text,
                "the member next of the page before is expected",
                value ->
                        DisclosureCursor.parse(value)
                                .orElseThrow(() -> new IllegalArgumentException("no cursor")));
    }

    void requireValid() {
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    Problem.invalidInput("Some query parameters are not valid.", errors));
        }
    }

    private <T> Optional<T> read(
            String name, @Nullable String text, String expectation, Function<String, T> reader) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            errors.add(new FieldError(name, expectation));
            return Optional.empty();
        }
    }
}
