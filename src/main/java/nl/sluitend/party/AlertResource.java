package nl.sluitend.party;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What those who supervise have to look at. */
@Path("/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "meldingen", description = "Waar een mens naar moet kijken.")
public class AlertResource {

    private final Alerts alerts;
    private final SecurityIdentity identity;

    AlertResource(Alerts alerts, SecurityIdentity identity) {
        this.alerts = alerts;
        this.identity = identity;
    }

    @GET
    @RolesAllowed({Roles.FG, Roles.PRIVACY_OFFICER, Roles.NODE_OPERATOR})
    @Operation(
            operationId = "listAlerts",
            summary = "Meldingen",
            description =
                    "De openstaande meldingen, nieuwste eerst; met all=true ook de afgehandelde."
                            + " Rol: fg, privacy-officer of node-operator.")
    @APIResponse(responseCode = "200", description = "De meldingen.")
    public List<Alert> list(@QueryParam("all") @DefaultValue("false") boolean all) {
        return alerts.list(!all);
    }

    @POST
    @Path("/{id}/_acknowledge")
    @RolesAllowed(Roles.FG)
    @Operation(
            operationId = "acknowledgeAlert",
            summary = "Een melding als gezien aanmerken",
            description = "Daarna telt dezelfde gebeurtenis als een nieuwe melding. Rol: fg.")
    @APIResponse(responseCode = "204", description = "Aangemerkt als gezien.")
    @APIResponse(responseCode = "404", description = "Er staat zo'n melding niet open.")
    public void acknowledge(@PathParam("id") UUID id) {
        if (!alerts.acknowledge(id, identity.getPrincipal().getName())) {
            throw new ProblemException(Problem.notFound("No alert with this id is open."));
        }
    }
}
