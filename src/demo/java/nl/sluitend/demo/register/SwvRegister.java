package nl.sluitend.demo.register;

import static nl.sluitend.demo.register.Absence.DREIGEND;
import static nl.sluitend.demo.register.Absence.GEOORLOOFD_LANGDURIG;
import static nl.sluitend.demo.register.Absence.LANGDURIG_RELATIEF_VERZUIM;
import static nl.sluitend.demo.register.Absence.TRAJECT_BUITEN_SCHOOL;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nl.sluitend.demo.register.RblRegister.Case;

/**
 * Draws the register of a samenwerkingsverband: it knows about two in three of the RBL's pupils in
 * its sector, some of them under another category; it has pupils of its own, pupils of a
 * municipality outside the RBL's area, and many long geoorloofd absences. No BSN.
 */
final class SwvRegister {

    /** Geoorloofd long absences against registered ones: estimated at eight to one. */
    private static final int GEOORLOOFD_PER_REGISTERED = 8;

    private final DemoParty party;
    private final Random random;
    private final List<RegisterLine> lines = new ArrayList<>();
    private final List<String> alsoAtRbl = new ArrayList<>();
    private final List<Child> onlyHere = new ArrayList<>();

    SwvRegister(DemoParty party, List<Case> rbl, Children children, Random random) {
        this.party = party;
        this.random = random;
        List<Case> sector = rbl.stream().filter(this::isInSector).toList();
        for (int i = 0; i < sector.size(); i++) {
            if (i % 3 != 2) {
                addKnownToRbl(i, sector.get(i));
            }
        }
        int own = sector.size() / 4;
        for (int i = 0; i < own; i++) {
            Child child = children.resident(age(i));
            onlyHere.add(child);
            add(child, absence(LANGDURIG_RELATIEF_VERZUIM, i));
        }
        for (int i = 0; i < own; i++) {
            Child child = children.child(age(i), Children.OTHER_MUNICIPALITY);
            add(child, absence(LANGDURIG_RELATIEF_VERZUIM, i));
            add(
                    children.resident(age(i)),
                    absence(i % 2 == 0 ? DREIGEND : TRAJECT_BUITEN_SCHOOL, i));
        }
        for (int i = 0; i < GEOORLOOFD_PER_REGISTERED * sector.size(); i++) {
            String municipality = i % 6 == 0 ? Children.OTHER_MUNICIPALITY : "9901";
            add(children.child(age(i), municipality), absence(GEOORLOOFD_LANGDURIG, i));
        }
    }

    List<RegisterLine> lines() {
        return List.copyOf(lines);
    }

    /** References of the registrations that the RBL has too, in the same category and sector. */
    List<String> alsoAtRbl() {
        return List.copyOf(alsoAtRbl);
    }

    /** Pupils of the RBL's area that the RBL has not heard of. */
    List<Child> onlyHere() {
        return List.copyOf(onlyHere);
    }

    /** Adds a pupil whom the other samenwerkingsverband has too, as when a pupil changes sector. */
    void addFromOtherSector(Case known, SchoolType schoolType) {
        Absence there = known.absence();
        add(known.child(), new Absence(there.category(), schoolType, there.start(), there.end()));
    }

    private boolean isInSector(Case known) {
        boolean primary =
                switch (known.absence().schoolType()) {
                    case BAO, SBAO, SO -> true;
                    case GEEN -> known.age() == AgeBand.UNDER_12;
                    case VSO, PRO, VMBO, HAVO, VWO, MBO -> false;
                };
        boolean answeredFor = known.absence().schoolType() != SchoolType.MBO;
        return answeredFor && primary == (party == DemoParty.SWV_PO);
    }

    private void addKnownToRbl(int i, Case known) {
        boolean seenAsIll = i % 10 == 4;
        Absence there = known.absence();
        boolean enrolledNowhere = there.schoolType() == SchoolType.GEEN;
        if (!seenAsIll && !enrolledNowhere) {
            alsoAtRbl.add(nextReference());
        }
        add(
                writtenHere(i, known.child()),
                new Absence(
                        seenAsIll ? GEOORLOOFD_LANGDURIG : there.category(),
                        enrolledNowhere ? lastSchool() : there.schoolType(),
                        there.start().plusDays(i % 4),
                        there.end()));
    }

    /** What the samenwerkingsverband remembers of a pupil who is on no roll any more. */
    private SchoolType lastSchool() {
        return party == DemoParty.SWV_PO ? SchoolType.BAO : SchoolType.VMBO;
    }

    /** The same name in another hand: capitals, or initials without full stops. */
    private static Child writtenHere(int i, Child child) {
        return switch (i % 4) {
            case 1 -> child.named(child.surname().toUpperCase(Locale.ROOT), child.initials());
            case 2 -> child.named(child.surname(), child.initials().replace(".", ""));
            default -> child;
        };
    }

    private AgeBand age(int i) {
        if (party == DemoParty.SWV_PO) {
            return AgeBand.UNDER_12;
        }
        return i % 3 == 0 ? AgeBand.FROM_16_TO_17 : AgeBand.FROM_12_TO_15;
    }

    private Absence absence(String category, int i) {
        List<SchoolType> types =
                party == DemoParty.SWV_PO
                        ? List.of(SchoolType.BAO, SchoolType.BAO, SchoolType.SBAO, SchoolType.SO)
                        : List.of(SchoolType.VMBO, SchoolType.HAVO, SchoolType.PRO, SchoolType.VSO);
        LocalDate start = LocalDate.of(2022, 8, 29).plusDays(random.nextInt(280));
        LocalDate end = start.plusDays(35 + random.nextInt(80));
        return new Absence(
                category, types.get(i % types.size()), start, random.nextInt(3) == 0 ? null : end);
    }

    private void add(Child child, Absence absence) {
        lines.add(RegisterLine.of(nextReference(), child, absence, "SCHOOL", "SWV").withoutBsn());
    }

    private String nextReference() {
        return "%s/%05d".formatted(party.role().substring(4), 20_000 + 13 * lines.size());
    }
}
