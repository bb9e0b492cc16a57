package nl.sluitend.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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

    private final OutcomeFeed feed;
    private final OwnLists ownLists;
    private final SourceSystem sourceSystem;

    OutcomeResource(OutcomeFeed feed, OwnLists ownLists, SourceSystem sourceSystem) {
        this.feed = feed;
        this.ownLists = ownLists;
        this.sourceSystem = sourceSystem;
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
                                    "MATCHED, CONFLICT, ONLY_HERE, OUT_OF_SCOPE, KEY_MISSING,"
                                            + " AMBIGUOUS, NOBODY_ANSWERS of OBJECTION")
                    String outcome,
            @Schema(description = "Welke regel de registratie buiten het convenant houdt")
                    Optional<String> rule,
            @Schema(description = "OIN van de andere partij") String counterpart,
            @Schema(description = "Kenmerk van het convenant") String convenant,
            @Schema(description = "Nummer van het paar, gelijk bij beide partijen")
                    Optional<String> casusnummer,
            @Schema(description = "Sinds wanneer dit zo is") Instant since,
            UUID run) {}

    @GET
    @Path("outcomes")
    @Operation(
            summary = "Veranderde uitkomsten ophalen",
            description =
                    "Alleen van de eigen registraties. Elke verandering komt een keer, in volgorde;"
                            + " wie verder leest vanaf next mist niets en krijgt niets dubbel.")
    public Page outcomes(
            @Parameter(description = "next van de vorige keer; leeg om vooraan te beginnen")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "Hoeveel hoogstens, 1 tot en met 10000")
                    @QueryParam("limit")
                    @DefaultValue("1000")
                    int limit) {
        return page(after, limit, Optional.empty());
    }

    @GET
    @Path("matches")
    @Operation(
            summary = "Alleen de overeenkomsten ophalen",
            description = "Dezelfde reeks als outcomes, alleen MATCHED.")
    public Page matches(
            @Parameter(description = "next van de vorige keer; leeg om vooraan te beginnen")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "Hoeveel hoogstens, 1 tot en met 10000")
                    @QueryParam("limit")
                    @DefaultValue("1000")
                    int limit) {
        return page(after, limit, Optional.of(Outcome.Kind.MATCHED));
    }

    private Page page(@Nullable String after, int limit, Optional<Outcome.Kind> only) {
        long from = cursor(after);
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "a whole number from 1 to " + MOST);
        }
        List<Numbered> found = feed.after(sourceSystem.name(), from, only, limit);
        Map<UUID, SourceReference> references =
                ownLists.references(found.stream().map(n -> n.entry().registration()).toList());
        List<Entry> entries = new ArrayList<>(found.size());
        for (Numbered numbered : found) {
            SourceReference reference = references.get(numbered.entry().registration());
            if (reference != null) {
                entries.add(entry(reference.reference(), numbered.entry()));
            }
        }
        long next = found.isEmpty() ? from : found.getLast().seq();
        return new Page(entries, Long.toString(next));
    }

    private static Entry entry(String reference, OutcomeEntry e) {
        return new Entry(
                reference,
                e.outcome().name(),
                e.rule(),
                e.counterpart().value(),
                e.convenant(),
                e.casusnummer(),
                e.since(),
                e.runId());
    }

    private static long cursor(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return 0;
        }
        try {
            long seq = Long.parseLong(after);
            if (seq >= 0) {
                return seq;
            }
        } catch (NumberFormatException e) {
            throw invalid("after", "the value of next in an earlier answer");
        }
        throw invalid("after", "the value of next in an earlier answer");
    }

    private static ProblemException invalid(String field, String expectation) {
        return new ProblemException(
                Problem.invalidInput(
                        "A parameter is not valid.", List.of(new FieldError(field, expectation))));
    }
}
