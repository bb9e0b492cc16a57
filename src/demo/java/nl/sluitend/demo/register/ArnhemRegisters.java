package nl.sluitend.demo.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import nl.sluitend.demo.register.RblRegister.Case;

/**
 * The registers of the three parties in two successive weeks. The RBL's follows the published
 * figures of Arnhem ({@link ArnhemFigures}); those of the samenwerkingsverbanden are derived, with
 * everything in which two real registers differ.
 *
 * @param firstWeek the lists of Monday 2 October 2023
 * @param secondWeek the lists of a week later, whole again
 */
public record ArnhemRegisters(WeekLists firstWeek, WeekLists secondWeek) {

    /** First day of the school year over which the parties reconcile. */
    public static final LocalDate YEAR_START = LocalDate.of(2022, 8, 1);

    /** Last day of that school year. */
    public static final LocalDate YEAR_END = LocalDate.of(2023, 7, 31);

    /** The day for which the demo shows a stand. */
    public static final LocalDate STAND_DATE = LocalDate.of(2023, 3, 15);

    /** The day of the lists in the first week. */
    public static final LocalDate FIRST_WEEK = LocalDate.of(2023, 10, 2);

    /** The day of the lists in the second week. */
    public static final LocalDate SECOND_WEEK = LocalDate.of(2023, 10, 9);

    /** The municipalities in which the RBL has its task. */
    public static final List<String> MUNICIPALITIES = Children.OWN_MUNICIPALITIES;

    /** Draws the registers; every call gives the same. */
    public static ArnhemRegisters generate() {
        Random random = new Random(2022_2023L);
        Children children = new Children(random);
        RblRegister rbl = new RblRegister(children, random);
        SwvRegister po = new SwvRegister(DemoParty.SWV_PO, rbl.inYear(), children, random);
        SwvRegister vo = new SwvRegister(DemoParty.SWV_VO, rbl.inYear(), children, random);
        vo.addFromOtherSector(changingSector(rbl), SchoolType.VMBO);
        Weeks weeks = new Weeks(rbl, po, vo, children);
        return new ArnhemRegisters(weeks.first(), weeks.second());
    }

    /** A pupil of twelve who goes from special primary to secondary education. */
    private static Case changingSector(RblRegister rbl) {
        return rbl.inYear().stream()
                .filter(known -> known.absence().schoolType() == SchoolType.SBAO)
                .filter(known -> known.age() == AgeBand.FROM_12_TO_15)
                .findFirst()
                .orElseThrow();
    }
}
