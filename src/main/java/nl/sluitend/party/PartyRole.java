package nl.sluitend.party;

/** What kind of organisation runs a node. */
public enum PartyRole {
    /** Regionaal bureau leerplicht: keeps the attendance register of its municipalities. */
    RBL,
    /** Samenwerkingsverband passend primair onderwijs. */
    SWV_PO,
    /** Samenwerkingsverband passend voortgezet onderwijs. */
    SWV_VO;

    /** Whether this is a samenwerkingsverband, which may not be assumed to hold a BSN. */
    public boolean isSamenwerkingsverband() {
        return switch (this) {
            case RBL -> false;
            case SWV_PO, SWV_VO -> true;
        };
    }
}
