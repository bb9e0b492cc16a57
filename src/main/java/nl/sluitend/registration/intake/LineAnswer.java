package nl.sluitend.registration.intake;

import java.util.List;
import java.util.Optional;

/** What becomes of one line. */
public sealed interface LineAnswer {

    /** The physical line on which the record starts, from 1. */
    long line();

    /** The reference, as far as it could be read. */
    Optional<String> reference();

    /** The line is a registration to store. */
    record Accepted(long line, Registration registration, List<LineIssue> warnings)
            implements LineAnswer {
        @Override
        public Optional<String> reference() {
            return Optional.of(registration.reference());
        }
    }

    /** The line is returned with everything that is wrong with it. */
    record Refused(long line, Optional<String> reference, List<LineIssue> issues)
            implements LineAnswer {
        @Override
        public String toString() {
            return "Refused[line=" + line + ", issues=" + issues + "]";
        }
    }

    /** The line ends a registration, whose other values do not count any more. */
    record Ending(long line, String ended, String because) implements LineAnswer {
        @Override
        public Optional<String> reference() {
            return Optional.of(ended);
        }

        @Override
        public String toString() {
            return "Ending[line=" + line + ", because=" + because + "]";
        }
    }

    /** The line is valid but not for this register; it is counted under {@code because}. */
    record LeftOut(long line, Optional<String> reference, String because) implements LineAnswer {
        @Override
        public String toString() {
            return "LeftOut[line=" + line + ", because=" + because + "]";
        }
    }
}
