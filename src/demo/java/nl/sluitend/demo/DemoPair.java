package nl.sluitend.demo;

import java.util.List;
import java.util.Set;
import nl.sluitend.demo.expected.PlainTerms;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;

/**
 * Two parties with a convenant between them.
 *
 * @param swv the samenwerkingsverband; the other party is the RBL
 * @param sector {@code PO}, {@code VO}, or {@code ALL} when everything takes part
 * @param matchingKey names where an SWV has no number: {@code DEMOGRAPHIC}; otherwise a number
 * @param terms what the convenant says, in plain terms
 */
record DemoPair(DemoParty swv, String sector, String matchingKey, PlainTerms terms) {

    /** The categories that both offices count as thuiszitters. */
    static final Set<String> CATEGORIES =
            Set.of("ABSOLUUT_VERZUIM", "LANGDURIG_RELATIEF_VERZUIM", "VRIJSTELLING_5A");

    private static final Set<String> PRIMARY = Set.of("BAO", "SBAO", "SO");
    private static final Set<String> SECONDARY = Set.of("VSO", "PRO", "VMBO", "HAVO", "VWO");

    /** The pairs of the built-in registers: the RBL with each sector's samenwerkingsverband. */
    static List<DemoPair> bySector() {
        return List.of(
                new DemoPair(DemoParty.SWV_PO, "PO", "DEMOGRAPHIC", sector(PRIMARY)),
                new DemoPair(DemoParty.SWV_VO, "VO", "DEMOGRAPHIC", sector(SECONDARY)));
    }

    /** The same pairs, every registration in scope and matched by number. */
    static List<DemoPair> withEverything() {
        return List.of(
                new DemoPair(DemoParty.SWV_PO, "ALL", "PGN", new PlainTerms.Everything()),
                new DemoPair(DemoParty.SWV_VO, "ALL", "PGN", new PlainTerms.Everything()));
    }

    /** The RBL and one samenwerkingsverband, every registration matched by its number at school. */
    static DemoPair bySchoolNumber() {
        return new DemoPair(DemoParty.SWV_PO, "ALL", "SCHOOL_PUPIL", new PlainTerms.Everything());
    }

    /** Both parties, the RBL first. */
    List<DemoParty> parties() {
        return List.of(DemoParty.RBL, swv);
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
