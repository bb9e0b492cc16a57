package nl.sluitend.registration;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What an operator does for a source system. */
@Path("/v1/sources")
@RolesAllowed("node-operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "beheer", description = "Beheer van bronsystemen.")
public class QuotaResource {

    private static final Logger LOG = Logger.getLogger(QuotaResource.class);
    private static final long HIGHEST = 5_000_000;

    private final RegistrationOperations operations;
    private final SecurityIdentity identity;

    QuotaResource(RegistrationOperations operations, SecurityIdentity identity) {
        this.operations = operations;
        this.identity = identity;
    }

    /** A higher quota for one day, and why. */
    public record QuotaBody(
            @Nullable String sourceSystem, @Nullable Long quota, @Nullable String reason) {}

    @POST
    @Path("/_quota")
    @Operation(
            operationId = "raiseQuota",
            summary = "Het dagquotum van een bronsysteem verhogen",
            description =
                    "Geldt tot middernacht. Nodig bij een eerste grote lijst; bij elke andere vraag"
                            + " om verhoging eerst nagaan of het bronsysteem zelf vraagt. Wie, hoeveel"
                            + " en waarom komt in het logboek van dit knooppunt. Rol: node-operator.")
    @APIResponse(responseCode = "200", description = "Het quotum van vandaag.")
    @APIResponse(responseCode = "400", description = "Een gegeven ontbreekt of klopt niet.")
    public Map<String, Object> raise(QuotaBody body) {
        QuotaBody sent = RegistrationResource.present(body);
        List<FieldError> wrong = new ArrayList<>();
        String sourceSystem = sent.sourceSystem();
        Long quota = sent.quota();
        Optional<StatedReason> reason = StatedReason.read(sent.reason(), wrong);
        if (sourceSystem == null || sourceSystem.isBlank()) {
            wrong.add(new FieldError("/sourceSystem", "is missing"));
        }
        if (quota == null || quota < 1 || quota > HIGHEST) {
            wrong.add(new FieldError("/quota", "must be a number from 1 to " + HIGHEST));
        }
        if (sourceSystem == null || quota == null || reason.isEmpty() || !wrong.isEmpty()) {
            throw new ProblemException(Problem.invalidInput("The quota was not raised.", wrong));
        }
        String operator = identity.getPrincipal().getName();
        LOG.warnf(
                "quota of source system %s raised to %d for today by %s",
                sourceSystem, quota, operator);
        return operations.raiseQuota(sourceSystem, quota, operator, reason.get());
    }
}
