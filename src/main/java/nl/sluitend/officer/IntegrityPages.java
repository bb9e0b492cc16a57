package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import nl.sluitend.disclosure.OwnLogCheck;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether the logs are as they were written, and who follows them. */
@Path("/privacy/integriteit")
@RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
@Produces(Pages.HTML)
public final class IntegrityPages {

    private final OwnLogCheck check;
    private final IntegrityViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    IntegrityPages(
            OwnLogCheck check, IntegrityViews views, OwnParty own, SecurityIdentity identity) {
        this.check = check;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance integrity(
                String node, Visitor visitor, IntegrityViews.Page view);
    }

    /** Every log, how far it is and how far its witnesses are. */
    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return page(views.page());
    }

    /** Controleer nu: every entry of every log is worked out again. */
    @POST
    @Operation(hidden = true)
    public TemplateInstance checkNow() {
        return page(views.page(check.run()));
    }

    private TemplateInstance page(IntegrityViews.Page view) {
        return Templates.integrity(own.name(), Visitor.of(identity), view);
    }
}
