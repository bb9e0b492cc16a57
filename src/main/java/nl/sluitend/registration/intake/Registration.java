package nl.sluitend.registration.intake;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Brin;
import nl.sluitend.identifier.MatchingKey;

/**
 * What a valid line says. Everything but {@code keys} is stored as it is; the keys become points
 * and are forgotten. Still personal data: never printed.
 *
 * @param reference by which the source system recognises its pupil, unique per source system
 * @param keys the complete matching keys, at least one, at most one of a kind
 * @param municipality a CBS code of four digits, or a name
 * @param ageBand as of the day of the import
 * @param shielded whether the pupil has a secret address or is in a shelter (beschermd); empty when
 *     that is not said: then it is as it was said last
 */
public record Registration(
        String reference,
        List<MatchingKey> keys,
        Category category,
        LocalDate startDate,
        Optional<LocalDate> endDate,
        Optional<Boolean> enrolled,
        Optional<SchoolType> schoolType,
        Optional<String> municipality,
        Optional<Brin> brin,
        Optional<SourceKind> source,
        Optional<LocalDate> offerDate,
        Optional<Lead> lead,
        Optional<AgeBand> ageBand,
        Optional<Boolean> shielded) {

    public Registration {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a registration has at least one matching key");
        }
        keys = List.copyOf(keys);
    }

    @Override
    public String toString() {
        return "Registration[masked]";
    }
}
