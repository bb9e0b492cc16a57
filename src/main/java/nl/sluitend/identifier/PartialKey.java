package nl.sluitend.identifier;

import java.util.List;

/**
 * A {@link DemographicKey} without one of its parts. Every one has the full birth date and all
 * initials, and the surname or the postcode. It fits a twin or a namesake too, so what it finds is
 * probable and no more.
 */
public final class PartialKey extends MatchingKey {

    private final KeyKind kind;
    private final List<String> fields;

    PartialKey(KeyKind kind, String birthDate, String initials, String other) {
        if (!kind.isPartial()) {
            throw new IllegalArgumentException(kind + " is not of the partial tier");
        }
        this.kind = kind;
        this.fields = List.of(birthDate, initials, other);
    }

    @Override
    public KeyKind kind() {
        return kind;
    }

    @Override
    List<String> fields() {
        return fields;
    }
}
