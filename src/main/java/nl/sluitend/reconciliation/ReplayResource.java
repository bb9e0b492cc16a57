package nl.sluitend.reconciliation;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Checks what this party entered into a run. */
@Path("/v1/replays")
@RolesAllowed({"fg", "privacy-officer"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs", description = "Het eigen register naast dat van een andere partij leggen")
public class ReplayResource {

    private final Replays replays;
    private final SecurityIdentity identity;

    ReplayResource(Replays replays, SecurityIdentity identity) {
        this.replays = replays;
        this.identity = identity;
    }

    /** Which run. */
    @Schema(name = "ReplayRequest", description = "Welke run wordt gecontroleerd")
    public record Request(
            @Schema(description = "Nummer van de run", required = true) @Nullable UUID run) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayRun",
            summary = "Nagaan of de verstuurde lijst de eigen lijst was",
            description =
                    "Rekent van elke sessie van de run na dat wat is verstuurd, de vastgelegde lijst is"
                            + " onder één sleutel. Kan tot 90 dagen na de run. Wordt vastgelegd."
                            + " Rol: fg of privacy-officer.")
    public List<ReplayView> replay(@Nullable Request request) {
        UUID run = request == null ? null : request.run();
        if (run == null) {
            throw new ProblemException(
                    Problem.invalidInput(
                            "A run is needed.",
                            List.of(new FieldError("/run", "the number of a run"))));
        }
        return replays.replay(run, identity.getPrincipal().getName())
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound("This party has no such run.")));
    }
}
