package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.FrozenRegister.Excluded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of the partial tier: by birth date and initials with the surname or the postcode. */
@QuarkusTest
class PartialKeysTest {

    private static final Scope EVERYTHING =
            new Scope(new Period.SchoolYear(2025), Set.of(), Set.of(), Set.of());

    private static final Set<KeyKind> NAMED =
            EnumSet.range(KeyKind.DEMOGRAPHIC, KeyKind.DEMOGRAPHIC_POSTCODE);

    @Inject Register register;
    @Inject RegistrationOperations operations;
    @Inject Pupils pupils;

    @BeforeEach
    @AfterEach
    void clear() {
        RegisterDatabase.clear();
    }

    private void put(
            String reference,
            @Nullable Integer number,
            String surname,
            String initials,
            String at) {
        operations.put(
                "source-a",
                new RegistrationBody(
                        reference,
                        number == null ? null : TestPupils.bsn(number),
                        null,
                        null,
                        null,
                        null,
                        "2012-05-06",
                        surname,
                        initials,
                        at,
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

    private FrozenRegister freeze(KeyKind kind, Map<Octets, ExclusionReason> stayOut)
            throws RegisterRefusedException {
        return register.freeze(
                new FreezeRequest(
                        kind,
                        Suite.RISTRETTO255_SHA512,
                        "1",
                        EVERYTHING,
                        Map.of(),
                        stayOut,
                        Set.of(),
                        1_000));
    }

    private Map<String, ExclusionReason> excluded(FrozenRegister frozen) {
        Map<UUID, SourceReference> known =
                register.references(
                        frozen.excluded().stream().map(Excluded::registrationId).toList());
        Map<String, ExclusionReason> excluded = new TreeMap<>();
        for (Excluded one : frozen.excluded()) {
            SourceReference reference = known.get(one.registrationId());
            excluded.put(reference == null ? "?" : reference.reference(), one.reason());
        }
        return excluded;
    }

    @Test
    void twins_in_one_register_are_two_pupils() throws Exception {
        put("jan", null, "Jansen", "J.", "6811");
        put("piet", null, "Jansen", "P.", "6811");
        for (KeyKind kind : KeyKind.values()) {
            assertThat(freeze(kind, Map.of()).inScope()).hasSize(NAMED.contains(kind) ? 2 : 0);
        }
    }

    @Test
    void one_key_of_two_whole_names_is_ambiguous_unless_a_number_says_that_it_is_one_child()
            throws Exception {
        put("here", null, "Jansen", "J.", "6811");
        put("moved", null, "Jansen", "J.", "6812");
        put("one", 7, "Smit", "S.", "6811");
        put("also", 7, "Smit", "S.", "6812");
        FrozenRegister frozen = freeze(KeyKind.DEMOGRAPHIC_SURNAME, Map.of());
        assertThat(excluded(frozen))
                .isEqualTo(
                        Map.of(
                                "here", ExclusionReason.AMBIGUOUS,
                                "moved", ExclusionReason.AMBIGUOUS));
        assertThat(frozen.inScope()).hasSize(1);
        assertThat(frozen.inScope().getFirst().registrationIds()).hasSize(2);
    }

    @Test
    void one_key_of_two_numbers_is_ambiguous() throws Exception {
        put("one", 1, "Jansen", "J.", "6811");
        put("other", 2, "Jansen", "J.", "6811");
        put("somebody", 3, "Smit", "J.", "6811");
        assertThat(excluded(freeze(KeyKind.DEMOGRAPHIC_SURNAME, Map.of())))
                .containsOnlyKeys("one", "other");
        assertThat(excluded(freeze(KeyKind.DEMOGRAPHIC_POSTCODE, Map.of())))
                .containsOnlyKeys("one", "other", "somebody");
    }

    @Test
    void a_key_that_was_not_confirmed_stays_out_with_that_reason() throws Exception {
        put("asked", null, "Jansen", "J.", "6811");
        Octets point = freeze(KeyKind.DEMOGRAPHIC_SURNAME, Map.of()).inScope().getFirst().point();
        assertThat(
                        excluded(
                                freeze(
                                        KeyKind.DEMOGRAPHIC_SURNAME,
                                        Map.of(point, ExclusionReason.NOT_CONFIRMED))))
                .isEqualTo(Map.of("asked", ExclusionReason.NOT_CONFIRMED));
    }

    /** A request for access or an objection is about one child, not about its namesake. */
    @Test
    void nobody_is_found_by_a_part_of_a_name() {
        put("meant", null, "Jansen", "J.", "6811");
        put("namesake", 4, "Jansen", "J.", "6812");
        put("neighbour", 5, "Smit", "J.", "6811");
        UUID caseId = UUID.randomUUID();
        assertThat(
                        QuarkusTransaction.requiringNew()
                                .call(() -> pupils.remember(caseId, "source-a", "meant")))
                .isTrue();
        assertThat(pupils.of(caseId).registrations())
                .extracting(HeldRegistration::reference)
                .isEqualTo(List.of("meant"));
    }
}
