package nl.sluitend.identifier;

/** The kinds of matching keys, strongest first. Their names are part of every encoded key. */
public enum KeyKind {
    /** BSN or onderwijsnummer. */
    PGN,
    /** BRIN, vestiging and leerlingnummer. */
    SCHOOL_PUPIL,
    /** Birth date, normalised surname, initials and the digits of the postcode. */
    DEMOGRAPHIC,
    /** The same without the postcode: it finds a pupil who moved. */
    DEMOGRAPHIC_SURNAME,
    /** The same without the surname: it finds a pupil with a double or another surname. */
    DEMOGRAPHIC_POSTCODE;

    /**
     * Whether it is of the partial tier: registers that both have such a key have a probable match
     * alone, until people on both sides confirm it. A convenant may want that of another kind too.
     */
    public boolean isPartial() {
        return switch (this) {
            case PGN, SCHOOL_PUPIL, DEMOGRAPHIC -> false;
            case DEMOGRAPHIC_SURNAME, DEMOGRAPHIC_POSTCODE -> true;
        };
    }
}
