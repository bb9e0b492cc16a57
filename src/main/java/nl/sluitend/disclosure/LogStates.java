package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
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
     * @param entries how many, 0 if its row is damaged
     * @param lastLogged when the last entry was recorded; empty if its row is damaged
     * @param closed whether it ended with a signed statement: nothing is written or compared any
     *     more
     * @param halted why it is read-only or cannot be read, if that is so
     */
    public record State(
            LogName log,
            long entries,
            Optional<Instant> lastLogged,
            boolean closed,
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

    /** Every log, the node log and those that are damaged included. */
    @Transactional
    public List<State> all() {
        return store.logs().stream().map(this::state).toList();
    }

    /** How far every witness of a log has followed it. */
    @Transactional
    public List<Followed> followed(LogName log) {
        return witnesses.of(log).stream().map(witness -> followed(log, witness)).toList();
    }

    private State state(LogName log) {
        List<Followed> followed = followed(log);
        try {
            LogStore.Head head = store.find(log).orElseThrow();
            return new State(
                    log,
                    head.edge().size(),
                    Optional.of(head.lastLogged()),
                    head.closed(),
                    head.halted(),
                    followed);
        } catch (LogUnavailableException e) {
            return new State(
                    log,
                    0,
                    Optional.empty(),
                    false,
                    Optional.of(String.valueOf(e.getMessage())),
                    followed);
        }
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
