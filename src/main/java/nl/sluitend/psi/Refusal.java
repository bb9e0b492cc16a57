package nl.sluitend.psi;

/**
 * A check that failed.
 *
 * @param detail English, about the message that came in; never about own data, so that it is no
 *     oracle (finding 30)
 */
public record Refusal(RefusalType type, String detail) {}
