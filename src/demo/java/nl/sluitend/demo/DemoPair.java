package nl.sluitend.demo;

import java.util.List;
import java.util.Set;
import nl.sluitend.demo.expected.PlainTerms;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;

/**
 * Two parties with a convenant between them.
 *
 * @param first draws the convenant up and starts the runs: the RBL, where it is one of the two
 * @param swv the samenwerkingsverband that is the other party
 * @param sector {@code PO}, {@code VO}, or {@code ALL} when everything takes part
 * @param matchingKey names where an SWV has no number: {@code DEMOGRAPHIC}; otherwise a number
 * @param terms what the convenant says, in plain terms
 */
record DemoPair(
        DemoParty first, DemoParty swv, String sector, String matchingKey, PlainTerms terms) {

    /** The categories that both offices count as thuiszitters. */
    static final Set<String> CATEGORIES =
            Set.of("ABSOLUUT_VERZUIM", "LANGDURIG_RELATIEF_VERZUIM", "VRIJSTELLING_5A");

    private static final Set<String> PRIMARY = Set.of("BAO", "SBAO", "SO");
    private static final Set<String> SECONDARY = Set.of("VSO", "PRO", "VMBO", "HAVO", "VWO");

    /** The pairs of the built-in registers: the RBL with each sector's samenwerkingsverband. */
    static List<DemoPair> bySector() {
        return List.of(
                new DemoPair(DemoParty.RBL, DemoParty.SWV_PO, "PO", "DEMOGRAPHIC", sector(PRIMARY)),
                new DemoPair(
                        DemoParty.RBL, DemoParty.SWV_VO, "VO", "DEMOGRAPHIC", sector(SECONDARY)));
    }

    /** The same pairs, every registration in scope and matched by number. */
    static List<DemoPair> withEverything() {
        return List.of(
                byNumber(DemoParty.RBL, DemoParty.SWV_PO),
                byNumber(DemoParty.RBL, DemoParty.SWV_VO));
    }

    /** The RBL and one samenwerkingsverband, every registration matched by its number at school. */
    static DemoPair bySchoolNumber() {
        return new DemoPair(
                DemoParty.RBL,
                DemoParty.SWV_PO,
                "ALL",
                "SCHOOL_PUPIL",
                new PlainTerms.Everything());
    }

    /** Each of the three parties with each other one, everything in scope and matched by number. */
    static List<DemoPair> ofAllThree() {
        return List.of(
                byNumber(DemoParty.RBL, DemoParty.SWV_PO),
                byNumber(DemoParty.RBL, DemoParty.SWV_VO),
                byNumber(DemoParty.SWV_PO, DemoParty.SWV_VO));
    }

    private static DemoPair byNumber(DemoParty first, DemoParty swv) {
        return new DemoPair(first, swv, "ALL", "PGN", new PlainTerms.Everything());
    }

    /** Both parties, in order. */
    List<DemoParty> parties() {
        return List.of(first, swv);
    }

    List<String> roles() {
        return parties().stream().map(DemoParty::role).toList();
    }

    private static PlainTerms sector(Set<String> schoolTypes) {
        return new PlainTerms.Sector(
                schoolTypes,
                CATEGORIES,
                Set.copyOf(ArnhemRegisters.MUNICIPALITIES),
                ArnhemRegisters.YEAR_START,
                ArnhemRegisters.YEAR_END);
    }
}
