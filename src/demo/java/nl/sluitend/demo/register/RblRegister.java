package nl.sluitend.demo.register;

import static nl.sluitend.demo.register.Absence.ABSOLUUT_VERZUIM;
import static nl.sluitend.demo.register.Absence.LANGDURIG_RELATIEF_VERZUIM;
import static nl.sluitend.demo.register.Absence.VRIJSTELLING_5A;
import static nl.sluitend.demo.register.AgeBand.FROM_12_TO_15;
import static nl.sluitend.demo.register.AgeBand.FROM_16_TO_17;
import static nl.sluitend.demo.register.AgeBand.UNDER_12;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws the register of the RBL: 84 pupils in school year 2022-2023 and, as the figures also say,
 * 90 in the year before, of whom a part is in both.
 */
final class RblRegister {

    /** One pupil of the RBL's register with the absence that counts. */
    record Case(Child child, AgeBand age, Absence absence) {}

    private record Cell(String category, SchoolType schoolType, AgeBand age, int pupils) {}

    /** Plausible combinations whose totals are the published ones, see {@link ArnhemFigures}. */
    private static final List<Cell> SCHOOL_YEAR_2022_2023 =
            List.of(
                    new Cell(ABSOLUUT_VERZUIM, SchoolType.GEEN, UNDER_12, 2),
                    new Cell(ABSOLUUT_VERZUIM, SchoolType.GEEN, FROM_12_TO_15, 9),
                    new Cell(ABSOLUUT_VERZUIM, SchoolType.GEEN, FROM_16_TO_17, 13),
                    new Cell(ABSOLUUT_VERZUIM, SchoolType.BAO, UNDER_12, 1),
                    new Cell(ABSOLUUT_VERZUIM, SchoolType.VMBO, FROM_12_TO_15, 1),
                    new Cell(ABSOLUUT_VERZUIM, SchoolType.MBO, FROM_16_TO_17, 1),
                    new Cell(VRIJSTELLING_5A, SchoolType.SO, UNDER_12, 2),
                    new Cell(VRIJSTELLING_5A, SchoolType.BAO, UNDER_12, 3),
                    new Cell(VRIJSTELLING_5A, SchoolType.VSO, FROM_12_TO_15, 4),
                    new Cell(VRIJSTELLING_5A, SchoolType.VSO, FROM_16_TO_17, 4),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.BAO, UNDER_12, 20),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.SBAO, UNDER_12, 5),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.SBAO, FROM_12_TO_15, 1),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.VMBO, FROM_12_TO_15, 6),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.VMBO, FROM_16_TO_17, 3),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.VSO, FROM_12_TO_15, 1),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.PRO, FROM_12_TO_15, 2),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.HAVO, FROM_12_TO_15, 3),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.VWO, FROM_12_TO_15, 1),
                    new Cell(LANGDURIG_RELATIEF_VERZUIM, SchoolType.MBO, FROM_16_TO_17, 2));

    /** 90 in 2021-2022, less the 34 whose absence went on in 2022-2023. */
    private static final int ENDED_BEFORE = 56;

    private static final int STARTED_AFTER = 5;

    private final Children children;
    private final Random random;
    private final List<Case> inYear = new ArrayList<>();
    private final List<RegisterLine> lines = new ArrayList<>();

    RblRegister(Children children, Random random) {
        this.children = children;
        this.random = random;
        drawInYear();
        drawTwins();
        for (Case drawn : inYear) {
            add(drawn.child(), drawn.absence());
        }
        addSecondRegistration();
        for (int i = 0; i < ENDED_BEFORE; i++) {
            LocalDate start = LocalDate.of(2021, 8, 20).plusDays(random.nextInt(220));
            addOutsideYear(i, start, start.plusDays(35 + random.nextInt(80)));
        }
        for (int i = 0; i < STARTED_AFTER; i++) {
            addOutsideYear(i, LocalDate.of(2023, 8, 28).plusDays(random.nextInt(25)), null);
        }
    }

    /** The 84 pupils of school year 2022-2023. */
    List<Case> inYear() {
        return List.copyOf(inYear);
    }

    List<RegisterLine> lines() {
        return List.copyOf(lines);
    }

    /** The next reference of this register, for registrations of a later week. */
    String nextReference() {
        return "RBL-23-%04d".formatted(1000 + 3 * lines.size());
    }

    private void drawInYear() {
        for (Cell cell : SCHOOL_YEAR_2022_2023) {
            for (int i = 0; i < cell.pupils(); i++) {
                Absence absence =
                        inYear.size() % 5 < 2
                                ? goingOn(cell.category(), cell.schoolType())
                                : startedInYear(cell.category(), cell.schoolType());
                inYear.add(new Case(children.resident(cell.age()), cell.age(), absence));
            }
        }
    }

    private Absence goingOn(String category, SchoolType schoolType) {
        if (category.equals(VRIJSTELLING_5A)) {
            return schoolYears(schoolType, LocalDate.of(2021, 8, 1));
        }
        LocalDate start = LocalDate.of(2021, 10, 1).plusDays(random.nextInt(250));
        LocalDate end = LocalDate.of(2022, 9, 5).plusDays(random.nextInt(280));
        return new Absence(category, schoolType, start, random.nextInt(4) == 0 ? null : end);
    }

    private Absence startedInYear(String category, SchoolType schoolType) {
        if (category.equals(VRIJSTELLING_5A)) {
            return schoolYears(schoolType, LocalDate.of(2022, 8, 1));
        }
        LocalDate start = LocalDate.of(2022, 8, 29).plusDays(random.nextInt(285));
        LocalDate end = start.plusDays(35 + random.nextInt(75));
        return new Absence(category, schoolType, start, random.nextInt(3) == 0 ? null : end);
    }

    private static Absence schoolYears(SchoolType schoolType, LocalDate start) {
        return new Absence(VRIJSTELLING_5A, schoolType, start, LocalDate.of(2023, 7, 31));
    }

    /** Two neighbours in the list become twins: all but their initials and numbers is the same. */
    private void drawTwins() {
        int first = firstOf(SchoolType.BAO, LANGDURIG_RELATIEF_VERZUIM) + 1;
        Case one = inYear.get(first);
        Case other = inYear.get(first + 1);
        inYear.set(
                first,
                new Case(one.child().named(one.child().surname(), "S."), one.age(), one.absence()));
        Child twin = one.child().twin(other.child(), "T.");
        inYear.set(first + 1, new Case(twin, other.age(), other.absence()));
    }

    /** One pupil came back to school and dropped out again: two registrations, one pupil. */
    private void addSecondRegistration() {
        int index = firstOf(SchoolType.VMBO, LANGDURIG_RELATIEF_VERZUIM);
        Case once = inYear.get(index);
        RegisterLine line = lines.get(index);
        LocalDate start = line.startDate();
        LocalDate back = LocalDate.of(2022, 12, 9);
        lines.set(
                index,
                line.startedOn(start.isBefore(back) ? start : back.minusDays(60)).endedOn(back));
        add(
                once.child(),
                new Absence(
                        once.absence().category(),
                        SchoolType.VMBO,
                        LocalDate.of(2023, 2, 6),
                        null));
    }

    private int firstOf(SchoolType schoolType, String category) {
        for (int i = 0; i < inYear.size(); i++) {
            Absence absence = inYear.get(i).absence();
            if (absence.schoolType() == schoolType && absence.category().equals(category)) {
                return i;
            }
        }
        throw new IllegalStateException("no such pupil is drawn");
    }

    private void addOutsideYear(int index, LocalDate start, @Nullable LocalDate end) {
        Cell like = SCHOOL_YEAR_2022_2023.get(index * 7 % SCHOOL_YEAR_2022_2023.size());
        add(
                children.resident(like.age()),
                new Absence(like.category(), like.schoolType(), start, end));
    }

    private void add(Child child, Absence absence) {
        String source = absence.category().equals(LANGDURIG_RELATIEF_VERZUIM) ? "DUO" : "EIGEN";
        lines.add(RegisterLine.of(nextReference(), child, absence, source, "RBL"));
    }
}
