package nl.sluitend.reconciliation;

import java.util.Optional;
import nl.sluitend.psi.FieldComparison;

/**
 * What one field says of a registration that matched.
 *
 * @param received what the counterpart gave, if it knows; personal, so that it prints masked
 * @param changed whether the change that this is part of is about this field
 */
record FieldFinding(
        String name, FieldComparison comparison, Optional<String> received, boolean changed) {

    boolean differs() {
        return comparison == FieldComparison.DIFFERS;
    }

    FieldFinding withChanged(boolean now) {
        return new FieldFinding(name, comparison, received, now);
    }

    @Override
    public String toString() {
        return "FieldFinding[" + name + ", masked]";
    }
}
