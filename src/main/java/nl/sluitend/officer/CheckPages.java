package nl.sluitend.officer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import nl.sluitend.disclosure.CheckHistory;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The dated report of a check of the logs, for an officer to keep and to sign. */
@Path("/privacy/controles")
@RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
public final class CheckPages {

    private final CheckHistory history;

    CheckPages(CheckHistory history) {
        this.history = history;
    }

    /** On paper. */
    @GET
    @Path("{id}/rapport.pdf")
    @Produces("application/pdf")
    @Operation(hidden = true)
    public Response pdf(@PathParam("id") UUID id) {
        return download(new CheckDocument(report(id)).pdf(), id, "pdf");
    }

    /** As plain text. */
    @GET
    @Path("{id}/rapport.txt")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    @Operation(hidden = true)
    public Response text(@PathParam("id") UUID id) {
        return download(new CheckDocument(report(id)).text(), id, "txt");
    }

    /** As the process that checked wrote it. */
    @GET
    @Path("{id}/rapport.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response json(@PathParam("id") UUID id) {
        return download(report(id), id, "json");
    }

    private String report(UUID id) {
        return history.find(id)
                .flatMap(CheckHistory.Done::report)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound("There is no report of that check.")));
    }

    private static Response download(Object content, UUID id, String extension) {
        return Response.ok(content)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"controle-%s.%s\"".formatted(id, extension))
                .header("Cache-Control", "no-store")
                .build();
    }
}
