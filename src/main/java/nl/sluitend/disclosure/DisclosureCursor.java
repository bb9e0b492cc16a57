package nl.sluitend.disclosure;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * The last entry of a page: the next page starts below it.
 *
 * @param logged when it was recorded
 * @param logId its log's number in the database
 * @param index its index
 */
record DisclosureCursor(Instant logged, int logId, long index) {

    /** Reads what {@link #toString()} wrote; empty if it is something else. */
    static Optional<DisclosureCursor> parse(String text) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII)
                            .split("\\.", -1);
            return parts.length == 3
                    ? Optional.of(
                            new DisclosureCursor(
                                    Instant.ofEpochMilli(Long.parseLong(parts[0])),
                                    Integer.parseInt(parts[1]),
                                    Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String text =
                logged.truncatedTo(ChronoUnit.MILLIS).toEpochMilli() + "." + logId + "." + index;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
