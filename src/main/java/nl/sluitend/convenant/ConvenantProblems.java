package nl.sluitend.convenant;

import java.util.List;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;

/** The problems that a request about a convenant can end in. */
final class ConvenantProblems {

    private ConvenantProblems() {}

    static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                Problem.invalidInput(
                        "The content of the convenant is not valid; errors lists every member.",
                        errors));
    }

    static ProblemException incomplete(List<Finding> missing) {
        return new ProblemException(
                new Problem(
                        "formalities-missing",
                        409,
                        "The convenant is not complete",
                        "It can be accepted once it holds what errors lists; that makes another"
                                + " convenant, with another hash.",
                        missing.stream().map(Finding::toFieldError).toList(),
                        java.util.Map.of()));
    }

    static ProblemException unknown() {
        return new ProblemException(
                Problem.of(
                        "convenant-unknown",
                        404,
                        "The convenant is not known here",
                        "There is no convenant with this hash. Send its content first."));
    }

    static ProblemException otherContent() {
        return new ProblemException(
                Problem.of(
                        "hash-mismatch",
                        400,
                        "The hash is of another content",
                        "The hash in the address is expected to be the SHA-256 of the canonical"
                                + " form (RFC 8785) of the content."));
    }

    static ProblemException otherParties(String detail) {
        return new ProblemException(
                Problem.of("identity-mismatch", 403, "The parties do not match", detail));
    }

    static ProblemException unknownCounterparty() {
        return new ProblemException(
                Problem.of(
                        "unknown-counterparty",
                        409,
                        "The counterparty is not known here",
                        "Ask the operator to add the other party to the counterparties of this"
                                + " node, with the same role."));
    }

    static ProblemException unsupported(String detail) {
        return new ProblemException(
                Problem.of(
                        "unsupported", 409, "This node does not have what is asked for", detail));
    }

    static ProblemException wrongState(StepType step, ConvenantState state) {
        return new ProblemException(
                Problem.of(
                        "wrong-state",
                        409,
                        "The convenant is not in a state for this step",
                        "The step '%s' is not possible in state %s."
                                .formatted(step.wireName(), state)));
    }

    static ProblemException otherCategories(List<Finding> findings) {
        return new ProblemException(
                new Problem(
                        "categories-differ",
                        409,
                        "The intake of this node counts otherwise",
                        "A code stands under one category in the convenant and is counted as another"
                                + " by a profile of this node; errors lists which.",
                        findings.stream().map(Finding::toFieldError).toList(),
                        java.util.Map.of()));
    }

    static ProblemException drafterSigns() {
        return new ProblemException(
                Problem.of(
                        "drafter-may-not-sign",
                        403,
                        "Who drafts does not sign",
                        "Somebody else with the role convenant-manager is expected to sign."));
    }

    static ProblemException noReason() {
        return new ProblemException(
                Problem.invalidInput(
                        "A rejection and a revocation say why, in JSON.",
                        List.of(
                                new FieldError(
                                        "/reason",
                                        "{\"reason\": \"…\"} is expected: one line of text, at most "
                                                + SignedStep.MAX_REASON
                                                + " characters"))));
    }

    static ProblemException alreadyReplaced() {
        return new ProblemException(
                Problem.of(
                        "already-replaced",
                        409,
                        "Another convenant replaces the same predecessor",
                        "Revoke or reject the other one first, or make one that replaces it."));
    }

    static ProblemException clockSkew(String detail) {
        return new ProblemException(
                Problem.of("clock-skew", 400, "The clocks differ too much", detail));
    }

    static ProblemException replayed(String detail) {
        return new ProblemException(
                Problem.of("replayed", 400, "The message is not of this moment", detail));
    }

    static ProblemException badSignature(String detail) {
        return new ProblemException(
                Problem.of("signature-invalid", 400, "The signature is not accepted", detail));
    }

    static ProblemException tooMany() {
        return new ProblemException(
                Problem.of(
                        "limit-exceeded",
                        429,
                        "A limit is reached",
                        "%d proposals of this counterpart wait for an answer; withdraw some, or wait."
                                .formatted(PeerConvenants.MOST_PROPOSALS)));
    }
}
