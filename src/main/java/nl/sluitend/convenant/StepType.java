package nl.sluitend.convenant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a party can sign about a convenant (as in FSC Core: accept, reject, revoke). */
public enum StepType {
    ACCEPT,
    REJECT,
    REVOKE;

    /** How it is written in a signed step. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with that wire name. */
    public static Optional<StepType> find(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName().equals(wireName)).findFirst();
    }
}
