package nl.sluitend.convenant;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SHA-256 over everything that was read of some convenants, signed steps included. The database
 * computes the same of what lies there, so that it can be asked whether anything changed without
 * reading it again. Computed from the rows themselves, never taken over: an entity that was read
 * before a step came has the fingerprint of then.
 */
final class ConvenantFingerprint {

    private ConvenantFingerprint() {}

    /** Lower hexadecimal, 64 digits. */
    static String of(List<ConvenantRow> rows) {
        String text =
                rows.stream()
                        .sorted(Comparator.comparing(row -> row.hash))
                        .map(ConvenantFingerprint::text)
                        .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String text(ConvenantRow row) {
        String steps =
                row.steps.stream()
                        .map(
                                step ->
                                        joined(
                                                step.signer,
                                                step.type.name(),
                                                Long.toString(micros(step.signedAt)),
                                                step.jws))
                        .collect(Collectors.joining("\n"));
        return joined(
                row.hash,
                row.counterpart,
                row.content,
                row.proposed ? "proposed" : null,
                row.predecessor,
                steps.isEmpty() ? null : steps);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static String joined(@org.jspecify.annotations.Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining("|"));
    }
}
