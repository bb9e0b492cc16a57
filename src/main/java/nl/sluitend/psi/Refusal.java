package nl.sluitend.psi;

import java.util.Optional;

/**
 * A check that failed.
 *
 * @param detail English, about the message that came in; never about own data, so that it is no
 *     oracle (finding 30)
 * @param rule name of the rule of the convenant that it broke, if it was one
 */
public record Refusal(RefusalType type, String detail, Optional<String> rule) {

    /** A refusal by the protocol itself. */
    public Refusal(RefusalType type, String detail) {
        this(type, detail, Optional.empty());
    }
}
