package nl.sluitend.registration.intake;

/** The kind of school that a pupil goes to or last went to. */
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
    /** None. */
    GEEN
}
