package nl.sluitend.demo.register;

import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts the errors of daily life into the lists of the first week and lets the second week bring
 * what a week brings: new, ended, moved and corrected registrations.
 */
final class Weeks {

    private final RblRegister rblRegister;
    private final SwvRegister poRegister;
    private final SwvRegister voRegister;
    private final Children children;

    Weeks(RblRegister rbl, SwvRegister po, SwvRegister vo, Children children) {
        this.rblRegister = rbl;
        this.poRegister = po;
        this.voRegister = vo;
        this.children = children;
    }

    /**
     * In the first week a surname is misspelt at the RBL and a start date is wrong at the SWV po.
     */
    WeekLists first() {
        WeekLists lists = right();
        change(lists, DemoParty.RBL, misspelt(), line -> line.withSurname(mistake(line.surname())));
        change(
                lists,
                DemoParty.SWV_PO,
                poRegister.alsoAtRbl().get(3),
                line -> line.startedOn(LocalDate.of(2023, 9, 11)).endedOn(null));
        return lists;
    }

    WeekLists second() {
        WeekLists lists = right();
        endOpenAbsences(lists, DemoParty.RBL, 3);
        endOpenAbsences(lists, DemoParty.SWV_VO, 2);
        change(
                lists,
                DemoParty.SWV_PO,
                poRegister.alsoAtRbl().reversed().get(2),
                line -> line.movedTo("6899"));
        change(
                lists,
                DemoParty.SWV_VO,
                voRegister.alsoAtRbl().reversed().get(3),
                line -> line.movedTo("6898"));
        addAtRbl(lists, poRegister.onlyHere().get(1), SchoolType.BAO, 0);
        addAtRbl(lists, children.resident(AgeBand.FROM_12_TO_15), SchoolType.HAVO, 1);
        return lists;
    }

    private WeekLists right() {
        return new WeekLists(rblRegister.lines(), poRegister.lines(), voRegister.lines()).open();
    }

    /** The RBL's registration of a pupil whom the SWV vo knows too. */
    private String misspelt() {
        RegisterLine there = line(voRegister.lines(), voRegister.alsoAtRbl().getLast());
        return rblRegister.lines().stream()
                .filter(line -> line.birthDate().equals(there.birthDate()))
                .filter(line -> line.surname().equalsIgnoreCase(there.surname()))
                .findFirst()
                .orElseThrow()
                .reference();
    }

    /** Two letters in the wrong order, as fingers do. */
    private static String mistake(String surname) {
        int at = surname.length() - 4;
        return surname.substring(0, at)
                + surname.charAt(at + 1)
                + surname.charAt(at)
                + surname.substring(at + 2);
    }

    private static void endOpenAbsences(WeekLists lists, DemoParty party, int count) {
        lists.of(party).stream()
                .filter(line -> line.endDate() == null)
                .filter(line -> line.startDate().isBefore(ArnhemRegisters.YEAR_END))
                .filter(line -> !line.category().equals(Absence.GEOORLOOFD_LANGDURIG))
                .limit(count)
                .toList()
                .forEach(
                        line ->
                                change(
                                        lists,
                                        party,
                                        line.reference(),
                                        open -> open.endedOn(LocalDate.of(2023, 10, 6))));
    }

    private void addAtRbl(WeekLists lists, Child child, SchoolType type, int index) {
        Absence absence =
                new Absence(
                        Absence.LANGDURIG_RELATIEF_VERZUIM,
                        type,
                        LocalDate.of(2023, 5, 15).plusDays(index),
                        null);
        String reference = rblRegister.nextReference() + (index == 0 ? "" : "-" + index);
        lists.of(DemoParty.RBL).add(RegisterLine.of(reference, child, absence, "DUO", "RBL"));
    }

    private static void change(
            WeekLists lists,
            DemoParty party,
            String reference,
            UnaryOperator<RegisterLine> change) {
        lists.of(party)
                .replaceAll(line -> line.reference().equals(reference) ? change.apply(line) : line);
    }

    private static RegisterLine line(List<RegisterLine> lines, String reference) {
        return lines.stream()
                .filter(line -> line.reference().equals(reference))
                .findFirst()
                .orElseThrow();
    }
}
