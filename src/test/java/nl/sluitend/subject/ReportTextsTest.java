package nl.sluitend.subject;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Ending;
import nl.sluitend.reconciliation.Comparisons.Comparison;
import nl.sluitend.reconciliation.Comparisons.Counted;
import nl.sluitend.registration.HeldRegistration;
import nl.sluitend.registration.intake.Category;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a data subject is told of a session claims neither more nor less than what is known. */
class ReportTextsTest {

    private static final String SWV = "SWV Polderland";

    @Test
    void whatBothAgreedOnIsTold() {
        assertThat(told(session(Ending.AGREED, true, true), "matched"))
                .contains("Het kind staat op beide lijsten");
        assertThat(told(session(Ending.AGREED, true, false), "not-held-by-receiver"))
                .contains("Volgens de uitkomst staat het kind niet op de lijst van SWV Polderland");
        assertThat(told(session(Ending.AGREED, true, true), null))
                .as("the entry was erased, the list is still there")
                .contains("Het kind staat op beide lijsten");
    }

    @Test
    void whoMayKnowIsSaidToo() {
        for (Ending ending : new Ending[] {Ending.ABORTED_EXPOSED, Ending.DISPUTED}) {
            assertThat(told(session(ending, true, null), "matched"))
                    .contains("kan wel weten of het kind op beide lijsten staat");
            assertThat(told(session(ending, true, null), null))
                    .contains("kan wel weten of het kind op beide lijsten staat");
        }
        assertThat(told(session(Ending.ABORTED_CLEAN, false, null), null))
                .contains("gestopt voordat SWV Polderland iets kon vergelijken");
        assertThat(told(session(null, true, null), null)).contains("nog bezig");
    }

    @Test
    void anEntryWithoutSessionTellsWhatItHoldsOrThatThatWasErased() {
        assertThat(ReportTexts.learned(Optional.empty(), Optional.of("matched"), SWV))
                .contains("Het kind staat op beide lijsten");
        assertThat(ReportTexts.learned(Optional.empty(), Optional.empty(), SWV))
                .contains("is gewist");
    }

    @Test
    void whatBothSignedIsToldWhateverBecameOfTheFields() {
        for (Ending ending : new Ending[] {Ending.FIELDS_WITHHELD, Ending.FIELDS_EXPOSED}) {
            assertThat(told(session(ending, true, true), "matched"))
                    .contains("Het kind staat op beide lijsten");
        }
    }

    @Test
    void whichFieldsWereGivenIsToldAndWhetherTheOtherSignedForThem() {
        Optional<List<String>> fields = Optional.of(List.of("lead", "startDate"));
        assertThat(given(fields, Ending.AGREED))
                .contains("wie de regie heeft, de eerste dag van het verzuim")
                .doesNotContain("niet getekend");
        assertThat(given(fields, Ending.FIELDS_EXPOSED))
                .contains("SWV Polderland heeft niet getekend");
        assertThat(given(Optional.of(List.of()), Ending.AGREED)).contains("wisten niets");
        assertThat(given(Optional.empty(), Ending.AGREED)).contains("is gewist");
    }

    @Test
    void whoIsShieldedIsToldThatTheRegisterKnowsThatAndNobodyElseReadsOfIt() {
        assertThat(ReportTexts.facts(held(true)))
                .filteredOn(fact -> fact.name().equals("Beschermd"))
                .singleElement()
                .extracting(AccessReport.Fact::value)
                .asString()
                .contains("geheim adres of opvang", "doet nooit mee");
        assertThat(ReportTexts.facts(held(false)))
                .extracting(AccessReport.Fact::name)
                .doesNotContain("Beschermd");
    }

    private static HeldRegistration held(boolean shielded) {
        return new HeldRegistration(
                UUID.randomUUID(),
                "leerplicht",
                "K-1",
                Category.DREIGEND,
                LocalDate.of(2026, 9, 1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                shielded,
                Optional.empty());
    }

    private static String given(Optional<List<String>> fields, Ending ending) {
        return ReportTexts.fields(fields, Optional.of(session(ending, true, true)), SWV);
    }

    private static String told(Comparison session, @Nullable String outcome) {
        return ReportTexts.learned(Optional.of(session), Optional.ofNullable(outcome), SWV);
    }

    private static Comparison session(
            @Nullable Ending ending, boolean exposed, @Nullable Boolean matched) {
        return new Comparison(
                new UUID(1, 1),
                "5f".repeat(32),
                new Oin("00000099000000002000"),
                "doel",
                "PGN",
                Instant.EPOCH,
                Optional.ofNullable(ending),
                exposed,
                Optional.ofNullable(matched),
                Counted.NOBODY);
    }
}
