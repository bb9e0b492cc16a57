package nl.sluitend.reconciliation;

import io.restassured.http.ContentType;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import nl.sluitend.NodeClient;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.DemographicKey;
import nl.sluitend.identifier.Initials;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.identifier.Postcode4;
import nl.sluitend.identifier.Surname;

/**
 * A test pupil as one register writes it down.
 *
 * @param number which of the pupils with a number; none in a register without numbers
 */
record NamedPupil(
        LocalDate birthDate,
        String surname,
        String initials,
        String postcode4,
        OptionalInt number) {

    private static final LocalDate FIRST = LocalDate.of(2012, 1, 1);

    /**
     * A pupil of a test of its own: nobody else is born that day.
     *
     * @param day from 1000 to 1399
     */
    static NamedPupil of(int day) {
        return new NamedPupil(
                FIRST.plusDays(day), "Waterschoot", "J.P.", "9901", OptionalInt.empty());
    }

    NamedPupil movedTo(String other) {
        return new NamedPupil(birthDate, surname, initials, other, number);
    }

    NamedPupil called(String other) {
        return new NamedPupil(birthDate, other, initials, postcode4, number);
    }

    NamedPupil withInitials(String other) {
        return new NamedPupil(birthDate, surname, other, postcode4, number);
    }

    NamedPupil numbered(int other) {
        return new NamedPupil(birthDate, surname, initials, postcode4, OptionalInt.of(other));
    }

    /** Its key of one kind. */
    byte[] key(KeyKind kind) {
        var whole =
                new DemographicKey(
                        birthDate,
                        valid(Surname.parse(surname)),
                        valid(Initials.parse(initials)),
                        valid(Postcode4.parse(postcode4)));
        MatchingKey key =
                whole.partial().stream()
                        .map(MatchingKey.class::cast)
                        .filter(one -> one.kind() == kind)
                        .findFirst()
                        .orElse(whole);
        return key.encode();
    }

    /** Registers it at the node. */
    void register(String reference) {
        Map<String, Object> members =
                new HashMap<>(
                        Map.of(
                                "reference",
                                reference,
                                "birthDate",
                                birthDate.toString(),
                                "surname",
                                surname,
                                "initials",
                                initials,
                                "postcode4",
                                postcode4,
                                "category",
                                "ABSOLUUT_VERZUIM",
                                "startDate",
                                "2026-09-01"));
        number.ifPresent(i -> members.put("bsn", ReconciliationFixture.bsn(i)));
        NodeClient.given()
                .contentType(ContentType.JSON)
                .body(members)
                .post("/v1/registrations")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
    }

    private static <T> T valid(Checked<T> checked) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> value;
            case Checked.Invalid<T>(String expectation) -> throw new AssertionError(expectation);
        };
    }
}
