package nl.sluitend.demo.register;

/** The three fictional parties of the demo; their OINs carry the test prefix 00000099. */
public enum DemoParty {
    RBL("rbl", "00000099900000001000", "RBL Rijn en Broek"),
    SWV_PO("swv-po", "00000099900000002000", "SWV Samen po"),
    SWV_VO("swv-vo", "00000099900000003000", "SWV Samen vo");

    private final String role;
    private final String oin;
    private final String displayName;

    DemoParty(String role, String oin, String displayName) {
        this.role = role;
        this.oin = oin;
        this.displayName = displayName;
    }

    /**
     * The role as the report and file names spell it: {@code rbl}, {@code swv-po}, {@code swv-vo}.
     */
    public String role() {
        return role;
    }

    /** The organisation number, 20 positions. */
    public String oin() {
        return oin;
    }

    /** The name that people read. */
    public String displayName() {
        return displayName;
    }
}
