package nl.sluitend.registration.intake;

/** Why a pupil is registered, in the definitions that the parties of a convenant share. */
public enum Category {
    /** Of compulsory school age, enrolled nowhere, not exempt. */
    ABSOLUUT_VERZUIM,
    /** Enrolled and absent for more than four weeks without a valid reason. */
    LANGDURIG_RELATIEF_VERZUIM,
    /** Exempt under article 5, first sentence, under a, of the Leerplichtwet 1969. */
    VRIJSTELLING_5A,
    /** Absent for long with a valid reason, such as illness. */
    GEOORLOOFD_LANGDURIG,
    /** At risk of becoming a thuiszitter. */
    DREIGEND,
    /** Follows a programme outside school. */
    TRAJECT_BUITEN_SCHOOL
}
