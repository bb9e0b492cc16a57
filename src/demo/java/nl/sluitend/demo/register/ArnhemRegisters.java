package nl.sluitend.demo.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nl.sluitend.demo.register.RblRegister.Case;

/**
 * The registers of the three parties in two successive weeks. The RBL's follows the published figures
 * of Arnhem ({@link ArnhemFigures}); those of the samenwerkingsverbanden are derived, with everything
 * in which two real registers differ.
 *
 * @param firstWeek the lists of Monday 2 October 2023
 * @param secondWeek the lists of a week later, whole again
 */
public record ArnhemRegisters(
        Map<DemoParty, List<RegisterLine>> firstWeek,
        Map<DemoParty, List<RegisterLine>> secondWeek) {

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

    /** Writes the lists of one week as {@code rbl.csv}, {@code swv-po.csv} and {@code swv-vo.csv}. */
    public static void write(Map<DemoParty, List<RegisterLine>> week, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<DemoParty, List<RegisterLine>> register : week.entrySet()) {
            Files.writeString(
                    directory.resolve(register.getKey().role() + ".csv"), csv(register.getValue()));
        }
    }

    /** A list in the generic profile: header line, commas, CRLF, quoted where RFC 4180 asks for it. */
    public static String csv(List<RegisterLine> lines) {
        StringBuilder csv = new StringBuilder(String.join(",", RegisterLine.COLUMNS)).append("\r\n");
        for (RegisterLine line : lines) {
            csv.append(String.join(",", line.cells())).append("\r\n");
        }
        return csv.toString();
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
