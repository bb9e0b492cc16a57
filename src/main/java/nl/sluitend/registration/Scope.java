package nl.sluitend.registration;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluitend.registration.intake.AgeBand;
import nl.sluitend.registration.intake.Category;
import nl.sluitend.registration.intake.SchoolType;

/**
 * Which registrations a convenant is about.
 *
 * @param period which days
 * @param sectors whose pupils; empty for every registration, whatever its school
 * @param categories which categories; empty for all
 * @param withheld those of them that take no part, as they tell about health
 * @param municipalities where the pupils live, as codes or names; empty for anywhere
 * @param ageBands how old the pupils are; empty for every age
 * @param lastSchoolAnswers whether for a pupil who is enrolled nowhere the samenwerkingsverband of
 *     the last school answers; nobody does otherwise
 */
public record Scope(
        Period period,
        Set<Sector> sectors,
        Set<Category> categories,
        Set<Category> withheld,
        Set<String> municipalities,
        Set<AgeBand> ageBands,
        boolean lastSchoolAnswers) {

    public Scope {
        sectors = Set.copyOf(sectors);
        categories = Set.copyOf(categories);
        withheld = Set.copyOf(withheld);
        municipalities =
                municipalities.stream().map(Scope::plain).collect(Collectors.toUnmodifiableSet());
        ageBands = Set.copyOf(ageBands);
    }

    /** With every category taking part, and every age. */
    public Scope(
            Period period,
            Set<Sector> sectors,
            Set<Category> categories,
            Set<String> municipalities) {
        this(period, sectors, categories, Set.of(), municipalities, Set.of(), false);
    }

    /**
     * What the scope looks at.
     *
     * @param endDate last day of the absence
     * @param endedOn first day on which the source system did not have it any more
     * @param shielded secret address or shelter: whatever the scope says, it stays out
     */
    record Candidate(
            Category category,
            LocalDate startDate,
            Optional<LocalDate> endDate,
            Optional<LocalDate> endedOn,
            Optional<Boolean> enrolled,
            Optional<SchoolType> schoolType,
            Optional<String> municipality,
            Optional<AgeBand> ageBand,
            boolean shielded) {}

    /** Why this registration is left out, or nothing when it is in scope. */
    Optional<ExclusionReason> leavesOut(Candidate candidate) {
        if (candidate.shielded()) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_SHIELDED);
        }
        if (!overlaps(candidate)) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_PERIOD);
        }
        if (!categories.isEmpty() && !categories.contains(candidate.category())) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_CATEGORY);
        }
        if (withheld.contains(candidate.category())) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_SPECIAL_CATEGORY);
        }
        if (!municipalities.isEmpty()
                && candidate
                        .municipality()
                        .map(Scope::plain)
                        .filter(municipalities::contains)
                        .isEmpty()) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_MUNICIPALITY);
        }
        if (!ageBands.isEmpty() && candidate.ageBand().filter(ageBands::contains).isEmpty()) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_AGE);
        }
        return sectors.isEmpty() ? Optional.empty() : otherSector(candidate);
    }

    private boolean overlaps(Candidate candidate) {
        return !candidate.startDate().isAfter(period.until())
                && candidate.endDate().filter(end -> end.isBefore(period.from())).isEmpty()
                && candidate.endedOn().filter(day -> !day.isAfter(period.from())).isEmpty();
    }

    private Optional<ExclusionReason> otherSector(Candidate candidate) {
        boolean enrolled = candidate.enrolled().orElse(true);
        if (!enrolled && (!lastSchoolAnswers || candidate.schoolType().isEmpty())) {
            return Optional.of(ExclusionReason.NOBODY_ANSWERS);
        }
        if (candidate.schoolType().isEmpty()) {
            return Optional.of(ExclusionReason.OUT_OF_SCOPE_SECTOR);
        }
        SchoolType schoolType = candidate.schoolType().get();
        if (!Sector.anyHas(schoolType)) {
            return Optional.of(ExclusionReason.NOBODY_ANSWERS);
        }
        return sectors.stream().anyMatch(sector -> sector.has(schoolType))
                ? Optional.empty()
                : Optional.of(ExclusionReason.OUT_OF_SCOPE_SECTOR);
    }

    private static String plain(String municipality) {
        String upper = municipality.strip().toUpperCase(Locale.ROOT);
        return upper.matches("GM[0-9]{4}") ? upper.substring(2) : upper;
    }
}
