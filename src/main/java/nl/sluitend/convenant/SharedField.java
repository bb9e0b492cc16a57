package nl.sluitend.convenant;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a party can give of a pupil that both know: columns of the registers, each with the values
 * that it can have. Free text, names, addresses and numbers of a person are none of them.
 */
public enum SharedField {
    /** First day of the absence. */
    START_DATE("startDate"),
    /** Last day of the absence. */
    END_DATE("endDate"),
    /** Day on which education or care was offered. */
    OFFER_DATE("offerDate"),
    /** Which organisation has the lead (regie); never a person. */
    LEAD("lead", "RBL|SWV|SCHOOL"),
    /** Whether the pupil is enrolled at a school. */
    ENROLLED("enrolled", "true|false"),
    /** Kind of school that the pupil goes to or last went to. */
    SCHOOL_TYPE("schoolType", "BAO|SBAO|SO|VSO|PRO|VMBO|HAVO|VWO|MBO|GEEN"),
    /** From whom the owner of the register knows of the absence. */
    SOURCE("source", "DUO|SCHOOL|OUDER|EIGEN"),
    /** Municipality of residence. */
    MUNICIPALITY("municipality", "['\\p{L}\\p{N}][\\p{L}\\p{N} .'()/-]{0,59}"),
    /**
     * The category that counts as thuiszitter. Never by default; of a category that tells about
     * health never at all.
     */
    CATEGORY("category", "ABSOLUUT_VERZUIM|LANGDURIG_RELATIEF_VERZUIM|DREIGEND");

    private final String fieldName;
    private final Optional<Pattern> values;

    SharedField(String fieldName) {
        this.fieldName = fieldName;
        this.values = Optional.empty();
    }

    SharedField(String fieldName, String values) {
        this.fieldName = fieldName;
        this.values = Optional.of(Pattern.compile(values));
    }

    /** As a convenant and a record name it. */
    public String fieldName() {
        return fieldName;
    }

    /** Whether it is a date, so that two values can be some days apart. */
    public boolean isDate() {
        return values.isEmpty();
    }

    /** Whether the field can have this value: an ISO 8601 date, or one of its codes. */
    public boolean accepts(String value) {
        return values.map(pattern -> pattern.matcher(value).matches())
                .orElseGet(() -> isDate(value));
    }

    private static boolean isDate(String value) {
        try {
            return value.length() == 10 && LocalDate.parse(value).toString().equals(value);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The field of this name. */
    public static Optional<SharedField> find(String fieldName) {
        return Arrays.stream(values()).filter(f -> f.fieldName.equals(fieldName)).findFirst();
    }
}
