package nl.sluitend.disclosure;

import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;

/**
 * The log cannot be written, read or signed: 503, problem type {@code log-unavailable}. What was to
 * be logged must not happen; the caller's transaction is rolled back.
 */
public final class LogUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1;

    public LogUnavailableException(String detail, Throwable cause) {
        super(problem(detail), cause);
    }

    LogUnavailableException(String detail) {
        super(problem(detail));
    }

    private static Problem problem(String detail) {
        return Problem.of(
                "log-unavailable",
                503,
                "The disclosure log is not available",
                detail + " Nothing was disclosed; try again when the log is available.");
    }
}
