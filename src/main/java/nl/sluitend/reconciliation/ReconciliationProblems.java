package nl.sluitend.reconciliation;

import java.util.UUID;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;

/** Refusals of the protocol as problems: one type each. */
final class ReconciliationProblems {

    private ReconciliationProblems() {}

    static ProblemException of(Refusal refusal) {
        return new ProblemException(
                Problem.of(
                        refusal.type().slug(),
                        status(refusal.type()),
                        title(refusal.type()),
                        refusal.detail() + "."));
    }

    /** The caller is not the counterparty of such a session, if there is one at all. */
    static ProblemException noSession(UUID sid) {
        return new ProblemException(
                Problem.notFound("You have no session " + sid + " with this party."));
    }

    /** None of them is temporary: sending the same again does not help. */
    private static int status(RefusalType type) {
        return switch (type) {
            case UNKNOWN_MATCH, UNKNOWN_PROPOSAL -> 404;
            case IDENTITY_MISMATCH,
                    NOT_PERMITTED,
                    LIMIT_EXCEEDED,
                    TOO_FEW_CHANGES,
                    FIELD_NOT_PERMITTED ->
                    403;
            case REPLAYED,
                    OFFERS_DIFFER,
                    CHUNK_CONFLICT,
                    OUT_OF_ORDER,
                    TRANSCRIPT_DIFFERS,
                    DISPUTED,
                    RECEIPT_DIFFERS,
                    SUPERSEDED,
                    SESSION_OPEN,
                    COUNTED_BEFORE,
                    FIELDS_MISMATCH,
                    PROPOSAL_OVER,
                    NOT_COMMITTED ->
                    409;
            case TOO_LARGE -> 413;
            case REFLECTED,
                    UNSUPPORTED,
                    COMMITMENT_MISMATCH,
                    INVALID_ELEMENT,
                    NOT_LOGGED,
                    PROOF_INVALID,
                    INVALID_RECORD,
                    ANSWER_DIFFERS ->
                    400;
        };
    }

    private static String title(RefusalType type) {
        return switch (type) {
            case IDENTITY_MISMATCH -> "Certificate, signature and content name different parties";
            case NOT_PERMITTED -> "No convenant in force permits this";
            case LIMIT_EXCEEDED -> "A limit of the convenant is reached";
            case REPLAYED -> "The session was used before, or the clocks differ";
            case REFLECTED -> "Our own values came back";
            case TOO_LARGE -> "The message is too large";
            case UNSUPPORTED -> "This version does not read that";
            case OFFERS_DIFFER -> "The parties do not hold the same offers";
            case COMMITMENT_MISMATCH -> "The list is not the one that was committed to";
            case CHUNK_CONFLICT -> "Other octets than announced or sent before";
            case INVALID_ELEMENT -> "A group element is not valid";
            case NOT_LOGGED -> "The exposure is not proven to be logged";
            case OUT_OF_ORDER -> "The message does not fit the state of the session";
            case PROOF_INVALID -> "The proof does not hold";
            case TRANSCRIPT_DIFFERS -> "The parties saw different messages";
            case DISPUTED -> "The parties computed different results";
            case RECEIPT_DIFFERS -> "The receipts name different results";
            case FIELDS_MISMATCH -> "The fields are of another number of pupils";
            case FIELD_NOT_PERMITTED -> "The convenant does not give this field";
            case INVALID_RECORD -> "A record of fields is not valid";
            case SUPERSEDED -> "The other party's session goes on";
            case SESSION_OPEN -> "Another session is open";
            case COUNTED_BEFORE -> "The same lists were counted before";
            case TOO_FEW_CHANGES -> "Too little changed since the count before";
            case UNKNOWN_MATCH -> "There is no such match";
            case UNKNOWN_PROPOSAL -> "There is no such probable match";
            case PROPOSAL_OVER -> "The probable match is over";
            case NOT_COMMITTED -> "The parties have not both committed to an answer";
            case ANSWER_DIFFERS -> "The answer is not the one that was committed to";
        };
    }
}
