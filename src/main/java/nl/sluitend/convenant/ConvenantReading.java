package nl.sluitend.convenant;

import java.util.List;
import nl.sluitend.problem.FieldError;

/** What came of reading the content of a convenant. */
public sealed interface ConvenantReading {

    /** The content passed every check. */
    record Read(Convenant convenant) implements ConvenantReading {}

    /**
     * The content is not valid.
     *
     * @param errors everything that is wrong, with JSON pointers
     */
    record Faulty(List<FieldError> errors) implements ConvenantReading {

        public Faulty {
            errors = List.copyOf(errors);
        }
    }
}
