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
import nl.sluitend.reconciliation.NoticesByHand;
import nl.sluitend.reconciliation.ReceivedNotices;
import nl.sluitend.subject.Reason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Notices (AVG art. 19) that people deal with: what another party told about a pupil, and what the
 * own node could not tell.
 */
@Path("/privacy/kennisgevingen/{id}")
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Produces(Pages.HTML)
public final class NoticePages {

    private static final String TOLD = "verteld";

    private final ReceivedNotices notices;
    private final NoticesByHand byHand;
    private final NoticeViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    NoticePages(
            ReceivedNotices notices,
            NoticesByHand byHand,
            NoticeViews views,
            OwnParty own,
            SecurityIdentity identity) {
        this.notices = notices;
        this.byHand = byHand;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance receivedNotice(
                String node, Visitor visitor, NoticeViews.Opened opened);

        static native TemplateInstance noticeByHand(
                String node, Visitor visitor, NoticeViews.ByHand byHand);
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

    /** One that this party has to tell itself, because the node cannot. */
    @GET
    @Path(TOLD)
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance openByHand(@PathParam("id") UUID id) {
        return byHand(id, "");
    }

    /** Keeps that people told it. */
    @POST
    @Path(TOLD)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response told(
            @PathParam("id") UUID id, @FormParam("toelichting") @Nullable String explanation) {
        Optional<Reason> how = Reason.read(explanation);
        if (how.isEmpty()) {
            return Response.status(400).entity(byHand(id, RightsTexts.NO_REASON)).build();
        }
        String request = found(id).request().toString();
        if (!byHand.told(id, how.get().text(), visitor().subject())) {
            return Response.status(409)
                    .entity(byHand(id, "Dit is al genoteerd. Wat toen is genoteerd, blijft staan."))
                    .build();
        }
        return Response.seeOther(URI.create("/privacy/verzoeken/" + request)).build();
    }

    private TemplateInstance byHand(UUID id, String error) {
        return Templates.noticeByHand(own.name(), visitor(), views.byHand(found(id), error));
    }

    private NoticesByHand.ByHand found(UUID id) {
        return byHand.find(id).orElseThrow(NoticePages::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no such notice."));
    }

    private TemplateInstance page(UUID id, String error) {
        return Templates.receivedNotice(
                own.name(),
                visitor(),
                notices.open(id, visitor().subject())
                        .map(opened -> views.opened(opened, error))
                        .orElseThrow(NoticePages::unknown));
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }
}
