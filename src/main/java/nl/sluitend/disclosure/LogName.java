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
 */
public record LogName(Oin owner, Optional<String> convenantHash) {

    private static final String NODE = "node";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public LogName {
        if (convenantHash.isPresent() && !HASH.matcher(convenantHash.get()).matches()) {
            throw new IllegalArgumentException(
                    "a convenant hash is 64 lower-case hexadecimal digits");
        }
    }

    /** The log that this party keeps of its exchanges under one convenant. */
    public static LogName ofConvenant(Oin owner, String convenantHash) {
        return new LogName(owner, Optional.of(convenantHash));
    }

    /** The node log of this party. */
    public static LogName ofNode(Oin owner) {
        return new LogName(owner, Optional.empty());
    }

    /** Reads an origin as {@link #origin()} writes it. */
    public static LogName parse(String origin) throws LogVerificationException {
        int slash = origin.indexOf('/');
        if (slash < 0) {
            throw new LogVerificationException(
                    "the origin of a log is <oin>/<convenant hash> or <oin>/node");
        }
        try {
            return of(new Oin(origin.substring(0, slash)), origin.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new LogVerificationException(
                    "the origin of a log is <oin>/<convenant hash> or <oin>/node", e);
        }
    }

    /**
     * The log with that id.
     *
     * @throws IllegalArgumentException if the id is neither a convenant hash nor {@code node}
     */
    public static LogName of(Oin owner, String id) {
        return id.equals(NODE) ? ofNode(owner) : ofConvenant(owner, id);
    }

    /**
     * The log among the logs of its owner: the convenant hash, or {@code node}. One segment of an
     * address.
     */
    public String id() {
        return convenantHash.orElse(NODE);
    }

    /** The name in checkpoints, unique among all parties: {@code <oin>/<id>}. */
    public String origin() {
        return owner.value() + "/" + id();
    }

    @Override
    public String toString() {
        return origin();
    }
}
