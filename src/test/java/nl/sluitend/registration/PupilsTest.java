package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Pgn;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.KeyRing;
import nl.sluitend.registration.FrozenRegister.FrozenPupil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PupilsTest {

    private static final String ONDERWIJSNUMMER = "100000004";
    private static final Scope EVERYTHING =
            new Scope(new Period.SchoolYear(2025), Set.of(), Set.of(), Set.of());

    @Inject Register register;
    @Inject Pupils pupils;
    @Inject RegistrationOperations operations;
    @Inject Rotation rotation;
    @Inject KeyRing keyRing;

    private final UUID caseId = UUID.randomUUID();

    @BeforeEach
    @AfterEach
    void clear() {
        RegisterDatabase.clear();
    }

    @Test
    void a_pupil_is_found_by_number_under_every_reference_and_nobody_else() {
        put("one", 0, null);
        put("two", 0, "Jansen");
        put("other", 1, "Pietersen");
        remember(0);
        assertThat(references()).containsExactlyInAnyOrder("one", "two");
        assertThat(pupils.of(caseId).points())
                .as("number, name and surname; another child has the same initials and postcode")
                .hasSize(3 * keyRing.rhoIds().size());
    }

    @Test
    void of_twins_with_one_name_the_one_is_found_who_was_meant() {
        put("meant", 0, "Jansen");
        put("twin", 1, "Jansen");
        put("no-number", null, "Jansen");
        remember(0);
        assertThat(references()).containsExactlyInAnyOrder("meant", "no-number");
        assertThat(pupils.of(caseId).points()).hasSize(keyRing.rhoIds().size());
    }

    @Test
    void a_pupil_is_found_by_the_reference_of_a_source_system() {
        put("one", null, "Jansen");
        put("two", 3, "Jansen");
        assertThat(rememberReference("one")).isTrue();
        assertThat(references()).containsExactlyInAnyOrder("one", "two");
        assertThat(rememberReference("nowhere")).isFalse();
    }

    @Test
    void of_two_numbers_under_one_name_neither_is_guessed() {
        put("one", null, "Jansen");
        put("two", 3, "Jansen");
        put("three", 4, "Jansen");
        rememberReference("one");
        assertThat(references()).containsExactly("one");
    }

    @Test
    void who_objected_stays_out_of_every_lane_and_comes_back_when_it_is_lifted() throws Exception {
        put("one", 0, "Jansen");
        put("other", 1, "Pietersen");
        remember(0);
        withhold(ExclusionReason.OBJECTION);
        for (KeyKind lane : List.of(KeyKind.PGN, KeyKind.DEMOGRAPHIC)) {
            FrozenRegister frozen = freeze(lane);
            assertThat(inScope(frozen)).containsExactly("other");
            assertThat(frozen.excluded())
                    .extracting(FrozenRegister.Excluded::reason)
                    .containsExactly(ExclusionReason.OBJECTION);
        }
        put("later", 0, null);
        assertThat(inScope(freeze(KeyKind.PGN))).containsExactly("other");
        QuarkusTransaction.requiringNew().run(() -> pupils.forget(caseId));
        assertThat(inScope(freeze(KeyKind.PGN))).containsExactlyInAnyOrder("one", "later", "other");
    }

    @Test
    void an_objection_of_one_twin_leaves_the_other_in() throws Exception {
        put("meant", 0, "Jansen");
        put("twin", 1, "Jansen");
        remember(0);
        withhold(ExclusionReason.RESTRICTION);
        FrozenRegister frozen = freeze(KeyKind.PGN);
        assertThat(inScope(frozen)).containsExactly("twin");
        assertThat(frozen.excluded())
                .extracting(FrozenRegister.Excluded::reason)
                .containsExactly(ExclusionReason.RESTRICTION);
    }

    @Test
    void who_is_in_no_register_yet_stays_out_from_the_first_day() throws Exception {
        remember(0);
        withhold(ExclusionReason.OBJECTION);
        put("new", 0, null);
        assertThat(inScope(freeze(KeyKind.PGN))).isEmpty();
    }

    @Test
    void an_objection_outlives_a_rotation_of_the_registration_key() throws Exception {
        put("one", 0, null);
        remember(0);
        withhold(ExclusionReason.OBJECTION);
        keyRing.addRegistrationSeed();
        assertThat(rotation.run()).isEqualTo(2);
        assertThat(inScope(freeze(KeyKind.PGN))).isEmpty();
        assertThat(
                        RegisterDatabase.number(
                                "select rho_id from case_point where case_id = '" + caseId + "'"))
                .isEqualTo(keyRing.currentRhoId());
        assertThat(references()).containsExactly("one");
    }

    @Test
    void an_objection_outlives_the_replacement_of_an_onderwijsnummer() throws Exception {
        operations.put("source-a", body("one", null, ONDERWIJSNUMMER, null, false));
        rememberReference("one");
        withhold(ExclusionReason.OBJECTION);
        operations.vervang(
                "source-a",
                new RegistrationResource.VervangBody(ONDERWIJSNUMMER, TestPupils.bsn(0), "BRP"));
        assertThat(inScope(freeze(KeyKind.PGN))).isEmpty();
        assertThat(references()).containsExactly("one");
    }

    @Test
    void a_point_that_somebody_changed_stops_every_list() {
        put("one", 0, null);
        put("two", 1, null);
        remember(0);
        withhold(ExclusionReason.OBJECTION);
        RegisterDatabase.execute(
                "update case_point set point = (select point from keyed_point p join registration r"
                        + " on r.id = p.registration_id where r.reference = 'two')");
        assertThatThrownBy(() -> freeze(KeyKind.PGN)).isInstanceOf(RegisterRefusedException.class);
    }

    @Test
    void only_a_right_of_the_pupil_keeps_a_pupil_out() {
        remember(0);
        assertThatThrownBy(() -> withhold(ExclusionReason.AMBIGUOUS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_registrations_of_the_pupil_can_be_deleted_and_no_others() {
        put("one", 0, "Jansen");
        put("other", 1, null);
        remember(0);
        assertThat(QuarkusTransaction.requiringNew().call(() -> pupils.delete(caseId)))
                .isEqualTo(1);
        assertThat(RegisterDatabase.number("select count(*) from registration")).isEqualTo(1);
        assertThat(RegisterDatabase.number("select count(*) from keyed_point")).isEqualTo(1);
    }

    /** One system knows the name and that the pupil is shielded, others know neither. */
    @Test
    void who_is_shielded_in_one_registration_stays_out_of_every_lane_with_all_of_them()
            throws Exception {
        shield("shielded", 0, "Jansen");
        put("number", 0, null);
        put("name", null, "Jansen");
        put("other", 1, "Pietersen");
        for (KeyKind lane : List.of(KeyKind.PGN, KeyKind.DEMOGRAPHIC)) {
            FrozenRegister frozen = freeze(lane);
            assertThat(inScope(frozen)).containsExactly("other");
            assertThat(frozen.excluded())
                    .filteredOn(e -> e.reason() == ExclusionReason.OUT_OF_SCOPE_SHIELDED)
                    .hasSizeGreaterThanOrEqualTo(2);
        }
        put("shielded", 0, "Jansen");
        assertThat(inScope(freeze(KeyKind.PGN)))
                .as("the source system says no longer that the pupil is shielded")
                .containsExactlyInAnyOrder("shielded", "number", "other");
    }

    @Test
    void a_registration_without_the_key_of_the_lane_stays_out_with_its_shielded_pupil()
            throws Exception {
        shield("shielded", 0, null);
        put("both", 0, "Jansen");
        assertThat(inScope(freeze(KeyKind.DEMOGRAPHIC))).isEmpty();
    }

    /** A weekly list that does not have the column must not let the pupil in. */
    @Test
    void a_delivery_that_does_not_say_it_leaves_the_pupil_shielded() throws Exception {
        shield("shielded", 0, "Jansen");
        operations.put("source-b", body("shielded", TestPupils.bsn(0), null, "Jansen", null, null));
        assertThat(inScope(freeze(KeyKind.PGN))).isEmpty();
        put("shielded", 0, "Jansen");
        assertThat(inScope(freeze(KeyKind.PGN))).as("now it is said").containsExactly("shielded");
    }

    /** From the number to the name to the number of the school: three systems, none knows all. */
    @Test
    void whoever_can_be_the_shielded_pupil_by_way_of_other_registrations_stays_out()
            throws Exception {
        shield("shielded", 0, null);
        put("number-and-name", 0, "Jansen");
        school("name-and-school", null, "Jansen", "12345");
        school("school", null, null, "12345");
        school("other", 1, null, "99999");
        assertThat(inScope(freeze(KeyKind.SCHOOL_PUPIL))).containsExactly("other");
        assertThat(freeze(KeyKind.SCHOOL_PUPIL).excluded())
                .as("also those without the key of the lane")
                .extracting(FrozenRegister.Excluded::reason)
                .hasSize(4)
                .containsOnly(ExclusionReason.OUT_OF_SCOPE_SHIELDED);
    }

    @Test
    void a_number_tells_the_twin_of_a_shielded_pupil_apart() throws Exception {
        shield("shielded", 0, "Jansen");
        put("twin", 1, "Jansen");
        assertThat(inScope(freeze(KeyKind.PGN))).containsExactly("twin");
        assertThat(inScope(freeze(KeyKind.DEMOGRAPHIC))).as("under one name").isEmpty();
    }

    /** Which of the two it is nobody knows, and a wrong guess cannot be taken back. */
    @Test
    void without_a_number_both_who_may_be_the_shielded_pupil_stay_out() throws Exception {
        operations.put("source-b", body("shielded", null, null, "Jansen", true));
        put("one", 3, "Jansen");
        put("two", 4, "Jansen");
        put("other", 5, "Pietersen");
        assertThat(inScope(freeze(KeyKind.PGN))).containsExactly("other");
    }

    @Test
    void a_part_of_a_name_makes_nobody_the_shielded_pupil() throws Exception {
        shield("shielded", 0, "Jansen");
        put("other", null, "Pietersen");
        assertThat(inScope(freeze(KeyKind.DEMOGRAPHIC))).containsExactly("other");
    }

    @Test
    void a_point_of_a_shielded_pupil_that_somebody_changed_stops_every_list() {
        shield("shielded", 0, null);
        put("other", 1, null);
        RegisterDatabase.execute(
                "update keyed_point set rho_id = rho_id + 1 where registration_id in"
                        + " (select id from registration where shielded)");
        assertThatThrownBy(() -> freeze(KeyKind.DEMOGRAPHIC))
                .isInstanceOf(RegisterRefusedException.class);
    }

    private void shield(String reference, int number, @Nullable String surname) {
        operations.put("source-b", body(reference, TestPupils.bsn(number), null, surname, true));
    }

    private void put(String reference, @Nullable Integer number, @Nullable String surname) {
        operations.put(
                reference.equals("shielded") ? "source-b" : "source-a",
                body(
                        reference,
                        number == null ? null : TestPupils.bsn(number),
                        null,
                        surname,
                        false));
    }

    /** With the number that a school gave the pupil. */
    private void school(
            String reference,
            @Nullable Integer number,
            @Nullable String surname,
            String leerlingnummer) {
        operations.put(
                "source-c",
                body(
                        reference,
                        number == null ? null : TestPupils.bsn(number),
                        null,
                        surname,
                        leerlingnummer,
                        false));
    }

    private static RegistrationBody body(
            String reference,
            @Nullable String bsn,
            @Nullable String onderwijsnummer,
            @Nullable String surname,
            boolean shielded) {
        return body(reference, bsn, onderwijsnummer, surname, null, shielded);
    }

    private static RegistrationBody body(
            String reference,
            @Nullable String bsn,
            @Nullable String onderwijsnummer,
            @Nullable String surname,
            @Nullable String leerlingnummer,
            @Nullable Boolean shielded) {
        return new RegistrationBody(
                reference,
                bsn,
                onderwijsnummer,
                leerlingnummer == null ? null : "01AB",
                leerlingnummer == null ? null : "00",
                leerlingnummer,
                surname == null ? null : "2012-05-06",
                surname,
                surname == null ? null : "A.",
                surname == null ? null : "6811",
                "DREIGEND",
                "2025-09-01",
                null,
                true,
                "VMBO",
                "9901",
                null,
                null,
                null,
                shielded);
    }

    private void remember(int number) {
        Pgn pgn = Bsn.parse(TestPupils.bsn(number)).orThrow();
        QuarkusTransaction.requiringNew().run(() -> pupils.remember(caseId, pgn));
    }

    private boolean rememberReference(String reference) {
        return QuarkusTransaction.requiringNew()
                .call(() -> pupils.remember(caseId, "source-a", reference));
    }

    private void withhold(ExclusionReason reason) {
        QuarkusTransaction.requiringNew().run(() -> pupils.withhold(caseId, reason));
    }

    private List<String> references() {
        return pupils.of(caseId).registrations().stream().map(HeldRegistration::reference).toList();
    }

    @Test
    void a_number_of_a_school_that_two_pupils_have_is_ambiguous() throws Exception {
        school("one", 3, null, "12345");
        school("two", 4, null, "12345");
        school("same-pupil", 5, null, "67890");
        school("same-pupil-again", 5, null, "67890");
        FrozenRegister frozen = freeze(KeyKind.SCHOOL_PUPIL);
        assertThat(inScope(frozen)).containsExactlyInAnyOrder("same-pupil", "same-pupil-again");
        assertThat(frozen.excluded())
                .extracting(FrozenRegister.Excluded::reason)
                .containsExactly(ExclusionReason.AMBIGUOUS, ExclusionReason.AMBIGUOUS);
    }

    private FrozenRegister freeze(KeyKind kind) throws RegisterRefusedException {
        return register.freeze(
                new FreezeRequest(
                        kind,
                        Suite.RISTRETTO255_SHA512,
                        "1",
                        EVERYTHING,
                        Map.of(),
                        Set.of(),
                        1_000));
    }

    private Set<String> inScope(FrozenRegister frozen) {
        List<UUID> ids =
                frozen.inScope().stream()
                        .map(FrozenPupil::registrationIds)
                        .flatMap(List::stream)
                        .toList();
        Map<UUID, SourceReference> references = register.references(ids);
        return ids.stream()
                .map(references::get)
                .flatMap(found -> Optional.ofNullable(found).stream())
                .map(SourceReference::reference)
                .collect(Collectors.toSet());
    }
}
