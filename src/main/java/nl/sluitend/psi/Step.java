package nl.sluitend.psi;

import java.util.List;

/** What an event makes of a state. */
public sealed interface Step {

    /** The new state, and what must be done in the transaction that stores it. */
    record Next(SessionState state, List<Effect> effects) implements Step {
        public Next {
            effects = List.copyOf(effects);
        }
    }

    /** The event does not fit the state; nothing changes. */
    record Rejected(Refusal refusal) implements Step {}
}
