package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.DemographicKey;
import nl.sluitend.identifier.Initials;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.identifier.PgnKey;
import nl.sluitend.identifier.Postcode4;
import nl.sluitend.identifier.Surname;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.intake.AgeBand;

/**
 * One pupil of a test vector: known by a number, or by names in the lanes that are about those.
 *
 * @param lane that it enters
 */
record VectorPupil(JsonNode input, String lane) {

    private static final String NUMBER = "bsn";
    private static final List<String> NAMES =
            List.of("birthDate", "surname", "initials", "postcode4");

    /** The encoded matching key. */
    Octets key() {
        return Octets.of(
                input.has(NUMBER)
                        ? new PgnKey(valid(Bsn.parse(text(NUMBER)))).encode()
                        : byName().encode());
    }

    private MatchingKey byName() {
        var whole =
                new DemographicKey(
                        LocalDate.parse(text("birthDate")),
                        valid(Surname.parse(text("surname"))),
                        valid(Initials.parse(text("initials"))),
                        valid(Postcode4.parse(text("postcode4"))));
        return Stream.concat(Stream.of(whole), whole.partial().stream())
                .filter(key -> key.kind().name().equals(lane))
                .findFirst()
                .orElseThrow();
    }

    private String text(String member) {
        return input.path(member).asText();
    }

    private static <T> T valid(Checked<T> checked) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> value;
            case Checked.Invalid<T>(String expectation) -> throw new AssertionError(expectation);
        };
    }

    /** The members by which the pupil is known. */
    ObjectNode identity() {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        if (input.has(NUMBER)) {
            return identity.put(NUMBER, text(NUMBER));
        }
        NAMES.forEach(name -> identity.put(name, text(name)));
        return identity;
    }

    Optional<AgeBand> ageBand() {
        return Optional.ofNullable(input.path("ageBand").textValue()).map(AgeBand::valueOf);
    }

    /** Whether the pupil was on the PGN list of this run. */
    boolean wasInPgnLane() {
        return input.path("wasInPgnLane").asBoolean();
    }

    /** Whether the party knows that people on both sides confirmed the pair. */
    boolean isConfirmed() {
        return input.path("confirmed").asBoolean();
    }

    /** What the party knows of the pupil. */
    SortedMap<String, String> fields() {
        var values = new TreeMap<String, String>();
        input.path("fields")
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }
}
