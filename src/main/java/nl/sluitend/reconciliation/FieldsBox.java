package nl.sluitend.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.oprf.LengthPrefixed;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.FieldComparison;
import nl.sluitend.psi.Octets;

/** Fields of a registration as the database keeps them: sealed by the key store, to their row. */
@ApplicationScoped
class FieldsBox {

    private final KeyRing keys;

    FieldsBox(KeyRing keys) {
        this.keys = keys;
    }

    /** Sealed; nothing when there are no fields. */
    Optional<Octets> seal(String convenant, UUID registration, List<FieldFinding> fields) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        byte[] plain = CanonicalJson.bytes(fields.stream().map(FieldsBox::members).toList());
        return Optional.of(Octets.of(keys.wrap(plain, place(convenant, registration))));
    }

    private static Map<String, Object> members(FieldFinding field) {
        Map<String, Object> members = new TreeMap<>();
        members.put("name", field.name());
        members.put("comparison", field.comparison().name());
        field.received().ifPresent(value -> members.put("received", value));
        members.put("changed", field.changed());
        return members;
    }

    /** What {@link #seal} sealed. */
    List<FieldFinding> open(String convenant, UUID registration, Optional<Octets> sealed) {
        List<FieldFinding> fields = new ArrayList<>();
        if (sealed.isPresent()) {
            byte[] plain = keys.unwrap(sealed.get().toByteArray(), place(convenant, registration));
            try {
                for (JsonNode field : CanonicalJson.parse(plain)) {
                    fields.add(
                            new FieldFinding(
                                    field.path("name").asText(),
                                    FieldComparison.valueOf(field.path("comparison").asText()),
                                    Optional.ofNullable(field.path("received").textValue()),
                                    field.path("changed").asBoolean()));
                }
            } catch (JsonRefusedException e) {
                throw new IllegalStateException("sealed fields cannot be read", e);
            }
        }
        return fields;
    }

    private static byte[] place(String convenant, UUID registration) {
        return LengthPrefixed.of(
                LengthPrefixed.utf8("sluitend/v1/outcome-fields"),
                LengthPrefixed.utf8(convenant),
                LengthPrefixed.utf8(registration.toString()));
    }
}
