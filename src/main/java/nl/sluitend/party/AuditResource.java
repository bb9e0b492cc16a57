package nl.sluitend.party;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what on this node, for those who supervise. */
@Path("/v1/audit-records")
@RolesAllowed({Roles.FG, Roles.PRIVACY_OFFICER})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "meldingen")
public class AuditResource {

    private final AuditTrail trail;
    private final Clock clock;

    AuditResource(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listAuditRecords",
            summary = "Wie wat deed, vanwaar en met welk gevolg",
            description =
                    "Het nieuwste eerst, hoogstens 500. Verder terug met before = at van de laatste."
                            + " Ook dit lezen wordt vastgelegd. Rol: fg of privacy-officer.")
    public List<AuditRecord> list(
            @Parameter(description = "Alleen van voor dit tijdstip, ISO 8601") @QueryParam("before")
                    @Nullable String before,
            @Parameter(description = "Alleen deze handeling: 32 hexadecimale cijfers")
                    @QueryParam("operation")
                    @Nullable String operation) {
        try {
            return trail.before(
                    before == null ? clock.instant() : Instant.parse(before),
                    Optional.ofNullable(operation));
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    Problem.of(
                            "invalid-request",
                            400,
                            "The request cannot be read",
                            "Give 'before' as 2026-11-22T10:00:00Z."),
                    e);
        }
    }
}
