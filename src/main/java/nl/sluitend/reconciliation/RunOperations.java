package nl.sluitend.reconciliation;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Abort;
import nl.sluitend.psi.Ending;
import nl.sluitend.psi.Phase;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.StopReason;

/** Starting, watching and stopping runs. */
@ApplicationScoped
public class RunOperations {

    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    private static final int SHOWN = 100;

    private final Agreements agreements;
    private final Runs runs;
    private final Sessions sessions;
    private final OutcomeFeed feed;
    private final CountFigures figures;
    private final Handling handling;
    private final Messages messages;
    private final SessionLog log;
    private final SchedulerClient scheduler;
    private final Transactions transactions;
    private final Clock clock;

    RunOperations(
            Agreements agreements,
            Runs runs,
            Sessions sessions,
            OutcomeFeed feed,
            CountFigures figures,
            Handling handling,
            Messages messages,
            SessionLog log,
            SchedulerClient scheduler,
            Transactions transactions,
            Clock clock) {
        this.agreements = agreements;
        this.runs = runs;
        this.sessions = sessions;
        this.feed = feed;
        this.figures = figures;
        this.handling = handling;
        this.messages = messages;
        this.log = log;
        this.scheduler = scheduler;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Starts a run as initiator; it goes on in the background.
     *
     * @param wanted name of the mode; need not be said when the convenant allows one alone
     * @throws ProblemException with the rule of the convenant that does not allow it
     */
    @Transactional
    public RunView start(
            String convenant,
            Optional<String> wanted,
            Optional<LocalDate> refDate,
            String purpose) {
        Agreement agreement =
                agreements
                        .find(convenant)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.invalidInput(
                                                        "There is no such convenant here.",
                                                        List.of(
                                                                new FieldError(
                                                                        "/convenant",
                                                                        "the hash of a convenant"
                                                                                + " of this party")))));
        LocalDate day = refDate.orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZONE));
        SessionMode mode = mode(agreement, wanted);
        agreements
                .permitsOwn(agreement, mode, agreement.lanes(mode).getFirst(), purpose, day)
                .ifPresent(refusal -> refuse(agreement, refusal));
        boolean busy =
                runs.running(convenant).isPresent() || sessions.lockOpen(convenant).isPresent();
        if (busy) {
            refuse(
                    new Refusal(
                            RefusalType.SESSION_OPEN,
                            "a run of this convenant has not ended; wait for it or stop it"));
        }
        var run = Run.begin(agreement, mode, purpose, day, true, clock.instant());
        runs.insert(run);
        RunJob.schedule(scheduler, run.id(), clock);
        return view(run);
    }

    /** The mode that is asked for, or the only one that the convenant allows. */
    private static SessionMode mode(Agreement agreement, Optional<String> wanted) {
        List<SessionMode> possible =
                agreement.convenant().modes().stream()
                        .flatMap(mode -> agreement.mode(mode.name()).stream())
                        .toList();
        if (wanted.isEmpty() && possible.size() > 1) {
            throw new ProblemException(
                    Problem.invalidInput(
                            "The convenant allows more than one mode.",
                            List.of(new FieldError("/mode", "one of " + names(possible)))));
        }
        return possible.stream()
                .filter(mode -> wanted.isEmpty() || mode.name().equals(wanted.get()))
                .findFirst()
                .orElseThrow(
                        () ->
                                ReconciliationProblems.of(
                                        new Refusal(
                                                RefusalType.NOT_PERMITTED,
                                                "of what the convenant allows, this version carries"
                                                        + " out "
                                                        + names(possible))));
    }

    private static List<String> names(List<SessionMode> modes) {
        return modes.stream().map(SessionMode::name).toList();
    }

    /**
     * What was counted.
     *
     * @throws ProblemException 404 when the run counted nothing here, or has not ended
     */
    CountView counts(UUID id) {
        return figures(find(id))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound(
                                                "This party has no figures of this run: only who"
                                                        + " counts has them, once both agreed.")));
    }

    /**
     * What was counted; empty when the run counted nothing here, or has not ended.
     *
     * @throws ProblemException 404 when there is no such run
     */
    public Optional<CountView> figures(UUID id) {
        return figures(find(id));
    }

    private Optional<CountView> figures(Run run) {
        if (!run.mode().equals("COUNTS") || !run.initiator()) {
            return Optional.empty();
        }
        return sessions.ofRun(run.id()).stream()
                .filter(s -> s.state().ending().equals(Optional.of(Ending.AGREED)))
                .findFirst()
                .or(() -> runs.answeredBy(run.id()).flatMap(sessions::find))
                .flatMap(
                        session ->
                                session.mode() instanceof SessionMode.Counts mode
                                        ? Optional.of(
                                                CountView.of(
                                                        session,
                                                        mode.noise(),
                                                        figures.of(session.sid())))
                                        : Optional.empty());
    }

    /** What the convenant does not allow is in the log, also when nobody was asked for it. */
    private void refuse(Agreement agreement, Refusal refusal) {
        QuarkusTransaction.requiringNew().run(() -> log.refusedRun(agreement, refusal));
        refuse(refusal);
    }

    private static void refuse(Refusal refusal) {
        throw ReconciliationProblems.of(refusal);
    }

    /** The last hundred runs, the newest first. */
    public List<RunView> newest() {
        return runs.newest(SHOWN).stream().map(this::view).toList();
    }

    /**
     * One run.
     *
     * @throws ProblemException {@code not-found} if there is none
     */
    public RunView get(UUID id) {
        return view(find(id));
    }

    private Run find(UUID id) {
        return runs.find(id)
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no such run.")));
    }

    private RunView view(Run run) {
        List<OutcomeCount> counts = feed.counts(run.id());
        Optional<List<OutcomeCount>> earlier =
                runs.completedBefore(run).filter(_ -> !counts.isEmpty()).map(feed::counts);
        List<Session> held = sessions.ofRun(run.id());
        return RunView.of(run, held, peerReason(held), counts, earlier, clock.instant());
    }

    private Optional<String> peerReason(List<Session> held) {
        return held.stream()
                .filter(session -> session.state().phase() == Phase.ABORTED)
                .flatMap(session -> messages.peerAbort(session.sid()).stream())
                .map(Abort::knownReason)
                .findFirst();
    }

    /**
     * Stops a run: its open session is broken off if it still can be.
     *
     * @throws ProblemException {@code out-of-order} when the result is already due
     */
    public RunView stop(UUID id) {
        Optional<RunView> stopped = Optional.empty();
        while (stopped.isEmpty()) {
            stopped = transactions.run(() -> stopUnlessOneBegins(id));
        }
        return stopped.get();
    }

    /** Empty when a session began in between: then that is what has to be stopped. */
    private Optional<RunView> stopUnlessOneBegins(UUID id) {
        Run run = find(id);
        Optional<Session> open =
                open(id).flatMap(s -> sessions.lock(s.sid())).filter(RunOperations::isOpen);
        if (open.isPresent()) {
            Agreement agreement = agreements.of(open.get());
            if (!handling.stop(open.get(), agreement, StopReason.STOPPED)) {
                refuse(
                        new Refusal(
                                RefusalType.OUT_OF_ORDER,
                                "both parties have computed; the run ends by itself"));
            }
            return Optional.of(get(id));
        }
        // A session begins under this lock, so that from here on either it is seen or none begins.
        runs.lock(id);
        if (open(id).isPresent()) {
            return Optional.empty();
        }
        runs.end(
                run.id(),
                Run.State.STOPPED,
                Optional.of(StopReason.STOPPED.code()),
                Optional.empty());
        return Optional.of(get(id));
    }

    private Optional<Session> open(UUID run) {
        return sessions.ofRun(run).stream().filter(RunOperations::isOpen).findFirst();
    }

    private static boolean isOpen(Session session) {
        return session.state().ending().isEmpty();
    }
}
