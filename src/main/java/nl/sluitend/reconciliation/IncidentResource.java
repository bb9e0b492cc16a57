package nl.sluitend.reconciliation;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.registration.StatedReason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What may be a breach, and what was decided about it. */
@Path("/v1/incidents")
@RolesAllowed({"fg", "privacy-officer"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Intrekken", description = "Overeenkomsten die niet kloppen, en wat daaruit volgt")
public class IncidentResource {

    private final Incidents incidents;
    private final SecurityIdentity identity;

    IncidentResource(Incidents incidents, SecurityIdentity identity) {
        this.incidents = incidents;
        this.identity = identity;
    }

    /** An incident as people see it. */
    @Schema(name = "Incident", description = "Wat een datalek kan zijn (artikel 33 AVG)")
    public record View(
            UUID id,
            @Schema(description = "Nummer van de intrekking waarmee het begon") UUID withdrawal,
            @Schema(description = "Sinds wanneer deze partij het weet") Instant aware,
            @Schema(description = "Wanneer de 72 uur voorbij zijn") Instant due,
            @Schema(description = "REPORTED (gemeld) of NOT_REPORTED; leeg als er niet is besloten")
                    Optional<String> decision,
            @Schema(description = "Waarom") Optional<String> explanation,
            @Schema(description = "Wanneer is besloten") Optional<Instant> decided) {

        static View of(Incident incident) {
            return new View(
                    incident.id(),
                    incident.withdrawal(),
                    incident.aware(),
                    incident.due(),
                    incident.decision().map(Enum::name),
                    incident.explanation(),
                    incident.decided());
        }
    }

    /** What was decided. */
    @Schema(name = "IncidentDecision", description = "Wat is besloten, en waarom")
    public record Decision(
            @Schema(description = "REPORTED of NOT_REPORTED", required = true)
                    @Nullable String decision,
            @Schema(
                            description =
                                    "Waarom, in één regel; zonder naam of nummer van een leerling",
                            required = true)
                    @Nullable String reason) {}

    @GET
    @Operation(
            operationId = "listIncidents",
            summary = "Incidenten, het nieuwste eerst",
            description = "Hoogstens 500. Rol: fg of privacy-officer.")
    public List<View> list() {
        return incidents.newest().stream().map(View::of).toList();
    }

    @POST
    @Path("{id}/_decide")
    @RolesAllowed("privacy-officer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decideIncident",
            summary = "Vastleggen of een incident is gemeld",
            description =
                    "Met de reden. De node meldt zelf niets: dat doet een mens bij de Autoriteit"
                            + " Persoonsgegevens. De eerste beslissing blijft staan. Rol:"
                            + " privacy-officer.")
    public View decide(
            @Parameter(description = "Nummer van het incident") @PathParam("id") UUID id,
            @Nullable Decision sent) {
        var errors = new ArrayList<FieldError>();
        Optional<Incident.Decision> decision =
                Arrays.stream(Incident.Decision.values())
                        .filter(one -> sent != null && one.name().equals(sent.decision()))
                        .findFirst();
        if (decision.isEmpty()) {
            errors.add(new FieldError("/decision", "REPORTED or NOT_REPORTED"));
        }
        Optional<StatedReason> reason =
                StatedReason.read(sent == null ? null : sent.reason(), errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    Problem.invalidInput("The decision is not complete.", List.copyOf(errors)));
        }
        return incidents
                .decide(
                        id,
                        decision.orElseThrow(),
                        reason.orElseThrow().text(),
                        identity.getPrincipal().getName())
                .map(View::of)
                .orElseThrow(() -> notOpen(id));
    }

    private ProblemException notOpen(UUID id) {
        return new ProblemException(
                incidents.exists(id)
                        ? Problem.of(
                                "incident-decided",
                                409,
                                "The incident was decided before",
                                "The first decision stays; see /v1/incidents.")
                        : Problem.notFound("This party has no such incident."));
    }
}
