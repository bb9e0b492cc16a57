package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The register of processing activities, and whether the logs agree with it. */
@Path("/privacy/verwerkingsregister")
@RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
@Produces(Pages.HTML)
public final class ProcessingPages {

    private final ProcessingViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    ProcessingPages(ProcessingViews views, OwnParty own, SecurityIdentity identity) {
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance processing(
                String node, Visitor visitor, ProcessingViews.Page view);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return Templates.processing(own.name(), Visitor.of(identity), views.page());
    }
}
