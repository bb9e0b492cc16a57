package nl.sluitend.demo.register;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a register says of a pupil's absence; {@code end} is absent while it lasts. */
record Absence(String category, SchoolType schoolType, LocalDate start, @Nullable LocalDate end) {

    static final String ABSOLUUT_VERZUIM = "ABSOLUUT_VERZUIM";
    static final String LANGDURIG_RELATIEF_VERZUIM = "LANGDURIG_RELATIEF_VERZUIM";
    static final String VRIJSTELLING_5A = "VRIJSTELLING_5A";
    static final String GEOORLOOFD_LANGDURIG = "GEOORLOOFD_LANGDURIG";
    static final String DREIGEND = "DREIGEND";
    static final String TRAJECT_BUITEN_SCHOOL = "TRAJECT_BUITEN_SCHOOL";

    /** Absolute absence and exemption both mean: on no school's roll. */
    boolean enrolled() {
        return !category.equals(ABSOLUUT_VERZUIM) && !category.equals(VRIJSTELLING_5A);
    }
}
