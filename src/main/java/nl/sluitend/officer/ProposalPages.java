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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Answer;
import nl.sluitend.reconciliation.ProposalDesk;
import nl.sluitend.reconciliation.ProposalView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Probable matches: the own registration, and the answer of this party's case worker. Shows nothing
 * of the other's record, nor whether the other has answered.
 */
@Path(ProposalViews.ADDRESS)
@RolesAllowed({Roles.CASE_WORKER, Roles.FG, Roles.PRIVACY_OFFICER})
@Produces(Pages.HTML)
public final class ProposalPages {

    private static final String ID = "{id}";

    private final ProposalDesk desk;
    private final ProposalViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    ProposalPages(ProposalDesk desk, ProposalViews views, OwnParty own, SecurityIdentity identity) {
        this.desk = desk;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance proposals(
                String node, Visitor visitor, ProposalViews.Listing listing);

        static native TemplateInstance proposal(
                String node, Visitor visitor, ProposalViews.Opened opened);
    }

    /** What waits for an answer, and what was decided. */
    @GET
    @Operation(hidden = true)
    public TemplateInstance list() {
        return Templates.proposals(
                own.name(), visitor(), views.listing(desk.list(visitor().subject())));
    }

    /** One of them, with the question if it waits for an answer. */
    @GET
    @Path(ID)
    @Operation(hidden = true)
    public TemplateInstance open(@PathParam("id") UUID id) {
        return page(find(id), "", Map.of());
    }

    /** Gives the answer of this party, once and for all (409), or says what is missing (400). */
    @POST
    @Path(ID)
    @RolesAllowed(Roles.CASE_WORKER)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response answer(
            @PathParam("id") UUID id,
            @FormParam("antwoord") @Nullable String answer,
            @FormParam("zeker") @Nullable String sure) {
        String chosen = answer == null ? "" : answer;
        Optional<Answer> given =
                switch (chosen) {
                    case "ja" -> Optional.of(Answer.YES);
                    case "nee" -> Optional.of(Answer.NO);
                    default -> Optional.empty();
                };
        Map<String, String> errors = new LinkedHashMap<>();
        if (given.isEmpty()) {
            errors.put("antwoord", "Kies ja of nee.");
        }
        if (!"ja".equals(sure)) {
            errors.put("zeker", "Bevestig dat u weet dat het antwoord vaststaat.");
        }
        if (!errors.isEmpty()) {
            return Response.status(400)
                    .entity(page(find(id), given.isPresent() ? chosen : "", errors))
                    .build();
        }
        try {
            desk.answer(id, given.orElseThrow(), visitor().subject());
            return Response.seeOther(URI.create(ProposalViews.address(id))).build();
        } catch (ProblemException e) {
            String text =
                    switch (e.problem().type()) {
                        case "already-answered" ->
                                "Er is al geantwoord namens uw organisatie. Dat antwoord blijft"
                                        + " staan.";
                        case "proposal-over" ->
                                "Antwoorden kan niet meer: het paar is voorbij, of het convenant"
                                        + " geldt niet meer.";
                        default -> throw e;
                    };
            return Response.status(e.problem().status())
                    .entity(page(find(id), "", Map.of("antwoord", text)))
                    .build();
        }
    }

    private ProposalView find(UUID id) {
        return desk.find(id, visitor().subject())
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound("There is no such probable match.")));
    }

    private TemplateInstance page(
            ProposalView proposal, String chosen, Map<String, String> errors) {
        return Templates.proposal(own.name(), visitor(), views.opened(proposal, chosen, errors));
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }
}
