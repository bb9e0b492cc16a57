package nl.sluitend.party;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request from outside, by which audit records, log entries and records of processing are
 * linked.
 *
 * @param traceId the trace of W3C Trace Context that the caller sent, else one of our own: 32
 *     hexadecimal digits
 * @param parentSpanId the caller's span, 16 hexadecimal digits; empty when it sent none
 */
public record Operation(String traceId, Optional<String> parentSpanId) {

    private static final Pattern VERSION_0 =
            Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final Pattern LATER =
            Pattern.compile("(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    /**
     * Reads the header of a call; empty when it names no trace, or has a trace or span of zeroes.
     */
    static Optional<Operation> parse(String traceParent) {
        for (Pattern pattern : new Pattern[] {VERSION_0, LATER}) {
            Matcher matcher = pattern.matcher(traceParent);
            if (matcher.matches() && !isZero(matcher.group(1)) && !isZero(matcher.group(2))) {
                return Optional.of(new Operation(matcher.group(1), Optional.of(matcher.group(2))));
            }
        }
        return Optional.empty();
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }
}
