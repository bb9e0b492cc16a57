package nl.sluitend.registration.intake;

import java.util.List;

/** A list, or the rest of it, cannot be read at all. Holds no value of the list. */
public final class UnreadableListException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<LineIssue> issues;

    UnreadableListException(List<LineIssue> issues) {
        super("the list cannot be read from line " + issues.getFirst().line());
        this.issues = List.copyOf(issues);
    }

    UnreadableListException(long line, String field, String wrong, String expected) {
        this(List.of(LineIssue.error(line, field, wrong, expected)));
    }

    /** Everything that is wrong, at least one. */
    public List<LineIssue> issues() {
        return issues;
    }
}
