package nl.sluitend.disclosure;

import java.util.Optional;
import java.util.regex.Pattern;
import nl.sluitend.identifier.Oin;

/**
 * Names a log. Each party keeps one log per convenant, so that a witness learns nothing of other
 * convenants, and a node log for what concerns nobody but itself.
 *
 * @param owner the party whose node keeps the log
 * @param convenantHash the convenant, lower-case hexadecimal SHA-256; empty for the node log
 * @param generation 1, and one more for each log that was closed and went on under another name
 */
public record LogName(Oin owner, Optional<String> convenantHash, int generation) {

    private static final String NODE = "node";
    private static final String FORM =
            "the origin of a log is <oin>/<convenant hash> or <oin>/node, and its generation";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final int MAX_GENERATION = 9999;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

    public LogName {
        if (generation < 1 || generation > MAX_GENERATION) {
            throw new IllegalArgumentException("a log is of generation 1 to " + MAX_GENERATION);
        }
        if (convenantHash.isPresent() && !HASH.matcher(convenantHash.get()).matches()) {
            throw new IllegalArgumentException(
                    "a convenant hash is 64 lower-case hexadecimal digits");
        }
    }

    /** The log that this party keeps of its exchanges under one convenant. */
    public static LogName ofConvenant(Oin owner, String convenantHash) {
        return new LogName(owner, Optional.of(convenantHash), 1);
    }

    /** The node log of this party. */
    public static LogName ofNode(Oin owner) {
        return new LogName(owner, Optional.empty(), 1);
    }

    /** The log that goes on when this one is closed. */
    LogName next() {
        return new LogName(owner, convenantHash, generation + 1);
    }

    /** Whether the other is this one or one that it went on as. */
    boolean isSameButForGeneration(LogName other) {
        return owner.equals(other.owner) && convenantHash.equals(other.convenantHash);
    }

    /** Reads an origin as {@link #origin()} writes it. */
    public static LogName parse(String origin) throws LogVerificationException {
        String[] parts = origin.split("/", -1);
        try {
            if (parts.length == 2) {
                return of(new Oin(parts[0]), parts[1], 1);
            }
            if (parts.length == 3) {
                return of(new Oin(parts[0]), parts[1], later(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new LogVerificationException(FORM, e);
        }
        throw new LogVerificationException(FORM);
    }

    /**
     * The log with that id.
     *
     * @throws IllegalArgumentException if the id is not one that {@link #id()} writes
     */
    public static LogName of(Oin owner, String id) {
        int dash = id.indexOf('-');
        return dash < 0
                ? of(owner, id, 1)
                : of(owner, id.substring(0, dash), later(id.substring(dash + 1)));
    }

    private static LogName of(Oin owner, String base, int generation) {
        return new LogName(
                owner, base.equals(NODE) ? Optional.empty() : Optional.of(base), generation);
    }

    private static int later(String number) {
        if (!NUMBER.matcher(number).matches() || number.equals("1")) {
            throw new IllegalArgumentException("the first generation has no number");
        }
        return Integer.parseInt(number);
    }

    /**
     * The log among the logs of its owner: the convenant hash, or {@code node}; from the second
     * generation on with its number, {@code node-2}. One segment of an address.
     */
    public String id() {
        return base() + (generation == 1 ? "" : "-" + generation);
    }

    /**
     * The name in checkpoints, unique among all parties: {@code <oin>/<convenant hash>} or {@code
     * <oin>/node}, from the second generation on {@code <oin>/<...>/<n>}.
     */
    public String origin() {
        return owner.value() + "/" + base() + (generation == 1 ? "" : "/" + generation);
    }

    private String base() {
        return convenantHash.orElse(NODE);
    }

    @Override
    public String toString() {
        return origin();
    }
}
