package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import nl.sluitend.oprf.Group;
import nl.sluitend.oprf.InvalidElementException;
import nl.sluitend.oprf.Scalar;
import nl.sluitend.party.KeyRing;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.SessionScalar;

/** The own secret of a session, for as long as something is done with it. */
@ApplicationScoped
class SessionKeys {

    private final Sessions sessions;
    private final Messages messages;
    private final KeyRing keys;

    SessionKeys(Sessions sessions, Messages messages, KeyRing keys) {
        this.sessions = sessions;
        this.messages = messages;
        this.keys = keys;
    }

    /** What is done with the secret. */
    interface Use<T> {
        T with(Scalar k, byte[] seed) throws InvalidElementException;
    }

    /** Unwraps the seed, derives k, and wipes both afterwards. */
    <T> T with(Session session, Agreement agreement, Use<T> use)
            throws EvaluationExchange.SecretLostException {
        byte[] wrapped =
                sessions.secret(session.sid())
                        .orElseThrow(EvaluationExchange.SecretLostException::new);
        Octets offerHash = messages.get(session.sid(), Sender.OWN, MessageType.OFFER).hash();
        byte[] seed = keys.unwrap(wrapped, offerHash.toByteArray());
        try (Scalar k =
                SessionScalar.derive(
                        Group.of(session.suite()),
                        seed,
                        session.sid(),
                        session.terms(),
                        agreement.own().value(),
                        agreement.counterpart().value(),
                        session.listRoot())) {
            return use.with(k, seed);
        } catch (InvalidElementException e) {
            throw new IllegalStateException("a verified chunk holds an invalid element", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }
}
