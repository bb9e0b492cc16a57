package nl.sluitend.psi;

/**
 * How a session ended, as the {@code session-end} leaf says it. Seen from the party that writes it.
 */
public enum Ending {
    AGREED("agreed"),
    DISPUTED("disputed"),
    /** We sent no EVALUATED chunk: the other side learned nothing about our pupils. */
    ABORTED_CLEAN("aborted-clean"),
    /**
     * We sent at least one: the other side may know which of our pupils it has too, and broke off.
     */
    ABORTED_EXPOSED("aborted-exposed"),
    /** In FIELDS: both signed the matches, and none of our fields left. */
    FIELDS_WITHHELD("fields-withheld"),
    /**
     * In FIELDS: both signed the matches; the other side may hold fields of ours, and broke off.
     */
    FIELDS_EXPOSED("fields-exposed"),
    /** Both started at once, and the other's offer goes on. */
    SUPERSEDED("superseded");

    private final String code;

    Ending(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
