package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.registration.intake.AgeBand;
import nl.sluitend.registration.intake.Category;
import nl.sluitend.registration.intake.SchoolType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    private static final Scope PO =
            new Scope(
                    new Period.SchoolYear(2022),
                    Set.of(Sector.PO),
                    Set.of(Category.ABSOLUUT_VERZUIM),
                    Set.of("GM0202", "Rheden"));

    private static Scope.Candidate candidate(
            String start,
            @Nullable String end,
            @Nullable String ended,
            @Nullable String schoolType,
            @Nullable String municipality) {
        return new Scope.Candidate(
                Category.ABSOLUUT_VERZUIM,
                LocalDate.parse(start),
                Optional.ofNullable(end).map(LocalDate::parse),
                Optional.ofNullable(ended).map(LocalDate::parse),
                Optional.empty(),
                Optional.ofNullable(schoolType).map(SchoolType::valueOf),
                Optional.ofNullable(municipality),
                Optional.empty(),
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-08-01, , , true",
        "2023-07-31, , , true",
        "2023-08-01, , , false",
        "2020-01-01, 2022-08-01, , true",
        "2020-01-01, 2022-07-31, , false",
        "2020-01-01, , 2022-08-02, true",
        "2020-01-01, , 2022-08-01, false"
    })
    void onlyWhatOverlapsTheSchoolYearIsInScope(
            String start, @Nullable String end, @Nullable String ended, boolean inScope) {
        assertThat(PO.leavesOut(candidate(start, end, ended, "BAO", "0202")))
                .isEqualTo(
                        inScope
                                ? Optional.empty()
                                : Optional.of(ExclusionReason.OUT_OF_SCOPE_PERIOD));
    }

    @ParameterizedTest
    @CsvSource({
        "BAO, ",
        "SBAO, ",
        "SO, ",
        "VSO, OUT_OF_SCOPE_SECTOR",
        "PRO, OUT_OF_SCOPE_SECTOR",
        "VMBO, OUT_OF_SCOPE_SECTOR",
        "HAVO, OUT_OF_SCOPE_SECTOR",
        "VWO, OUT_OF_SCOPE_SECTOR",
        "MBO, NOBODY_ANSWERS",
        "GEEN, NOBODY_ANSWERS",
        ", OUT_OF_SCOPE_SECTOR"
    })
    void sectorFollowsFromTheSchoolType(
            @Nullable String schoolType, @Nullable ExclusionReason reason) {
        assertThat(PO.leavesOut(candidate("2022-09-01", null, null, schoolType, "0202")))
                .isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void municipalityIsACodeOrAName() {
        assertThat(PO.leavesOut(candidate("2022-09-01", null, null, "BAO", "RHEDEN"))).isEmpty();
        assertThat(PO.leavesOut(candidate("2022-09-01", null, null, "BAO", "0203")))
                .contains(ExclusionReason.OUT_OF_SCOPE_MUNICIPALITY);
        assertThat(PO.leavesOut(candidate("2022-09-01", null, null, "BAO", null)))
                .contains(ExclusionReason.OUT_OF_SCOPE_MUNICIPALITY);
    }

    @Test
    void otherCategoryIsOutOfScope() {
        Scope other = new Scope(PO.period(), Set.of(), Set.of(Category.DREIGEND), Set.of());

        assertThat(other.leavesOut(candidate("2022-09-01", null, null, "BAO", "0202")))
                .contains(ExclusionReason.OUT_OF_SCOPE_CATEGORY);
    }

    @Test
    void categoryAboutHealthWithoutAnExceptionIsOutOfScopeByItsOwnReason() {
        Set<Category> both = Set.of(Category.ABSOLUUT_VERZUIM, Category.DREIGEND);
        for (Set<Category> withheld : List.of(Set.of(Category.ABSOLUUT_VERZUIM), both)) {
            Scope scope =
                    new Scope(PO.period(), Set.of(), both, withheld, Set.of(), Set.of(), false);
            assertThat(scope.leavesOut(candidate("2022-09-01", null, null, "BAO", "0202")))
                    .contains(ExclusionReason.OUT_OF_SCOPE_SPECIAL_CATEGORY);
        }
        Scope other =
                new Scope(
                        PO.period(),
                        Set.of(),
                        both,
                        Set.of(Category.DREIGEND),
                        Set.of(),
                        Set.of(),
                        false);
        assertThat(other.leavesOut(candidate("2022-09-01", null, null, "BAO", "0202"))).isEmpty();
    }

    @Test
    void ageIsTheBandOfTheLastDeliveryAndUnknownIsOutsideANamedOne() {
        Scope young = ofAges(AgeBand.UNDER_12, AgeBand.FROM_12_TO_15);
        assertThat(young.leavesOut(aged(Optional.of(AgeBand.UNDER_12), false))).isEmpty();
        assertThat(young.leavesOut(aged(Optional.of(AgeBand.FROM_16_TO_17), false)))
                .contains(ExclusionReason.OUT_OF_SCOPE_AGE);
        assertThat(young.leavesOut(aged(Optional.empty(), false)))
                .contains(ExclusionReason.OUT_OF_SCOPE_AGE);
        assertThat(ofAges().leavesOut(aged(Optional.empty(), false))).isEmpty();
    }

    @Test
    void whoIsShieldedStaysOutOfEveryScopeByThatReason() {
        assertThat(ofAges().leavesOut(aged(Optional.of(AgeBand.UNDER_12), true)))
                .contains(ExclusionReason.OUT_OF_SCOPE_SHIELDED);
        assertThat(ofAges(AgeBand.FROM_18).leavesOut(aged(Optional.empty(), true)))
                .contains(ExclusionReason.OUT_OF_SCOPE_SHIELDED);
    }

    /** Nobody answers for who is enrolled nowhere, unless the convenant says who does. */
    @ParameterizedTest
    @CsvSource({
        "false, BAO, false, NOBODY_ANSWERS",
        "false, BAO, true, ",
        "false, VMBO, true, OUT_OF_SCOPE_SECTOR",
        "false, MBO, true, NOBODY_ANSWERS",
        "false, , true, NOBODY_ANSWERS",
        "true, BAO, false, ",
        ", BAO, false, "
    })
    void whoIsEnrolledNowhereTakesPartOnlyWhenTheConvenantSaysWhoAnswers(
            @Nullable Boolean enrolled,
            @Nullable String schoolType,
            boolean lastSchoolAnswers,
            @Nullable ExclusionReason reason) {
        Scope scope =
                new Scope(
                        new Period.Always(),
                        Set.of(Sector.PO),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        lastSchoolAnswers);
        var candidate =
                new Scope.Candidate(
                        Category.ABSOLUUT_VERZUIM,
                        LocalDate.of(2022, 9, 1),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(enrolled),
                        Optional.ofNullable(schoolType).map(SchoolType::valueOf),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        assertThat(scope.leavesOut(candidate)).isEqualTo(Optional.ofNullable(reason));
    }

    private static Scope ofAges(AgeBand... bands) {
        return new Scope(
                new Period.Always(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(bands), false);
    }

    private static Scope.Candidate aged(Optional<AgeBand> band, boolean shielded) {
        return new Scope.Candidate(
                Category.DREIGEND,
                LocalDate.of(2022, 9, 1),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                band,
                shielded);
    }

    @Test
    void schoolYearStartsInAugust() {
        assertThat(Period.SchoolYear.of(LocalDate.of(2023, 7, 31)))
                .isEqualTo(new Period.SchoolYear(2022));
        assertThat(Period.SchoolYear.of(LocalDate.of(2023, 8, 1)))
                .isEqualTo(new Period.SchoolYear(2023));
    }
}
