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
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.reconciliation.ReceivedNotices;
import nl.sluitend.subject.Reason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What another party told about a pupil (AVG art. 19), and that people dealt with it. */
@Path("/privacy/kennisgevingen/{id}")
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Produces(Pages.HTML)
public final class NoticePages {

    private final ReceivedNotices notices;
    private final NoticeViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    NoticePages(
            ReceivedNotices notices, NoticeViews views, OwnParty own, SecurityIdentity identity) {
        this.notices = notices;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance receivedNotice(
                String node, Visitor visitor, NoticeViews.Opened opened);
    }

    /** One of them. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance open(@PathParam("id") UUID id) {
        return page(id, "");
    }

    /** Keeps that people dealt with it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response handled(
            @PathParam("id") UUID id, @FormParam("toelichting") @Nullable String explanation) {
        Optional<Reason> handling = Reason.read(explanation);
        if (handling.isEmpty()) {
            return Response.status(400).entity(page(id, RightsTexts.NO_REASON)).build();
        }
        if (!notices.handle(id, handling.get().text(), visitor().subject())) {
            return Response.status(409)
                    .entity(page(id, "Dit is al verwerkt. Wat toen is gedaan, blijft staan."))
                    .build();
        }
        return Response.seeOther(URI.create(NoticeViews.address(id))).build();
    }

    private TemplateInstance page(UUID id, String error) {
        return Templates.receivedNotice(
                own.name(),
                visitor(),
                notices.open(id, visitor().subject())
                        .map(opened -> views.opened(opened, error))
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                Problem.notFound("There is no such notice."))));
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }
}
