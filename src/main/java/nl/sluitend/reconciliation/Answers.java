package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import nl.sluitend.psi.SessionMode;

/** What the responder answers where it alone evaluates. */
@ApplicationScoped
class Answers {

    private final CountAnswers count;
    private final OneSidedAnswers oneSided;

    Answers(CountAnswers count, OneSidedAnswers oneSided) {
        this.count = count;
        this.oneSided = oneSided;
    }

    /** The frame of round {@code j}, in the caller's transaction. */
    EvaluatedFrame release(Session session, Agreement agreement, int j)
            throws RefusedException, EvaluationExchange.SecretLostException {
        return session.mode() instanceof SessionMode.OneSided
                ? oneSided.release(session, agreement, j)
                : count.release(session, agreement, j);
    }
}
