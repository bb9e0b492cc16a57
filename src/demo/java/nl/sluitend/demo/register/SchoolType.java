package nl.sluitend.demo.register;

/** Last known school type, as the generic import profile spells it. */
public enum SchoolType {
    BAO,
    SBAO,
    SO,
    VSO,
    PRO,
    VMBO,
    HAVO,
    VWO,
    MBO,
    GEEN;

    /** The row of the published figures in which a pupil of this school type is counted. */
    public String publishedRow() {
        return switch (this) {
            case BAO, SBAO -> "basisonderwijs_of_speciaal_basisonderwijs";
            case VMBO -> "vmbo";
            case GEEN -> "geen_inschrijving";
            case SO, VSO, PRO, HAVO, VWO, MBO -> "overig";
        };
    }
}
