package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks the witnesses of our logs: for their cosignature, and, before this node signs anything, for
 * what they know. A witness that knows more than we have, or something else, makes the log
 * read-only.
 */
@ApplicationScoped
class Witnessing {

    private static final Logger LOG = Logger.getLogger(Witnessing.class);

    /** How far the clock of a witness may be off before its cosignature is refused. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

    /**
     * A session names the size of our log that the counterpart knows, and the exposure is proven
     * from there; until its receipt that size is not moved on, unless the session hangs.
     */
    private static final Duration SESSION_UNDER_WAY = Duration.ofMinutes(10);

    private final DisclosureLog disclosureLog;
    private final Cosignatures cosignatures;
    private final Witnesses witnesses;
    private final WitnessCalls calls;
    private final LogHalts halts;
    private final LogStore store;
    private final LogAlerts alerts;
    private final Clock clock;

    Witnessing(
            DisclosureLog disclosureLog,
            Cosignatures cosignatures,
            Witnesses witnesses,
            WitnessCalls calls,
            LogHalts halts,
            LogStore store,
            LogAlerts alerts,
            Clock clock) {
        this.disclosureLog = disclosureLog;
        this.cosignatures = cosignatures;
        this.witnesses = witnesses;
        this.calls = calls;
        this.halts = halts;
        this.store = store;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** How what a witness knows of a log relates to what we have. */
    enum Standing {
        /** It knows nothing of it. */
        UNKNOWN,
        /** We hold what it knows. */
        HELD,
        /** It knows a longer log. */
        AHEAD,
        /** It knows other entries. */
        FORKED
    }

    /** What a witness knows, compared with what we have. */
    record Compared(Standing standing, long size) {}

    /** Asks every witness of every log what it knows, before anything is signed. */
    void compareAll() {
        for (LogName log : disclosureLog.logs()) {
            compareAll(log, witnesses.of(log));
        }
    }

    void compareAll(LogName log, List<Witness> all) {
        boolean answered = true;
        for (Witness witness : all) {
            try {
                compare(log, witness);
            } catch (IOException e) {
                answered = false;
                LOG.warnf(
                        "witness %s of log %s was not asked: %s",
                        witness.key().name(), log, e.getMessage());
            }
        }
        if (answered) {
            halts.confirm(log);
        }
    }

    /** Asks one witness what it knows; what does not fit makes the log read-only. */
    Compared compare(LogName log, Witness witness) throws IOException {
        Optional<SignedCheckpoint> shown = known(log, witness);
        if (shown.isEmpty()) {
            return new Compared(Standing.UNKNOWN, 0);
        }
        Checkpoint known = shown.get().checkpoint();
        Compared compared = new Compared(standing(log, known), known.size());
        if (compared.standing() == Standing.AHEAD || compared.standing() == Standing.FORKED) {
            halts.halt(
                    log,
                    "witness %s knows %s, which this log does not hold"
                            .formatted(witness.key().name(), known));
        }
        return compared;
    }

    /** The last checkpoint of a log that a witness shows; empty if it has none. */
    Optional<SignedCheckpoint> known(LogName log, Witness witness) throws IOException {
        WitnessCalls.Answer answer = calls.latest(witness, log);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new IOException("it answered " + answer.status());
        }
        try {
            return Optional.of(
                    SignedCheckpoint.open(disclosureLog.verifierKey(log), answer.text()));
        } catch (LogVerificationException e) {
            throw new IOException("what it shows is not signed by us: " + e.getMessage(), e);
        }
    }

    /** Sends the counterpart the final statement of a log; true when there is nobody to tell. */
    boolean tell(LogName log, String statement) throws IOException {
        Optional<Witness> counterpart = witnesses.counterpartOf(log);
        return counterpart.isEmpty() || calls.close(counterpart.get(), statement).status() == 200;
    }

    private Standing standing(LogName log, Checkpoint known) {
        Optional<LogStore.Head> head = store.find(log);
        if (head.isEmpty() || head.get().edge().size() < known.size()) {
            return Standing.AHEAD;
        }
        byte[] root = MerkleTree.root(known.size(), store.nodes(head.get().id(), known.size()));
        return MessageDigest.isEqual(root, known.root()) ? Standing.HELD : Standing.FORKED;
    }

    /** Asks every witness of every log for its cosignature over what is new. */
    void askAll() {
        for (LogName log : disclosureLog.logs()) {
            try {
                if (store.isSuperseded(log)) {
                    continue;
                }
                if (halted(log)) {
                    compareAll(log, witnesses.of(log));
                }
                if (!halted(log) && !sessionUnderWay(log)) {
                    witnesses.of(log).forEach(witness -> ask(log, witness));
                }
            } catch (LogUnavailableException | NoSuchElementException e) {
                LOG.warnf("log %s is not witnessed now: %s", log, e.getMessage());
            }
        }
    }

    private boolean halted(LogName log) {
        return store.find(log).flatMap(LogStore.Head::halted).isPresent();
    }

    /** Whether asking has to wait, as the counterpart is being shown this log by a session. */
    boolean sessionUnderWay(LogName log) {
        return cosignatures.sessionUnderWay(log, clock.instant().minus(SESSION_UNDER_WAY));
    }

    /** Asks one witness for its cosignature over the present state of a log. */
    boolean ask(LogName log, Witness witness) {
        SignedCheckpoint current = disclosureLog.checkpoint(log);
        Optional<Cosignatures.Last> last = cosignatures.last(log, witness.key());
        if (last.isPresent() && last.get().size() == current.size()) {
            return true;
        }
        try {
            return ask(log, witness, current, last.map(Cosignatures.Last::size).orElse(0L), true);
        } catch (IOException e) {
            LOG.infof("witness %s does not answer: %s", witness.key().name(), e.getMessage());
            return false;
        }
    }

    private boolean ask(
            LogName log, Witness witness, SignedCheckpoint current, long old, boolean again)
            throws IOException {
        List<byte[]> proof =
                old == 0 ? List.of() : disclosureLog.consistencyProof(log, old, current.size());
        WitnessCalls.Answer answer =
                calls.addCheckpoint(witness, new AddCheckpoint(old, proof, current.note()));
        if (answer.status() == 200) {
            return keep(log, witness, current, answer.text());
        }
        if (answer.status() == 409 && again) {
            Compared known = compare(log, witness);
            if (known.standing() == Standing.HELD && known.size() <= current.size()) {
                return ask(log, witness, current, known.size(), false);
            }
            return false;
        }
        refused(log, witness, "answered " + answer.status());
        return false;
    }

    private boolean keep(LogName log, Witness witness, SignedCheckpoint current, String lines) {
        try {
            SignedNote note = SignedNote.parse(current.checkpoint().text() + "\n" + lines);
            Instant at =
                    Cosignature.verify(witness.key(), note)
                            .orElseThrow(
                                    () ->
                                            new LogVerificationException(
                                                    "its answer holds no cosignature of it"));
            if (Duration.between(at, clock.instant()).abs().compareTo(CLOCK_TOLERANCE) > 0) {
                throw new LogVerificationException("its clock is more than 15 minutes off");
            }
            String line =
                    note.signatures().stream()
                            .filter(signature -> signature.isBy(witness.key()))
                            .findFirst()
                            .orElseThrow()
                            .line();
            cosignatures.keep(log, current.size(), witness.key(), line, at);
            return true;
        } catch (LogVerificationException e) {
            refused(log, witness, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void refused(LogName log, Witness witness, String reason) {
        alerts.raise(LogAlerts.Kind.WITNESS_REFUSED, log, witness.key().name() + ": " + reason);
    }
}
