package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The handbook, one click away from every page, for whoever needs it. */
@Path("/handleiding")
@PermitAll
@Produces(Pages.HTML)
public final class HandbookPages {

    private static final String FIRST = "README";

    private final OwnParty own;

    HandbookPages(OwnParty own) {
        this.own = own;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance handbook(String node, Handbook.Page page, boolean first);
    }

    /** A page of the handbook; without a name the first one. */
    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("pagina") @DefaultValue(FIRST) String name) {
        return page(name, name.equals(FIRST));
    }

    private TemplateInstance page(String name, boolean first) {
        return Templates.handbook(
                own.name(),
                Handbook.page(name)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.notFound(
                                                        "The handbook has no such page."))),
                first);
    }
}
