package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Onderwijsnummer;
import nl.sluitend.identifier.PgnKey;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.Mode;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.oprf.Suite;
import nl.sluitend.party.KeyRing;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.FrozenRegister.Excluded;
import nl.sluitend.registration.FrozenRegister.FrozenPupil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RegisterTest {

    private static final Suite SUITE = Suite.RISTRETTO255_SHA512;
    private static final Scope EVERYTHING =
            new Scope(new Period.SchoolYear(2025), Set.of(), Set.of(), Set.of());

    @Inject Register register;
    @Inject RegistrationOperations operations;
    @Inject Rotation rotation;
    @Inject KeyRing keyRing;

    @BeforeEach
    void clear() {
        RegisterDatabase.clear();
    }

    private void put(String reference, @Nullable String bsn, @Nullable String surname) {
        operations.put(
                "source-a",
                new RegistrationBody(
                        reference,
                        bsn,
                        null,
                        null,
                        null,
                        null,
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
                        null));
    }

    private static FreezeRequest request(KeyKind kind) {
        return new FreezeRequest(kind, SUITE, "1", EVERYTHING, Map.of(), Set.of(), 1_000);
    }

    private Map<String, ExclusionReason> excluded(FrozenRegister frozen) {
        Map<UUID, SourceReference> references =
                register.references(
                        frozen.excluded().stream().map(Excluded::registrationId).toList());
        return frozen.excluded().stream()
                .collect(
                        Collectors.toMap(
                                e ->
                                        Objects.requireNonNull(references.get(e.registrationId()))
                                                .reference(),
                                Excluded::reason));
    }

    @Test
    void pointIsTheRegistrationKeyTimesTheHashedKey() throws Exception {
        put("r-1", TestPupils.bsn(0), null);

        FrozenPupil pupil = register.freeze(request(KeyKind.PGN)).inScope().getFirst();

        Group group = Group.of(SUITE);
        byte[] encoded = new PgnKey(Bsn.parse(TestPupils.bsn(0)).orThrow()).encode();
        try (Scalar rho = register.registrationKey(KeyKind.PGN, SUITE)) {
            assertThat(pupil.point().toByteArray())
                    .isEqualTo(group.multiply(rho, group.hashToGroup(Mode.VOPRF, encoded)));
        }
    }

    @Test
    void keysOfTwoKindsAreIndependent() {
        try (Scalar pgn = register.registrationKey(KeyKind.PGN, SUITE);
                Scalar demographic = register.registrationKey(KeyKind.DEMOGRAPHIC, SUITE)) {
            assertThat(pgn.encode()).isNotEqualTo(demographic.encode());
        }
    }

    @Test
    void registrationsWithAnEqualKeyAreOnePupil() throws Exception {
        put("r-1", TestPupils.bsn(0), null);
        put("r-2", TestPupils.bsn(0), null);
        put("r-3", TestPupils.bsn(1), null);

        FrozenRegister frozen = register.freeze(request(KeyKind.PGN));

        assertThat(frozen.inScope())
                .extracting(pupil -> pupil.registrationIds().size())
                .containsExactlyInAnyOrder(2, 1);
        assertThat(frozen.inScope()).extracting(FrozenPupil::point).isSorted();
        assertThat(frozen.excluded()).isEmpty();
    }

    @Test
    void registrationWithoutTheKeyIsKeyMissing() throws Exception {
        put("r-1", null, "Jansen");
        put("r-2", TestPupils.bsn(1), null);

        assertThat(excluded(register.freeze(request(KeyKind.PGN))))
                .isEqualTo(Map.of("r-1", ExclusionReason.KEY_MISSING));
        assertThat(excluded(register.freeze(request(KeyKind.DEMOGRAPHIC))))
                .isEqualTo(Map.of("r-2", ExclusionReason.KEY_MISSING));
    }

    @Test
    void pointOfAnotherSuiteOrVersionIsKeyMissing() throws Exception {
        put("r-1", TestPupils.bsn(0), null);

        FreezeRequest other =
                new FreezeRequest(KeyKind.PGN, SUITE, "2", EVERYTHING, Map.of(), Set.of(), 1_000);

        assertThat(excluded(register.freeze(other)))
                .isEqualTo(Map.of("r-1", ExclusionReason.KEY_MISSING));
    }

    @Test
    void demographicKeyOfTwoPupilsIsAmbiguous() throws Exception {
        put("r-1", TestPupils.bsn(0), "Jansen");
        put("r-2", TestPupils.bsn(1), "Jansen");
        put("r-3", TestPupils.bsn(2), "Smit");
        put("r-4", TestPupils.bsn(2), "Smit");

        FrozenRegister frozen = register.freeze(request(KeyKind.DEMOGRAPHIC));

        assertThat(excluded(frozen))
                .isEqualTo(
                        Map.of(
                                "r-1", ExclusionReason.AMBIGUOUS,
                                "r-2", ExclusionReason.AMBIGUOUS));
        assertThat(frozen.inScope()).hasSize(1);
    }

    @Test
    void pupilStaysOutWithAnyOneOfItsRegistrations() throws Exception {
        put("r-1", TestPupils.bsn(0), null);
        put("r-2", TestPupils.bsn(0), null);
        UUID one =
                register.freeze(request(KeyKind.PGN))
                        .inScope()
                        .getFirst()
                        .registrationIds()
                        .getFirst();

        FrozenRegister frozen =
                register.freeze(
                        new FreezeRequest(
                                KeyKind.PGN,
                                SUITE,
                                "1",
                                EVERYTHING,
                                Map.of(one, ExclusionReason.OBJECTION),
                                Set.of(one),
                                1_000));

        assertThat(frozen.inScope()).isEmpty();
        assertThat(frozen.excluded())
                .hasSize(2)
                .allMatch(e -> e.reason() == ExclusionReason.OBJECTION);
        assertThat(frozen.removed()).isEqualTo(1);
    }

    @Test
    void moreThanTheCapIsRefused() {
        put("r-1", TestPupils.bsn(0), null);
        put("r-2", TestPupils.bsn(1), null);

        assertThatThrownBy(
                        () ->
                                register.freeze(
                                        new FreezeRequest(
                                                KeyKind.PGN,
                                                SUITE,
                                                "1",
                                                EVERYTHING,
                                                Map.of(),
                                                Set.of(),
                                                1)))
                .isInstanceOfSatisfying(
                        RegisterRefusedException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(RegisterRefusedException.Reason.TOO_MANY));
    }

    @Test
    void rowThatSomebodyMultipliedIsFoundBeforeAnythingIsSent() throws Exception {
        put("r-1", TestPupils.bsn(0), null);
        FrozenPupil pupil = register.freeze(request(KeyKind.PGN)).inScope().getFirst();
        Group group = Group.of(SUITE);
        try (Scalar c = group.hashToScalar(new byte[] {3}, new byte[] {4})) {
            byte[] forged = group.multiply(c, pupil.point().toByteArray());
            RegisterDatabase.execute(
                    "update keyed_point set point = '\\x" + Octets.of(forged).hex() + "'");
        }

        assertThatThrownBy(() -> register.freeze(request(KeyKind.PGN)))
                .isInstanceOfSatisfying(
                        RegisterRefusedException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(RegisterRefusedException.Reason.TAMPERED));
    }

    @Test
    void rotationBringsEveryPointUnderTheNewKeyAndStopsFreezingUntilThen() throws Exception {
        put("r-1", TestPupils.bsn(0), "Jansen");
        put("r-2", TestPupils.bsn(1), null);
        byte[] before =
                register.freeze(request(KeyKind.PGN)).inScope().getFirst().point().toByteArray();
        keyRing.addRegistrationSeed();

        assertThatThrownBy(() -> register.freeze(request(KeyKind.PGN)))
                .isInstanceOf(RegisterRefusedException.class);
        assertThat(rotation.run()).isEqualTo(5);
        assertThat(rotation.run()).isZero();

        FrozenRegister after = register.freeze(request(KeyKind.PGN));
        assertThat(after.inScope()).hasSize(2);
        assertThat(after.inScope())
                .extracting(pupil -> pupil.point().toByteArray())
                .doesNotContain(before);
        Group group = Group.of(SUITE);
        byte[] encoded = new PgnKey(Bsn.parse(TestPupils.bsn(0)).orThrow()).encode();
        try (Scalar rho = register.registrationKey(KeyKind.PGN, SUITE)) {
            assertThat(after.inScope())
                    .extracting(FrozenPupil::point)
                    .contains(
                            Octets.of(group.multiply(rho, group.hashToGroup(Mode.VOPRF, encoded))));
        }
    }

    @Test
    void aPointThatWasPutAsideIsFoundUnderTheKeyOfNowAfterRotations() throws Exception {
        put("r-0", TestPupils.bsn(0), null);
        Octets before = register.freeze(request(KeyKind.PGN)).inScope().getFirst().point();
        Group group = Group.of(SUITE);
        Octets old;
        try (Scalar rho = register.registrationKey(KeyKind.PGN, SUITE)) {
            old = Octets.of(group.multiplyBase(rho));
        }
        assertThat(register.underCurrentKey(KeyKind.PGN, SUITE, old, before))
                .contains(new Register.Moved(old, before));
        keyRing.addRegistrationSeed();
        rotation.run();

        Octets now = register.freeze(request(KeyKind.PGN)).inScope().getFirst().point();
        Register.Moved moved =
                register.underCurrentKey(KeyKind.PGN, SUITE, old, before).orElseThrow();
        assertThat(moved.point()).isEqualTo(now);
        assertThat(register.underCurrentKey(KeyKind.PGN, SUITE, moved.registrationKey(), now))
                .contains(moved);
        assertThat(register.underCurrentKey(KeyKind.PGN, SUITE, before, now))
                .as("a key that the key store does not hold")
                .isEmpty();
        assertThat(register.freeze(withdrawn(now)).excluded())
                .extracting(Excluded::reason)
                .containsExactly(ExclusionReason.WITHDRAWN);
        assertThat(register.freeze(withdrawn(before)).inScope()).hasSize(1);
    }

    private static FreezeRequest withdrawn(Octets point) {
        return new FreezeRequest(
                KeyKind.PGN,
                SUITE,
                "1",
                EVERYTHING,
                Map.of(),
                Map.of(point, ExclusionReason.WITHDRAWN),
                Set.of(),
                1_000);
    }

    @Test
    void vervangGivesAllRegistrationsOfThePupilTheBsn() throws Exception {
        String onderwijsnummer = "100000009";
        for (int last = 0; ; last++) {
            onderwijsnummer = "1000000%02d".formatted(last);
            if (Onderwijsnummer.parse(onderwijsnummer) instanceof Checked.Valid) {
                break;
            }
        }
        operations.put("source-a", withOnderwijsnummer("r-1", onderwijsnummer));
        operations.put("source-b", withOnderwijsnummer("r-1", onderwijsnummer));
        put("r-2", TestPupils.bsn(3), null);

        operations.vervang(
                "source-a",
                new RegistrationResource.VervangBody(
                        onderwijsnummer, TestPupils.bsn(3), "melding van de BRP"));

        assertThat(register.freeze(request(KeyKind.PGN)).inScope())
                .as("the pupil of source-a, and that of source-b under the old number")
                .extracting(pupil -> pupil.registrationIds().size())
                .containsExactlyInAnyOrder(2, 1);
        assertThatThrownBy(
                        () ->
                                operations.vervang(
                                        "source-a",
                                        new RegistrationResource.VervangBody("1", null, " ")))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem().errors()).hasSize(3));
    }

    private static RegistrationBody withOnderwijsnummer(String reference, String number) {
        return new RegistrationBody(
                reference,
                null,
                number,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "DREIGEND",
                "2025-09-01",
                null,
                true,
                "VMBO",
                "9901",
                null,
                null,
                null,
                null);
    }

    @Test
    void deletedRegistrationIsGoneWithItsPoints() throws Exception {
        put("r-1", TestPupils.bsn(0), null);

        operations.delete("source-b", "r-1");
        assertThat(register.freeze(request(KeyKind.PGN)).inScope()).hasSize(1);
        operations.delete("source-a", "r-1");
        operations.delete("source-a", "r-1");

        assertThat(register.freeze(request(KeyKind.PGN)).inScope()).isEmpty();
        assertThat(RegisterDatabase.number("select count(*) from keyed_point")).isZero();
    }

    @Test
    void correctedRegistrationKeepsItsPlaceAndGetsItsNewKey() throws Exception {
        put("r-1", TestPupils.bsn(0), null);
        UUID before =
                register.freeze(request(KeyKind.PGN))
                        .inScope()
                        .getFirst()
                        .registrationIds()
                        .getFirst();

        put("r-1", TestPupils.bsn(1), "Jansen");

        List<FrozenPupil> pupils = register.freeze(request(KeyKind.PGN)).inScope();
        assertThat(pupils).hasSize(1);
        assertThat(pupils.getFirst().registrationIds()).containsExactly(before);
        assertThat(register.freeze(request(KeyKind.DEMOGRAPHIC)).inScope()).hasSize(1);
    }

    @Test
    void scopeOfADayIsItsOwn() throws Exception {
        put("r-1", TestPupils.bsn(0), null);
        Scope before =
                new Scope(
                        new Period.ReferenceDate(LocalDate.of(2025, 8, 31)),
                        Set.of(),
                        Set.of(),
                        Set.of());

        assertThat(
                        excluded(
                                register.freeze(
                                        new FreezeRequest(
                                                KeyKind.PGN,
                                                SUITE,
                                                "1",
                                                before,
                                                Map.of(),
                                                Set.of(),
                                                1_000))))
                .isEqualTo(Map.of("r-1", ExclusionReason.OUT_OF_SCOPE_PERIOD));
    }
}
