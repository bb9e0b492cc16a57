package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import nl.sluitend.party.Alerts;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The first page after login: what stands out, for each role its own part. */
@Path("/overzicht")
@RolesAllowed({
    Roles.PRIVACY_OFFICER,
    Roles.FG,
    Roles.CONVENANT_MANAGER,
    Roles.CASE_WORKER,
    Roles.NODE_OPERATOR
})
@Produces(Pages.HTML)
public final class OverviewPages {

    private final OverviewViews views;
    private final Alerts alerts;
    private final OwnParty own;
    private final SecurityIdentity identity;

    OverviewPages(OverviewViews views, Alerts alerts, OwnParty own, SecurityIdentity identity) {
        this.views = views;
        this.alerts = alerts;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance overview(
                String node, Visitor visitor, OverviewViews.Page view);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        Visitor visitor = Visitor.of(identity);
        return Templates.overview(own.name(), visitor, views.page(visitor));
    }

    /** The functionaris gegevensbescherming has seen an alert. */
    @POST
    @Path("meldingen/{id}")
    @RolesAllowed(Roles.FG)
    @Operation(hidden = true)
    public Response acknowledge(@PathParam("id") UUID id) {
        if (!alerts.acknowledge(id, Visitor.of(identity).subject())) {
            throw new ProblemException(Problem.notFound("No alert with this id is open."));
        }
        return Response.seeOther(URI.create("/overzicht")).build();
    }
}
