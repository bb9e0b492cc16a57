package nl.sluitend.demo.register;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArnhemRegistersTest {

    private final ArnhemRegisters registers = ArnhemRegisters.generate();
    private final ArnhemFigures figures = ArnhemFigures.read();
    private final List<RegisterLine> rbl = registers.firstWeek().of(DemoParty.RBL);
    private final List<RegisterLine> po = registers.firstWeek().of(DemoParty.SWV_PO);
    private final List<RegisterLine> vo = registers.firstWeek().of(DemoParty.SWV_VO);

    @Test
    void theSchoolYearHasThePublishedTotal() {
        assertThat(pupilsOverlapping(ArnhemRegisters.YEAR_START, ArnhemRegisters.YEAR_END))
                .hasSize(figures.total("2022-2023"));
    }

    @Test
    void theYearBeforeHasThePublishedTotal() {
        assertThat(pupilsOverlapping(LocalDate.of(2021, 8, 1), LocalDate.of(2022, 7, 31)))
                .hasSize(figures.total("2021-2022"));
    }

    @Test
    void everyCategoryHasThePublishedTotal() {
        assertThat(countsBy(RegisterLine::category)).isEqualTo(figures.of("category"));
    }

    @Test
    void everyAgeBandHasThePublishedTotal() {
        assertThat(countsBy(line -> AgeBand.inSchoolYear(line.birthDate()).label()))
                .isEqualTo(figures.of("age"));
    }

    @Test
    void everySchoolTypeHasThePublishedTotal() {
        assertThat(countsBy(line -> line.schoolType().publishedRow()))
                .isEqualTo(figures.of("school_type"));
    }

    @Test
    void pupilsOutsideTheYearAreInTheRegisterToo() {
        assertThat(rbl)
                .anyMatch(line -> line.startDate().isAfter(ArnhemRegisters.YEAR_END))
                .anyMatch(
                        line ->
                                line.endDate() != null
                                        && line.endDate().isBefore(ArnhemRegisters.YEAR_START));
    }

    @Test
    void everyBsnIsSyntheticAndPassesTheElevenTest() {
        assertThat(rbl)
                .extracting(RegisterLine::bsn)
                .allMatch(bsn -> bsn.startsWith("9999") && SyntheticNumbers.passesElevenTest(bsn));
        assertThat(SyntheticNumbers.passesElevenTest("999900001")).isFalse();
    }

    @Test
    void aSamenwerkingsverbandHoldsNoBsn() {
        assertThat(po).extracting(RegisterLine::bsn).containsOnlyNulls();
        assertThat(vo).extracting(RegisterLine::bsn).containsOnlyNulls();
    }

    @Test
    void referencesAreUniqueInEachRegisterAndWeek() {
        for (var week : List.of(registers.firstWeek(), registers.secondWeek())) {
            for (DemoParty party : DemoParty.values()) {
                assertThat(week.of(party))
                        .isNotEmpty()
                        .extracting(RegisterLine::reference)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void oneTwinPairIsInBothRegistersUnderOneSurname() {
        assertThat(twins(rbl)).hasSize(2);
        assertThat(twins(po)).isEqualTo(twins(rbl));
    }

    @Test
    void onePupilHasTwoRegistrations() {
        Map<String, Long> registrationsPerPupil =
                rbl.stream().collect(groupingBy(RegisterLine::bsn, counting()));
        assertThat(registrationsPerPupil.values()).containsOnlyOnce(2L).doesNotContain(3L);
    }

    @Test
    void onePupilIsInBothSwvRegisters() {
        Set<String> both = persons(po);
        both.retainAll(persons(vo));
        assertThat(both).hasSize(1);
        assertThat(persons(rbl)).containsAll(both);
    }

    @Test
    void geoorloofdeAbsencesOutnumberTheRegisteredOnesAboutEightToOne() {
        long geoorloofd =
                List.of(po, vo).stream()
                        .flatMap(Collection::stream)
                        .filter(line -> line.category().equals(Absence.GEOORLOOFD_LANGDURIG))
                        .count();
        assertThat(geoorloofd / 84.0).isBetween(7.0, 9.0);
    }

    @Test
    void eachRegisterHasPupilsThatTheOtherLacksAndPupilsOfAnotherMunicipality() {
        for (List<RegisterLine> swv : List.of(po, vo)) {
            assertThat(swv)
                    .anyMatch(line -> line.municipality().equals(Children.OTHER_MUNICIPALITY))
                    .anyMatch(line -> !persons(rbl).contains(person(line)));
        }
        Set<String> atASwv = persons(po);
        atASwv.addAll(persons(vo));
        assertThat(persons(rbl)).anyMatch(person -> !atASwv.contains(person));
    }

    @Test
    void theSecondWeekBringsNewEndedMovedAndCorrectedRegistrations() {
        Map<String, RegisterLine> before = byReference(registers.firstWeek());
        Map<String, RegisterLine> after = byReference(registers.secondWeek());
        assertThat(after.keySet()).containsAll(before.keySet());
        assertThat(after).hasSize(before.size() + 2);
        assertThat(changed(before, after, RegisterLine::postcode4)).hasSize(2);
        assertThat(changed(before, after, RegisterLine::surname)).hasSize(1);
        assertThat(changed(before, after, RegisterLine::startDate)).hasSize(1);
        assertThat(changed(before, after, RegisterLine::endDate)).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void everyRunDrawsTheSameRegisters() {
        assertThat(ArnhemRegisters.generate()).isEqualTo(registers);
    }

    @Test
    void filesHaveAHeaderAndALinePerRegistration(@TempDir Path directory) throws Exception {
        registers.firstWeek().write(directory);
        List<String> lines = Files.readAllLines(directory.resolve("rbl.csv"));
        assertThat(lines).hasSize(rbl.size() + 1);
        assertThat(lines.getFirst()).startsWith("reference,bsn,");
        assertThat(lines.get(1).split(",", -1)).hasSize(RegisterLine.COLUMNS.size());
        assertThat(directory.resolve("swv-po.csv")).exists();
        assertThat(directory.resolve("swv-vo.csv")).exists();
    }

    private List<RegisterLine> inYear() {
        Map<String, RegisterLine> perPupil =
                rbl.stream()
                        .filter(
                                line ->
                                        line.overlaps(
                                                ArnhemRegisters.YEAR_START,
                                                ArnhemRegisters.YEAR_END))
                        .collect(
                                toMap(RegisterLine::bsn, Function.identity(), (one, other) -> one));
        return List.copyOf(perPupil.values());
    }

    private Set<String> pupilsOverlapping(LocalDate from, LocalDate until) {
        return rbl.stream()
                .filter(line -> line.overlaps(from, until))
                .map(RegisterLine::bsn)
                .collect(toSet());
    }

    private Map<String, Integer> countsBy(Function<RegisterLine, String> property) {
        return inYear().stream().collect(toMap(property, line -> 1, Integer::sum));
    }

    private static Set<String> twins(List<RegisterLine> lines) {
        Map<String, Set<String>> perHousehold =
                lines.stream()
                        .collect(
                                groupingBy(
                                        line -> line.birthDate() + normal(line.surname()),
                                        mapping(ArnhemRegistersTest::person, toSet())));
        return perHousehold.values().stream()
                .filter(persons -> persons.size() > 1)
                .flatMap(Collection::stream)
                .collect(toSet());
    }

    private static Set<String> persons(List<RegisterLine> lines) {
        return new HashSet<>(lines.stream().map(ArnhemRegistersTest::person).toList());
    }

    private static String person(RegisterLine line) {
        return line.birthDate() + normal(line.surname()) + normal(line.initials());
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[. ]", "");
    }

    private static Map<String, RegisterLine> byReference(WeekLists week) {
        return week.all().collect(toMap(RegisterLine::reference, Function.identity()));
    }

    private static List<String> changed(
            Map<String, RegisterLine> before,
            Map<String, RegisterLine> after,
            Function<RegisterLine, Object> property) {
        return before.keySet().stream()
                .filter(
                        reference ->
                                !Objects.equals(
                                        property.apply(before.get(reference)),
                                        property.apply(after.get(reference))))
                .toList();
    }
}
