package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.reconciliation.ReceivedNotices;
import nl.sluitend.registration.Pupils;
import nl.sluitend.subject.AccessReport;
import nl.sluitend.subject.AccessReports;
import nl.sluitend.subject.Opened;
import nl.sluitend.subject.Reason;
import nl.sluitend.subject.Requests;
import nl.sluitend.subject.RightsRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Requests of data subjects: the privacy officer enters and decides, the functionaris
 * gegevensbescherming looks on. Whom a request is about is filled in once and never shown.
 */
@Path("/privacy/verzoeken")
@RolesAllowed(Roles.PRIVACY_OFFICER)
@Produces(Pages.HTML)
public final class RightsPages {

    private static final String ID = "{id}";

    private final Requests requests;
    private final AccessReports reports;
    private final Pupils pupils;
    private final ReceivedNotices received;
    private final NoticeViews notices;
    private final OwnParty own;
    private final SecurityIdentity identity;

    RightsPages(
            Requests requests,
            AccessReports reports,
            Pupils pupils,
            ReceivedNotices received,
            NoticeViews notices,
            OwnParty own,
            SecurityIdentity identity) {
        this.requests = requests;
        this.reports = reports;
        this.pupils = pupils;
        this.received = received;
        this.notices = notices;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance requests(
                String node, Visitor visitor, RightsViews.Worklist worklist);

        static native TemplateInstance requestForm(
                String node, Visitor visitor, RightsViews.Form form);

        static native TemplateInstance request(
                String node, Visitor visitor, RightsViews.Opened opened);
    }

    /** The worklist. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance list() {
        return Templates.requests(
                own.name(),
                visitor(),
                RightsViews.worklist(
                        requests.list(), notices.rows(received.list()), requests.today()));
    }

    /** The form for a new request. */
    @GET
    @Path("nieuw")
    @Operation(hidden = true)
    public TemplateInstance blank() {
        return form(Map.of(), Map.of());
    }

    /** Enters a request, or says everything that is wrong with it (400). */
    @POST
    @Path("nieuw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response enter(@BeanParam RightsForm filled) {
        RightsForm.Understood understood = filled.understand(requests.today());
        if (understood.request().isEmpty()) {
            return refused(filled, understood.errors());
        }
        return switch (requests.open(understood.request().get(), visitor().subject())) {
            case Opened.Entered(RightsRequest request) -> to(request);
            case Opened.NoSuchReference() ->
                    refused(filled, Map.of("kenmerk", "Dit bronsysteem kent dit kenmerk niet."));
            case Opened.TooMany(int perHour) ->
                    refused(
                            filled,
                            Map.of(
                                    "nummer",
                                    "U kunt %d verzoeken per uur invoeren. Dat is om misbruik te voorkomen. Probeer het straks opnieuw."
                                            .formatted(perHour)));
        };
    }

    /** One request; while it is open, what is held of the pupil. */
    @GET
    @Path(ID)
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Operation(hidden = true)
    public TemplateInstance open(@PathParam("id") UUID id) {
        return page(find(id), "", Set.of(), "");
    }

    /** The report on paper. */
    @GET
    @Path(ID + "/overzicht.pdf")
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Produces("application/pdf")
    @Operation(hidden = true)
    public Response pdf(@PathParam("id") UUID id) {
        RightsRequest request = undecided(id);
        return download(
                reports.pdf(request, visitor().subject()),
                "overzicht-%s.pdf".formatted(request.number()));
    }

    /** The report with its proofs. */
    @GET
    @Path(ID + "/bewijzen.json")
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response file(@PathParam("id") UUID id) {
        RightsRequest request = undecided(id);
        return download(
                reports.file(request, visitor().subject()),
                "bewijzen-%s.json".formatted(request.number()));
    }

    /** A decision: verlengen, machtigen, toewijzen, afwijzen or opheffen. */
    @POST
    @Path(ID + "/besluit")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response decide(
            @PathParam("id") UUID id,
            @FormParam("besluit") @Nullable String decision,
            @FormParam("toelichting") @Nullable String explanation,
            @FormParam("veld") @Nullable List<String> fields,
            @FormParam("zeker") @Nullable String sure) {
        RightsRequest request = find(id);
        Optional<Reason> reason = Reason.read(explanation);
        String officer = visitor().subject();
        String what = decision == null ? "" : decision;
        Set<String> corrected = RightsForm.corrected(fields);
        if (reason.isEmpty()) {
            return Response.status(400)
                    .entity(page(request, RightsTexts.NO_REASON, Set.of(), ""))
                    .build();
        }
        boolean erasing = request.kind() == RightsRequest.Kind.ERASURE && what.equals("toewijzen");
        if (erasing && !"ja".equals(sure)) {
            return Response.status(400)
                    .entity(
                            page(
                                    request,
                                    "Bevestig dat u weet wat wissen doet.",
                                    corrected,
                                    reason.get().text()))
                    .build();
        }
        if (what.equals("toewijzen") && requests.needsAuthorisation(request)) {
            return Response.status(409)
                    .entity(
                            page(
                                    request,
                                    RightsTexts.NEEDS_AUTHORISATION,
                                    corrected,
                                    reason.get().text()))
                    .build();
        }
        boolean done =
                switch (what) {
                    case "verlengen" -> requests.extend(id, reason.get(), officer);
                    case "machtigen" -> requests.authorise(id, reason.get(), officer);
                    case "toewijzen" ->
                            requests.grant(id, reason.get(), List.copyOf(corrected), officer);
                    case "afwijzen" -> requests.refuse(id, reason.get(), officer);
                    case "opheffen" -> requests.lift(id, reason.get(), officer);
                    default ->
                            throw new ProblemException(
                                    Problem.notFound("There is no such decision."));
                };
        if (!done) {
            return Response.status(409)
                    .entity(
                            page(
                                    find(id),
                                    "Dit kan niet meer: er is al over besloten.",
                                    Set.of(),
                                    ""))
                    .build();
        }
        return to(request);
    }

    private TemplateInstance page(
            RightsRequest request, String error, Set<String> corrected, String explanation) {
        @Nullable AccessReport report =
                request.isOpen() ? reports.look(request, visitor().subject()) : null;
        return Templates.request(
                own.name(),
                visitor(),
                RightsViews.opened(
                        request,
                        report,
                        notices.telling(request, report, corrected),
                        requests.ageDoubt(request),
                        requests.today(),
                        error,
                        explanation));
    }

    private TemplateInstance form(Map<String, String> filled, Map<String, String> errors) {
        return Templates.requestForm(
                own.name(),
                visitor(),
                RightsViews.form(filled, pupils.sourceSystems(), errors, requests.today()));
    }

    private Response refused(RightsForm filled, Map<String, String> errors) {
        return Response.status(400).entity(form(filled.again(), errors)).build();
    }

    private RightsRequest find(UUID id) {
        return requests.find(id)
                .orElseThrow(
                        () -> new ProblemException(Problem.notFound("There is no such request.")));
    }

    /** A request that still knows whom it is about. */
    private RightsRequest undecided(UUID id) {
        RightsRequest request = find(id);
        if (!request.isOpen()) {
            throw new ProblemException(
                    Problem.notFound("The request was decided on and forgot whom it was about."));
        }
        if (requests.needsAuthorisation(request)) {
            throw new ProblemException(
                    Problem.of(
                            "authorisation-missing",
                            409,
                            "The pupil's authorisation is missing",
                            "A parent asks for a pupil of 16 or over: note the authorisation first."));
        }
        return request;
    }

    private static Response to(RightsRequest request) {
        return Response.seeOther(URI.create(RightsViews.address(request))).build();
    }

    private static Response download(byte[] content, String name) {
        return Response.ok(content)
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    private Visitor visitor() {
        return Visitor.of(identity);
    }
}
