package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.SessionMode;

/** Chains the sessions of a run: the next lane opens when the one before is agreed (finding 18). */
@ApplicationScoped
class RunSteps {

    /** What comes next. */
    sealed interface Next {
        record Onward() implements Next {}

        record Wait(String why) implements Next {}

        record Done() implements Next {}
    }

    private final Runs runs;
    private final Sessions sessions;
    private final Agreements agreements;
    private final Opening opening;
    private final Initiator initiator;
    private final Showing showing;
    private final SessionLog log;
    private final ShownSessions shown;
    private final Transactions transactions;
    private final Clock clock;

    RunSteps(
            Runs runs,
            Sessions sessions,
            Agreements agreements,
            Opening opening,
            Initiator initiator,
            Showing showing,
            SessionLog log,
            ShownSessions shown,
            Transactions transactions,
            Clock clock) {
        this.runs = runs;
        this.sessions = sessions;
        this.agreements = agreements;
        this.opening = opening;
        this.initiator = initiator;
        this.showing = showing;
        this.log = log;
        this.shown = shown;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Takes one step of the run, or says that there is none to take. */
    Next next(UUID runId) {
        List<Session> all = sessions.ofRun(runId);
        Optional<Session> open = all.stream().filter(s -> s.state().ending().isEmpty()).findFirst();
        if (open.isPresent()) {
            return next(initiator.step(open.get()));
        }
        String convenant = runs.get(runId).convenant();
        if (shown.isWaiting(convenant)) {
            transactions.run(() -> showing.all(convenant));
            return new Next.Onward();
        }
        Optional<Session> untold = all.stream().filter(Session::abortDue).findFirst();
        if (untold.isPresent()) {
            return clock.instant().isAfter(untold.get().updated().plus(Handling.RESULT_TERM))
                    ? new Next.Done()
                    : next(initiator.tellAbort(untold.get()));
        }
        return runs.get(runId).state() == Run.State.RUNNING
                ? transactions.run(() -> openNext(runId))
                : new Next.Done();
    }

    private static Next next(Progress progress) {
        return switch (progress) {
            case Progress.Onward _ -> new Next.Onward();
            case Progress.Wait(String why) -> new Next.Wait(why);
        };
    }

    private Next openNext(UUID runId) {
        Run run = runs.lock(runId).orElseThrow();
        List<Session> all = sessions.ofRun(runId);
        boolean ready = all.stream().noneMatch(s -> s.state().ending().isEmpty());
        if (run.state() != Run.State.RUNNING || !ready) {
            return new Next.Onward();
        }
        if (clock.instant().isAfter(run.started().plus(Opening.TERM))) {
            fail(run, "timed-out", "the counterpart did not answer for a day");
            return new Next.Done();
        }
        long agreed = all.stream().filter(Session::settled).count();
        String lane = run.lanes().get((int) agreed);
        Optional<Agreement> agreement = agreements.find(run.convenant(), run.counterpart());
        Optional<SessionMode> mode = agreement.flatMap(a -> a.mode(run.mode()));
        if (agreement.isEmpty() || mode.isEmpty()) {
            fail(run, "not-permitted", "the convenant is no longer in force");
            return new Next.Done();
        }
        Optional<Refusal> refusal =
                agreements.permitsOwn(
                        agreement.get(), mode.get(), lane, run.purpose(), run.refDate());
        if (refusal.isPresent()) {
            fail(run, refusal.get().type().slug(), refusal.get().detail());
            return new Next.Done();
        }
        if (sessions.lockOpen(run.convenant()).isPresent()) {
            return new Next.Wait("another session of this convenant is open");
        }
        try {
            opening.open(run, agreement.get(), lane, UUID.randomUUID(), Optional.empty());
            return new Next.Onward();
        } catch (RefusedException e) {
            if (e.refusal().rule().isPresent()) {
                log.refusedRun(agreement.get(), e.refusal());
            }
            fail(run, e.refusal().type().slug(), e.refusal().detail());
            return new Next.Done();
        }
    }

    private void fail(Run run, String reason, String detail) {
        runs.end(run.id(), Run.State.FAILED, Optional.of(reason), Optional.of(detail));
    }
}
