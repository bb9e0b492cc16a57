package nl.sluitend.registration.intake;

/** From whom the owner of the register knows of the absence. */
public enum SourceKind {
    DUO,
    SCHOOL,
    OUDER,
    EIGEN
}
