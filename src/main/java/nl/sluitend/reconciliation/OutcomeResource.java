package nl.sluitend.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.reconciliation.OutcomeFeed.Numbered;
import nl.sluitend.registration.SourceReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a source system learns about its own registrations: every change once, in order. */
@Path("/v1")
@RolesAllowed("outcome-reader")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Uitkomsten", description = "Wat de laatste run zegt over de eigen registraties")
public class OutcomeResource {

    private static final int MOST = 10_000;
    private static final String AFTER =
            "next van de vorige keer; leeg om verder te gaan na wat is bevestigd, 0 om vooraan te"
                    + " beginnen";
    private static final String LIMIT = "Hoeveel hoogstens, 1 tot en met 10000";

    private final OutcomeFeed feed;
    private final OwnLists ownLists;
    private final SourceSystem sourceSystem;
    private final Clock clock;

    OutcomeResource(OutcomeFeed feed, OwnLists ownLists, SourceSystem sourceSystem, Clock clock) {
        this.feed = feed;
        this.ownLists = ownLists;
        this.sourceSystem = sourceSystem;
        this.clock = clock;
    }

    /** Part of the feed. */
    @Schema(name = "OutcomeFeed", description = "Een deel van de uitkomsten")
    public record Page(
            List<Entry> entries,
            @Schema(description = "Geef dit de volgende keer mee als after") String next) {}

    /** One outcome. */
    @Schema(name = "Outcome", description = "De uitkomst van een registratie")
    public record Entry(
            @Schema(description = "Kenmerk dat het bronsysteem zelf gaf") String reference,
            @Schema(
                            description =
                                    "MATCHED, PROBABLE (misschien hetzelfde kind: voorgelegd aan"
                                            + " mensen van beide partijen), NOT_CONFIRMED (zij"
                                            + " zeiden niet allebei ja), CONFLICT, ONLY_HERE,"
                                            + " OUT_OF_SCOPE, KEY_MISSING, AMBIGUOUS,"
                                            + " NOBODY_ANSWERS, OBJECTION of WITHDRAWN")
                    String outcome,
            @Schema(
                            description =
                                    "NEW (eerste uitkomst), MATCHED, ENDED_HERE (kwam overeen, hier"
                                            + " beëindigd), NO_LONGER_THERE (kwam overeen, niet meer"
                                            + " bij de ander), OUT_OF_SCOPE, DIFFERENCE_ARISEN"
                                            + " (een gegeven verschilt, eerder niet),"
                                            + " DIFFERENCE_SOLVED (een gegeven verschilt niet"
                                            + " meer), FIELDS (gegevens gekomen of veranderd,"
                                            + " zonder nieuw verschil), WITHDRAWN (kwam overeen,"
                                            + " ingetrokken), PROPOSED (voorgelegd aan mensen),"
                                            + " NOT_CONFIRMED (niet beide partijen zeiden ja),"
                                            + " PROPOSAL_LAPSED (niet beide antwoordden op tijd) of"
                                            + " CHANGED")
                    String change,
            @Schema(description = "Welke regel de registratie buiten het convenant houdt")
                    Optional<String> rule,
            @Schema(description = "OIN van de andere partij") String counterpart,
            @Schema(description = "Kenmerk van het convenant") String convenant,
            @Schema(description = "Nummer van het paar, gelijk bij beide partijen")
                    Optional<String> casusnummer,
            @Schema(description = "Nummer dat hiermee vervalt") Optional<String> retired,
            @Schema(
                            description =
                                    "Wat de ander over deze leerling gaf, zoals het convenant zegt;"
                                            + " leeg als er geen gegevens zijn gekomen")
                    List<FieldEntry> fields,
            @Schema(description = "Sinds wanneer dit zo is") Instant since,
            UUID run) {}

    /** One field of a match. */
    @Schema(name = "OutcomeField", description = "Een gegeven van de ander naast het eigen gegeven")
    public record FieldEntry(
            @Schema(description = "Naam van het gegeven, zoals in het convenant") String name,
            @Schema(
                            description =
                                    "EQUAL (gelijk; bij een datum binnen de afgesproken dagen),"
                                            + " DIFFERS (verschilt) of UNKNOWN (een van beide"
                                            + " partijen weet het niet)")
                    String comparison,
            @Schema(description = "Wat de ander gaf; leeg als die het niet weet")
                    Optional<String> received,
            @Schema(description = "Of deze verandering over dit gegeven gaat") boolean changed) {

        static FieldEntry of(FieldFinding field) {
            return new FieldEntry(
                    field.name(), field.comparison().name(), field.received(), field.changed());
        }

        @Override
        public String toString() {
            return "FieldEntry[masked]";
        }
    }

    @GET
    @Path("outcomes")
    @Operation(
            summary = "Veranderde uitkomsten ophalen",
            description =
                    "Alleen van de eigen registraties. Elke verandering komt een keer, in volgorde;"
                            + " wie verder leest vanaf next mist niets en krijgt niets dubbel.")
    public Page outcomes(
            @Parameter(description = AFTER) @QueryParam("after") @Nullable String after,
            @Parameter(description = LIMIT) @QueryParam("limit") @DefaultValue("1000") int limit) {
        return page(after, limit, Optional.empty());
    }

    @GET
    @Path("matches")
    @Operation(
            summary = "Alleen de overeenkomsten ophalen",
            description = "Dezelfde reeks als outcomes, alleen MATCHED.")
    public Page matches(
            @Parameter(description = AFTER) @QueryParam("after") @Nullable String after,
            @Parameter(description = LIMIT) @QueryParam("limit") @DefaultValue("1000") int limit) {
        return page(after, limit, Optional.of(Outcome.Kind.MATCHED));
    }

    /** How far a source system has read. */
    @Schema(name = "OutcomeAcknowledgement", description = "Tot waar de uitkomsten zijn verwerkt")
    public record Acknowledgement(
            @Schema(description = "next uit een eerder antwoord", required = true)
                    @Nullable String upTo) {}

    @POST
    @Path("outcomes/_acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Bevestigen tot waar de uitkomsten zijn verwerkt",
            description =
                    "Wie daarna zonder after leest, gaat daar verder. Een bevestiging gaat nooit"
                            + " terug.")
    public Acknowledgement acknowledge(@Nullable Acknowledgement acknowledgement) {
        String upTo = acknowledgement == null ? null : acknowledgement.upTo();
        if (upTo == null || upTo.isEmpty()) {
            throw invalid("/upTo", NEXT);
        }
        long seq = cursor("/upTo", upTo);
        String source = sourceSystem.name();
        return new Acknowledgement(Long.toString(feed.acknowledge(source, seq, clock.instant())));
    }

    private static final String NEXT =
            "the value of next in an earlier answer; if it was, the feed was put back to an earlier"
                    + " state: read it again from 0";

    private Page page(@Nullable String after, int limit, Optional<Outcome.Kind> only) {
        long from =
                after == null || after.isEmpty()
                        ? feed.acknowledged(sourceSystem.name())
                        : cursor("after", after);
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "a whole number from 1 to " + MOST);
        }
        List<Numbered> found = feed.after(sourceSystem.name(), from, only, limit);
        Map<UUID, SourceReference> references =
                ownLists.references(
                        found.stream().map(n -> n.change().entry().registration()).toList());
        List<Entry> entries = new ArrayList<>(found.size());
        for (Numbered numbered : found) {
            SourceReference reference = references.get(numbered.change().entry().registration());
            if (reference != null) {
                entries.add(entry(reference.reference(), numbered.change()));
            }
        }
        long next = found.isEmpty() ? from : found.getLast().seq();
        return new Page(entries, Long.toString(next));
    }

    private static Entry entry(String reference, OutcomeChange change) {
        OutcomeEntry e = change.entry();
        return new Entry(
                reference,
                e.outcome().name(),
                change.kind().name(),
                e.rule(),
                e.counterpart().value(),
                e.convenant(),
                e.casusnummer(),
                change.retired(),
                e.fields().stream().map(FieldEntry::of).toList(),
                e.since(),
                e.runId());
    }

    /** A number beyond the last entry is of a database that was put back since: say so. */
    private long cursor(String field, String value) {
        try {
            long seq = Long.parseLong(value);
            if (seq >= 0 && seq <= feed.last()) {
                return seq;
            }
        } catch (NumberFormatException e) {
            throw invalid(field, NEXT);
        }
        throw invalid(field, NEXT);
    }

    private static ProblemException invalid(String field, String expectation) {
        return new ProblemException(
                Problem.invalidInput(
                        "A parameter is not valid.", List.of(new FieldError(field, expectation))));
    }
}
