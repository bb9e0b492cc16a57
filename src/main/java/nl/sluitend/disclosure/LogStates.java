package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the logs of this node stand, and how far their witnesses have followed. */
@ApplicationScoped
public class LogStates {

    private final LogStore store;
    private final Witnesses witnesses;
    private final Cosignatures cosignatures;

    LogStates(LogStore store, Witnesses witnesses, Cosignatures cosignatures) {
        this.store = store;
        this.witnesses = witnesses;
        this.cosignatures = cosignatures;
    }

    /**
     * One log.
     *
     * @param lastLogged when the last entry was recorded
     * @param halted why it is read-only, if it is
     */
    public record State(
            LogName log,
            long entries,
            Instant lastLogged,
            Optional<String> halted,
            List<Followed> witnesses) {

        public State {
            witnesses = List.copyOf(witnesses);
        }
    }

    /**
     * How far one witness has followed a log.
     *
     * @param name {@code counterpart} or {@code neutral}
     * @param key its verifier key
     * @param size how many entries its last cosignature covers, 0 if it gave none
     * @param at when it cosigned last
     */
    public record Followed(String name, String key, long size, Optional<Instant> at) {}

    /** Every log, the node log included. */
    @Transactional
    public List<State> all() {
        List<State> states = new ArrayList<>();
        for (LogName log : store.logs()) {
            LogStore.Head head = store.find(log).orElseThrow();
            states.add(
                    new State(
                            log,
                            head.edge().size(),
                            head.lastLogged(),
                            head.halted(),
                            witnesses.of(log).stream().map(who -> followed(log, who)).toList()));
        }
        return states;
    }

    private Followed followed(LogName log, Witness witness) {
        Optional<Cosignatures.Last> last = cosignatures.last(log, witness.key());
        return new Followed(
                witness.name(),
                witness.key().vkey(),
                last.map(Cosignatures.Last::size).orElse(0L),
                last.map(Cosignatures.Last::at));
    }
}
