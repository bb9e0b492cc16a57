package nl.sluitend.identifier;

/** The kinds of matching keys, strongest first. Their names are part of every encoded key. */
public enum KeyKind {
    /** BSN or onderwijsnummer. */
    PGN,
    /** BRIN, vestiging and leerlingnummer. */
    SCHOOL_PUPIL,
    /** Birth date, normalised surname, initials and the digits of the postcode. */
    DEMOGRAPHIC
}
