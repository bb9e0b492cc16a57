package nl.sluitend.registration.intake;

/** Which organisation has the lead (regie) for a pupil; never a person. */
public enum Lead {
    RBL,
    SWV,
    SCHOOL
}
