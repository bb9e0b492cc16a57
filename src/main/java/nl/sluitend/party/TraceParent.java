package nl.sluitend.party;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code traceparent} (W3C Trace Context) of a call to a counterpart: the session that
 * the address names is the trace, so that both organisations' records of it have one trace id.
 */
final class TraceParent {

    static final String HEADER = "traceparent";

    private static final Pattern SESSION =
            Pattern.compile(
                    "/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:/|$)");

    private TraceParent() {}

    /** The header for a call to that path; empty when the path names no session. */
    static Optional<String> of(String path) {
        Matcher matcher = SESSION.matcher(path);
        if (!matcher.find()) {
            return Optional.empty();
        }
        UUID session = UUID.fromString(matcher.group(1));
        String trace = session.toString().replace("-", "");
        // Never zero, which the standard forbids; one per session and address.
        long span =
                (session.getLeastSignificantBits() ^ (path.hashCode() * 0x9E3779B97F4A7C15L)) | 1;
        return Optional.of("00-" + trace + "-" + HexFormat.of().toHexDigits(span) + "-01");
    }
}
