package nl.sluitend.registration.intake;

import java.util.Arrays;
import java.util.Optional;

/** What a line can say about a registration. The names are the members of the generic profile. */
public enum Column {
    REFERENCE("reference", 100),
    BSN("bsn", 20),
    ONDERWIJSNUMMER("onderwijsnummer", 20),
    /** BSN or onderwijsnummer in one column, told apart by its digits; for DUO's lists. */
    PGN("pgn", 20),
    BRIN("brin", 10),
    VESTIGING("vestiging", 10),
    LEERLINGNUMMER("leerlingnummer", 20),
    BIRTH_DATE("birthDate", 10),
    SURNAME("surname", 200),
    INITIALS("initials", 40),
    POSTCODE4("postcode4", 10),
    CATEGORY("category", 60),
    START_DATE("startDate", 10),
    END_DATE("endDate", 10),
    ENROLLED("enrolled", 10),
    SCHOOL_TYPE("schoolType", 60),
    MUNICIPALITY("municipality", 60),
    SOURCE("source", 60),
    OFFER_DATE("offerDate", 10),
    LEAD("lead", 60),
    /** Secret address or shelter: the pupil never takes part. */
    SHIELDED("shielded", 10);

    private final String columnName;
    private final int maxLength;

    Column(String columnName, int maxLength) {
        this.columnName = columnName;
        this.maxLength = maxLength;
    }

    /** As it stands in a header line, a JSON member and an error. */
    public String columnName() {
        return columnName;
    }

    /** The most characters that a value may have. */
    int maxLength() {
        return maxLength;
    }

    static Optional<Column> find(String columnName) {
        return Arrays.stream(values()).filter(c -> c.columnName.equals(columnName)).findFirst();
    }
}
