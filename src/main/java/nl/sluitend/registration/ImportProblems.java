package nl.sluitend.registration;

import java.util.List;
import java.util.Map;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.registration.intake.LineIssue;

/** What can be wrong with an import as a whole. */
final class ImportProblems {

    private ImportProblems() {}

    static Problem unreadable(List<LineIssue> issues) {
        return new Problem(
                "import-unreadable",
                400,
                "The list cannot be read",
                "Lines before the named one were stored; nothing was ended. Mend the list and send"
                        + " it again whole: nothing is stored twice.",
                fieldErrors(issues),
                Map.of());
    }

    static Problem brokenOff() {
        return Problem.of(
                "import-broken-off",
                400,
                "The list did not arrive whole",
                "Whole lines that arrived were stored as far as the report says; nothing was"
                        + " ended. Send the list again with the same Idempotency-Key.");
    }

    static Problem tooLarge(int maxLines) {
        return Problem.of(
                "too-large",
                413,
                "The list is too long",
                "A list has at most " + maxLines + " lines. Split it and send it as delta.");
    }

    static Problem quotaExceeded(long quota) {
        return Problem.of(
                        "quota-exceeded",
                        429,
                        "Too many new pupils today",
                        "A source system may bring in at most %d new pupils per kind of key today."
                                        .formatted(quota)
                                + " An operator can raise this with POST /v1/sources/_quota; then"
                                + " send the list again.")
                .with("quota", quota);
    }

    static Problem interrupted() {
        return Problem.of(
                "import-interrupted",
                503,
                "The import was interrupted",
                "The node stopped or failed during the import. Send the list again with the same"
                        + " Idempotency-Key.");
    }

    static Problem running() {
        return Problem.of(
                "import-running",
                409,
                "Another import is running",
                "This source system is sending a list already. Wait until it has ended.");
    }

    static Problem keyReused() {
        return Problem.of(
                "idempotency-key-reused",
                409,
                "The Idempotency-Key is in use",
                "This key names an import with another mode, profile, date or dryRun. Choose a new"
                        + " key.");
    }

    static Problem unknown() {
        return Problem.notFound("This source system has no import with this key.");
    }

    static Problem nothingToConsent() {
        return Problem.of(
                "nothing-to-consent",
                409,
                "No consent is asked",
                "The import has ended, or somebody has decided already.");
    }

    static List<FieldError> fieldErrors(List<LineIssue> issues) {
        return issues.stream()
                .map(
                        issue ->
                                new FieldError(
                                        "line " + issue.line() + ", " + issue.field(),
                                        issue.wrong() + "; expected: " + issue.expected()))
                .toList();
    }
}
