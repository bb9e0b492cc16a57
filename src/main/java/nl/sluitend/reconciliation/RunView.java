package nl.sluitend.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.psi.Ending;
import nl.sluitend.psi.SessionMode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run as the interface shows it: numbers, never pupils. */
@Schema(name = "Run", description = "Twee registers naast elkaar gelegd, of het begin daarvan")
public record RunView(
        UUID id,
        @Schema(description = "Kenmerk van het convenant") String convenant,
        @Schema(description = "OIN van de andere partij") String counterpart,
        @Schema(description = "MATCH, MATCH_ONE_SIDED, FIELDS of COUNTS") String mode,
        String purpose,
        LocalDate refDate,
        @Schema(description = "Of deze partij de run is begonnen") boolean initiator,
        @Schema(description = "RUNNING, COMPLETED, STOPPED of FAILED") String state,
        @Schema(description = "Waarom de run niet is afgemaakt") Optional<String> reason,
        Optional<String> detail,
        @Schema(description = "In een woord waarom de ander de run heeft afgebroken, als dat zo is")
                Optional<String> peerReason,
        @Schema(description = "Waar een run die loopt op wacht") Optional<String> waiting,
        Instant started,
        Optional<Instant> ended,
        @Schema(description = "Duur in milliseconden, tot nu of tot het einde") long durationMs,
        @Schema(description = "Hoeveel van het werk is gedaan, van 0 tot en met 100") int progress,
        @Schema(
                        description =
                                "Schatting van wat de run nog duurt, in milliseconden; er is er geen"
                                        + " zolang de run net begint of ergens op wacht")
                Optional<Long> remainingMs,
        List<SessionView> sessions,
        @Schema(description = "Aantal registraties per uitkomst, na het einde")
                Map<String, Integer> counts,
        @Schema(description = "Aantal registraties buiten het convenant, per regel")
                Map<String, Integer> rules,
        @Schema(description = "Verschil met de vorige run, per uitkomst; leeg als er geen was")
                Map<String, Integer> changes) {

    /** Of the work, in percent, after which the rest can be estimated. */
    private static final int ENOUGH = 10;

    /** One session of a run. */
    @Schema(name = "RunSession", description = "De sessie van een soort sleutel")
    public record SessionView(
            UUID sid,
            String lane,
            @Schema(description = "Stand van de sessie, zie de beschrijving van het protocol")
                    String phase,
            Optional<String> ending,
            int ownSize,
            Optional<Integer> counterpartSize,
            Optional<Integer> matched,
            @Schema(
                            description =
                                    "Paren die volgens een andere sleutel verschillende leerlingen"
                                            + " zijn")
                    Optional<Integer> conflicts,
            @Schema(description = "In FIELDS: van hoeveel leerlingen gegevens kunnen zijn gegeven")
                    Optional<Integer> fieldsSent,
            @Schema(description = "In FIELDS: van hoeveel leerlingen gegevens zijn gekomen")
                    Optional<Integer> fieldsReceived,
            int rounds,
            int evaluatedSent,
            int evaluatedReceived) {

        static SessionView of(Session s) {
            boolean agreed = s.settled() && s.learnsMatches();
            boolean fields = s.settled() && s.mode() instanceof SessionMode.Fields;
            return new SessionView(
                    s.sid(),
                    s.lane(),
                    s.state().phase().name(),
                    s.state().ending().map(Ending::code),
                    s.ownSize(),
                    s.peerSize(),
                    s.matched().filter(_ -> agreed),
                    Optional.of(s.conflicts()).filter(_ -> agreed),
                    Optional.of(s.fieldsSent()).filter(_ -> fields),
                    Optional.of(s.fieldsReceived()).filter(_ -> fields),
                    s.state().rounds(),
                    s.state().evaluatedSent(),
                    s.state().evaluatedReceived());
        }

        /** Offers and lists count for a quarter, the rounds for half, settling for the rest. */
        int progress() {
            return switch (nl.sluitend.psi.Phase.valueOf(phase)) {
                case OFFERED -> 0;
                case ELEMENTS -> 10;
                case EXPOSED -> 25;
                case EVALUATING -> 25 + 50 * (evaluatedSent + evaluatedReceived) / (2 * rounds);
                case COMPUTED -> 75;
                case RESULT_SENT -> 85;
                case AGREED -> 90;
                case FIELDS_DUE -> 92;
                case FIELDS_SENT -> 94;
                case FIELDS_HELD -> 98;
                case COMPLETED, DISPUTED, ABORTED -> 100;
            };
        }
    }

    static RunView of(
            Run run,
            List<Session> sessions,
            Optional<String> peerReason,
            List<OutcomeCount> counts,
            Optional<List<OutcomeCount>> earlier,
            Instant now) {
        List<SessionView> views = sessions.stream().map(SessionView::of).toList();
        int done = views.stream().mapToInt(SessionView::progress).sum();
        boolean running = run.state() == Run.State.RUNNING;
        int progress = running ? Math.min(99, done / run.lanes().size()) : 100;
        long durationMs = Duration.between(run.started(), run.ended().orElse(now)).toMillis();
        return new RunView(
                run.id(),
                run.convenant(),
                run.counterpart().value(),
                run.mode(),
                run.purpose(),
                run.refDate(),
                run.initiator(),
                run.state().name(),
                run.reason(),
                run.detail(),
                peerReason,
                run.waiting(),
                run.started(),
                run.ended(),
                durationMs,
                progress,
                running && run.waiting().isEmpty()
                        ? remaining(durationMs, progress)
                        : Optional.empty(),
                views,
                new TreeMap<>(OutcomeCount.byOutcome(counts)),
                new TreeMap<>(OutcomeCount.byRule(counts)),
                new TreeMap<>(
                        earlier.map(before -> OutcomeCount.changes(before, counts))
                                .orElse(Map.of())));
    }

    /**
     * How long a run goes on when it goes on as it did: nobody knows how fast the counterpart is.
     *
     * @param progress from 0 to 100
     * @return milliseconds; empty while too little is done to tell
     */
    static Optional<Long> remaining(long durationMs, int progress) {
        return progress < ENOUGH
                ? Optional.empty()
                : Optional.of(durationMs * (100 - progress) / progress);
    }
}
