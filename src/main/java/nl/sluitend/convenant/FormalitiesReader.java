package nl.sluitend.convenant;

import nl.sluitend.convenant.Formalities.Controllership;
import nl.sluitend.convenant.Formalities.ControllershipKind;
import nl.sluitend.convenant.Formalities.Decision;
import nl.sluitend.convenant.Formalities.DecisionKind;
import nl.sluitend.convenant.Formalities.Dpia;
import nl.sluitend.convenant.Formalities.Drafter;
import nl.sluitend.convenant.Formalities.FellowParty;
import nl.sluitend.convenant.Formalities.FgAdvice;
import nl.sluitend.convenant.Formalities.Host;
import nl.sluitend.convenant.Formalities.Notice;
import nl.sluitend.convenant.Formalities.ProcessorAgreement;
import nl.sluitend.convenant.Formalities.Risk;
import nl.sluitend.convenant.Formalities.Safeguard;
import nl.sluitend.convenant.Formalities.SchoolBoard;
import nl.sluitend.convenant.Formalities.Signatory;
import nl.sluitend.party.PartyRole;

/** Reads the form of what must be in order around a convenant. */
final class FormalitiesReader {

    private static final int NAME = 200;
    private static final int TEXT = 4000;

    private FormalitiesReader() {}

    static Formalities formalities(Members members) {
        return new Formalities(
                members.text("controller", NAME),
                members.object("dpia", m -> new Dpia(m.date("date"), m.text("reference", NAME))),
                members.object(
                        "fg",
                        m ->
                                new FgAdvice(
                                        m.text("name", NAME),
                                        m.text("contact", NAME),
                                        m.date("date"),
                                        m.text("advice", TEXT))),
                members.object("notice", m -> new Notice(m.https("url"), m.date("published"))),
                members.object(
                        "host",
                        m ->
                                new Host(
                                        m.text("name", NAME),
                                        m.optionalObject(
                                                "processorAgreement",
                                                FormalitiesReader::agreement))),
                members.object("signatory", FormalitiesReader::signatory));
    }

    static Drafter drafter(Members members) {
        return new Drafter(members.oin("party"), members.text("name", NAME));
    }

    static Controllership controllership(Members members) {
        return new Controllership(
                members.constant("kind", ControllershipKind.class),
                members.optionalText("arrangement", TEXT));
    }

    static Safeguard safeguard(Members members) {
        return new Safeguard(members.constant("risk", Risk.class), members.text("measure", TEXT));
    }

    static FellowParty fellowParty(Members members) {
        return new FellowParty(
                members.oin("oin"),
                members.text("name", NAME),
                members.constant("role", PartyRole.class));
    }

    static SchoolBoard schoolBoard(Members members) {
        return new SchoolBoard(
                members.text("name", NAME),
                members.texts("brins", 1, 4),
                members.oin("through"),
                members.text("article", NAME),
                members.text("law", TEXT),
                members.text("statedBy", NAME),
                members.object("signatory", FormalitiesReader::signatory));
    }

    static Decision decision(Members members) {
        return new Decision(
                members.oin("party"),
                members.constant("kind", DecisionKind.class),
                members.optionalText("municipality", NAME),
                members.text("reference", NAME),
                members.date("date"));
    }

    private static ProcessorAgreement agreement(Members members) {
        return new ProcessorAgreement(members.text("reference", NAME), members.date("date"));
    }

    private static Signatory signatory(Members members) {
        return new Signatory(members.text("name", NAME), members.text("mandate", NAME));
    }
}
