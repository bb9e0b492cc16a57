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
     * @param findings everything that is wrong, with JSON pointers
     */
    record Faulty(List<Finding> findings) implements ConvenantReading {

        public Faulty {
            findings = List.copyOf(findings);
        }

        /** The findings as the interfaces tell them. */
        public List<FieldError> errors() {
            return findings.stream().map(Finding::toFieldError).toList();
        }
    }
}
