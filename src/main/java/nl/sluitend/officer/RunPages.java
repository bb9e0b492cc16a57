package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.reconciliation.CountView;
import nl.sluitend.reconciliation.RunOperations;
import nl.sluitend.reconciliation.RunView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Runs: how far they are, what came out, and starting one. Shows numbers, never pupils. */
@Path("/afstemmingen")
@RolesAllowed({Roles.CASE_WORKER, Roles.NODE_OPERATOR, Roles.CONVENANT_MANAGER})
@Produces(Pages.HTML)
public final class RunPages {

    private static final String ID = "{id}";

    /** A page without JavaScript loads itself again while a run is under way. */
    private static final String REFRESH_SECONDS = "10";

    private final RunOperations runs;
    private final RunViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    RunPages(RunOperations runs, RunViews views, OwnParty own, SecurityIdentity identity) {
        this.runs = runs;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance runs(String node, Visitor visitor, RunViews.Listing listing);

        static native TemplateInstance run(String node, Visitor visitor, RunViews.Opened opened);
    }

    /** The last hundred runs, and what can be started. */
    @GET
    @RolesAllowed({
        Roles.CASE_WORKER,
        Roles.NODE_OPERATOR,
        Roles.CONVENANT_MANAGER,
        Roles.PRIVACY_OFFICER,
        Roles.FG
    })
    @Operation(hidden = true)
    public TemplateInstance list() {
        return list("", "");
    }

    /** Starts a run, or says why not (400). */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response start(@FormParam("afspraak") @Nullable String chosen) {
        String value = chosen == null ? "" : chosen.strip();
        List<String> parts = List.of(value.split(" ", 3));
        if (parts.size() != 3) {
            return Response.status(400)
                    .entity(list(value, "Kies met wie, hoe en waarvoor."))
                    .build();
        }
        try {
            RunView run =
                    runs.start(
                            parts.get(0),
                            Optional.of(parts.get(1)),
                            Optional.empty(),
                            parts.get(2));
            return Response.seeOther(URI.create(RunViews.address(run))).build();
        } catch (ProblemException e) {
            return Response.status(e.problem().status())
                    .entity(list(value, refusal(e.problem())))
                    .build();
        }
    }

    /** One run; loads itself again while it is under way. */
    @GET
    @Path(ID)
    @RolesAllowed({
        Roles.CASE_WORKER,
        Roles.NODE_OPERATOR,
        Roles.CONVENANT_MANAGER,
        Roles.PRIVACY_OFFICER,
        Roles.FG
    })
    @Operation(hidden = true)
    public Response open(@PathParam("id") UUID id) {
        RunViews.Opened opened = views.opened(runs.get(id), figures(id), "");
        Response.ResponseBuilder answer = Response.ok(Templates.run(own.name(), visitor(), opened));
        return opened.running()
                ? answer.header("Refresh", REFRESH_SECONDS).build()
                : answer.build();
    }

    /** Stops a run, if it still can be stopped (409). */
    @POST
    @Path(ID + "/stoppen")
    @Operation(hidden = true)
    public Response stop(@PathParam("id") UUID id) {
        try {
            return Response.seeOther(URI.create(RunViews.address(runs.stop(id)))).build();
        } catch (ProblemException e) {
            if (e.problem().status() == 404) {
                throw e;
            }
            return Response.status(e.problem().status())
                    .entity(
                            Templates.run(
                                    own.name(),
                                    visitor(),
                                    views.opened(
                                            runs.get(id),
                                            Optional.empty(),
                                            "Stoppen kan niet meer: beide partijen hebben de"
                                                    + " uitkomst al berekend.")))
                    .build();
        }
    }

    /** Who operates the node has no business with what was counted. */
    private Optional<CountView> figures(UUID id) {
        return visitor().seesFigures() ? runs.figures(id) : Optional.empty();
    }

    private TemplateInstance list(String chosen, String error) {
        return Templates.runs(own.name(), visitor(), views.listing(runs.newest(), chosen, error));
    }

    private static String refusal(Problem problem) {
        return "Deze afstemming kan nu niet beginnen: %s."
                .formatted(RunTexts.reason(problem.type()));
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }
}
