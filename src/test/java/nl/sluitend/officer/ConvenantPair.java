package nl.sluitend.officer;

import nl.sluitend.convenant.ConvenantTemplate;
import nl.sluitend.convenant.FormInputs;
import nl.sluitend.demo.TwoNodes;
import nl.sluitend.demo.register.DemoParty;

/** With whom the RBL makes what comes of a template, and the pupils that take part. */
record ConvenantPair(TwoNodes nodes, ConvenantTemplate template, DemoParty swv) {

    /** Pupils of each party in primary education. */
    static final int PRIMARY = 45;

    /** Of them, those whom both have. */
    static final int BOTH_PRIMARY = 20;

    /** Pupils of each party in secondary education. */
    static final int SECONDARY = 30;

    /** Of them, those whom both have. */
    static final int BOTH_SECONDARY = 10;

    int pupils() {
        return swv == DemoParty.SWV_PO ? PRIMARY : SECONDARY;
    }

    int both() {
        return swv == DemoParty.SWV_PO ? BOTH_PRIMARY : BOTH_SECONDARY;
    }

    String purpose() {
        return FormInputs.form(template).at("/purposes/0/code").asText();
    }

    /** Whether the run of a convenant at the RBL is over. */
    boolean hasEnded(String hash) {
        String state = nodes.run(DemoParty.RBL, hash).path("state").asText();
        return !state.isEmpty() && !state.equals("RUNNING");
    }

    @Override
    public String toString() {
        return template + " with " + swv;
    }
}
