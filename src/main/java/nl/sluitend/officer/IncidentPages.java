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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.reconciliation.IncidentDesk;
import nl.sluitend.reconciliation.WithdrawalReason;
import nl.sluitend.subject.Reason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Withdrawn matches and the incidents that they began, with the 72 hours of AVG art. 33. The
 * privacy officer withdraws and decides; the functionaris gegevensbescherming looks on.
 */
@Path("/privacy/incidenten")
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Produces(Pages.HTML)
public final class IncidentPages {

    private static final String ID = "{id}";

    private final IncidentDesk desk;
    private final IncidentViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    IncidentPages(IncidentDesk desk, IncidentViews views, OwnParty own, SecurityIdentity identity) {
        this.desk = desk;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance incidents(
                String node, Visitor visitor, IncidentViews.Page view);

        static native TemplateInstance incident(
                String node, Visitor visitor, IncidentViews.Opened opened);
    }

    /** Both lists. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance list() {
        return list(Map.of(), Map.of());
    }

    /** Withdraws a match, or says everything that is wrong with what was filled in. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response withdraw(
            @FormParam("convenant") @Nullable String convenant,
            @FormParam("casusnummer") @Nullable String casusnummer,
            @FormParam("reden") @Nullable String reason,
            @FormParam("zeker") @Nullable String sure) {
        String hash = convenant == null ? "" : convenant;
        String number = casusnummer == null ? "" : casusnummer.strip();
        Optional<WithdrawalReason> why =
                Arrays.stream(WithdrawalReason.values())
                        .filter(one -> one.name().equals(reason))
                        .findFirst();
        Map<String, String> errors = new LinkedHashMap<>();
        if (!hash.matches("[0-9a-f]{64}")) {
            errors.put("convenant", "Kies het convenant waaronder is vergeleken.");
        }
        if (!Casusnummer.isValid(number)) {
            errors.put("casusnummer", "Vul het casusnummer in, zoals 7K3QD-0M9XZ-4.");
        }
        if (why.isEmpty()) {
            errors.put("reden", "Kies waarom de overeenkomst niet klopt.");
        }
        if (!"ja".equals(sure)) {
            errors.put("zeker", "Bevestig dat u weet wat intrekken doet.");
        }
        Map<String, String> filled =
                Map.of(
                        "convenant",
                        hash,
                        "casusnummer",
                        Casusnummer.isValid(number) ? number : "",
                        "reden",
                        why.map(Enum::name).orElse(""));
        if (!errors.isEmpty()) {
            return Response.status(400).entity(list(filled, errors)).build();
        }
        try {
            return to(IncidentViews.after(desk.withdraw(hash, number, why.orElseThrow())));
        } catch (ProblemException e) {
            String text =
                    switch (e.problem().type()) {
                        case "unknown-match" ->
                                "Onder dit convenant is er nu geen overeenkomst met dit nummer.";
                        case "session-open" ->
                                "Er loopt een afstemming onder dit convenant. Probeer het als die klaar"
                                        + " is.";
                        case "match-too-old" ->
                                "Deze overeenkomst is te lang geleden. Doe eerst een nieuwe afstemming"
                                        + " en trek haar daarna in.";
                        case "match-out-of-reach" ->
                                "Deze overeenkomst is te lang geleden, en het convenant geldt niet meer."
                                        + " Bel de andere partij. Wis allebei zelf wat u van elkaar kreeg,"
                                        + " en beslis of u een datalek moet melden.";
                        default -> throw e;
                    };
            return Response.status(e.problem().status())
                    .entity(list(filled, Map.of("casusnummer", text)))
                    .build();
        }
    }

    /** One incident. */
    @GET
    @Path(ID)
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance open(@PathParam("id") UUID id) {
        return page(id, "", "");
    }

    /** Keeps whether it was reported, and why. */
    @POST
    @Path(ID)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response decide(
            @PathParam("id") UUID id,
            @FormParam("besluit") @Nullable String decision,
            @FormParam("toelichting") @Nullable String explanation) {
        Optional<Reason> reason = Reason.read(explanation);
        if (reason.isEmpty()) {
            return Response.status(400).entity(page(id, RightsTexts.NO_REASON, "")).build();
        }
        boolean reported = "gemeld".equals(decision);
        if (!reported && !"niet-gemeld".equals(decision)) {
            throw new ProblemException(Problem.notFound("There is no such decision."));
        }
        return switch (desk.decide(id, reported, reason.get().text(), visitor().subject())) {
            case DONE -> to("/privacy/incidenten/" + id);
            case BEFORE ->
                    Response.status(409)
                            .entity(
                                    page(
                                            id,
                                            "Er is al besloten. Het eerste besluit blijft staan.",
                                            reason.get().text()))
                            .build();
            case UNKNOWN -> throw unknown();
        };
    }

    /** Lets the pair match again, as far as this party goes, and keeps why. */
    @POST
    @Path(ID + "/opheffen")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response lift(
            @PathParam("id") UUID id, @FormParam("toelichting") @Nullable String explanation) {
        Optional<Reason> reason = Reason.read(explanation);
        if (reason.isEmpty()) {
            return Response.status(400).entity(page(id, RightsTexts.NO_REASON, "")).build();
        }
        UUID withdrawal =
                desk.open(id, visitor().subject())
                        .orElseThrow(IncidentPages::unknown)
                        .withdrawal()
                        .id();
        try {
            desk.lift(withdrawal, reason.get().text(), visitor().subject());
            return to("/privacy/incidenten/" + id);
        } catch (ProblemException e) {
            String text =
                    switch (e.problem().type()) {
                        case "already-lifted" -> "De intrekking is hier al opgeheven.";
                        case "session-open" ->
                                "Er loopt een afstemming onder dit convenant. Probeer het als die klaar"
                                        + " is.";
                        default -> throw e;
                    };
            return Response.status(e.problem().status()).entity(page(id, text, "")).build();
        }
    }

    private TemplateInstance list(Map<String, String> filled, Map<String, String> errors) {
        return Templates.incidents(
                own.name(), visitor(), views.page(filled, errors, visitor().subject()));
    }

    private TemplateInstance page(UUID id, String error, String explanation) {
        return Templates.incident(
                own.name(),
                visitor(),
                desk.open(id, visitor().subject())
                        .map(found -> views.opened(found, error, explanation))
                        .orElseThrow(IncidentPages::unknown));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no such incident."));
    }

    private static Response to(String address) {
        return Response.seeOther(URI.create(address)).build();
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }
}
