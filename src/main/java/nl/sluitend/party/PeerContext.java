package nl.sluitend.party;

import jakarta.enterprise.context.RequestScoped;
import nl.sluitend.identifier.Oin;
import org.jspecify.annotations.Nullable;

/** Who is calling {@code /peer/v1}: proven by the client certificate of the connection. */
@RequestScoped
public class PeerContext {

    private @Nullable Counterparty counterparty;

    /** OIN of the calling counterparty. */
    public Oin oin() {
        return counterparty().oin();
    }

    /** The calling counterparty, as the operator configured it. */
    public Counterparty counterparty() {
        if (counterparty == null) {
            throw new IllegalStateException("outside /peer/v1 there is no peer");
        }
        return counterparty;
    }

    void identified(Counterparty caller) {
        this.counterparty = caller;
    }
}
