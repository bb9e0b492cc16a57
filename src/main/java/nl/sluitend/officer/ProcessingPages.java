package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The register of processing activities, and whether the logs agree with it. */
@Path("/privacy/verwerkingsregister")
@RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
@Produces(Pages.HTML)
public final class ProcessingPages {

    private final ProcessingViews views;
    private final ProcessingExport export;
    private final OwnParty own;
    private final SecurityIdentity identity;

    ProcessingPages(
            ProcessingViews views,
            ProcessingExport export,
            OwnParty own,
            SecurityIdentity identity) {
        this.views = views;
        this.export = export;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance processing(
                String node, Visitor visitor, ProcessingRegister view, String error);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return page("");
    }

    /** The register as a file; that it is taken is logged first. Another form is refused (400). */
    @POST
    @Path("/meenemen")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces({"text/csv", MediaType.APPLICATION_JSON, Pages.HTML})
    @Operation(hidden = true)
    public Response take(MultivaluedMap<String, String> answers) {
        Optional<ProcessingExport.Format> chosen =
                Optional.ofNullable(answers.getFirst("vorm"))
                        .flatMap(ProcessingExport.Format::find);
        if (chosen.isEmpty()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(Pages.HTML)
                    .entity(page("Kies een vorm: CSV of JSON."))
                    .build();
        }
        ProcessingExport.Format format = chosen.get();
        return Response.ok(export.take(format, Visitor.of(identity).subject()))
                .type(format.mediaType())
                .header("Cache-Control", "no-store")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"verwerkingsregister.%s\""
                                .formatted(format.extension()))
                .build();
    }

    private TemplateInstance page(String error) {
        return Templates.processing(own.name(), Visitor.of(identity), views.register(), error);
    }
}
