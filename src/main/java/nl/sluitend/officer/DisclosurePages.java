package nl.sluitend.officer;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import nl.sluitend.disclosure.DisclosureExport;
import nl.sluitend.disclosure.DisclosurePage;
import nl.sluitend.disclosure.Disclosures;
import nl.sluitend.disclosure.LogUnavailableException;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The disclosure log for those who supervise: a list with filters, and one entry with its proof.
 * Every view is itself an entry of the node log, written before anything is shown.
 */
@Path("/privacy/verstrekkingen")
@RolesAllowed({Roles.PRIVACY_OFFICER, Roles.FG})
@Produces(Pages.HTML)
public final class DisclosurePages {

    private static final int PAGE_SIZE = 25;

    private final Disclosures disclosures;
    private final DisclosureExport export;
    private final DisclosureViews views;
    private final OwnParty own;
    private final SecurityIdentity identity;

    DisclosurePages(
            Disclosures disclosures,
            DisclosureExport export,
            DisclosureViews views,
            OwnParty own,
            SecurityIdentity identity) {
        this.disclosures = disclosures;
        this.export = export;
        this.views = views;
        this.own = own;
        this.identity = identity;
    }

    @CheckedTemplate(basePath = "officer")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance disclosures(
                String node, Visitor visitor, DisclosureViews.Listing listing);

        static native TemplateInstance disclosure(
                String node, Visitor visitor, DisclosureViews.Opened opened);
    }

    /** The list, newest first; what cannot be understood is told above the form (400). */
    @GET
    @Operation(hidden = true)
    public Response list(@Context UriInfo address) {
        MultivaluedMap<String, String> answers = address.getQueryParameters();
        String cursor = answers.getFirst("vanaf");
        Visitor visitor = Visitor.of(identity);
        DisclosureSearch search = DisclosureSearch.of(answers::getFirst);
        DisclosureSearch.Understood understood = search.understand();
        Map<String, String> errors = understood.errors();
        Optional<DisclosurePage> page = Optional.empty();
        if (errors.isEmpty()) {
            try {
                page =
                        Optional.of(
                                disclosures.find(
                                        understood.filter(),
                                        Optional.ofNullable(cursor),
                                        PAGE_SIZE,
                                        visitor.subject()));
            } catch (IllegalArgumentException notACursor) {
                errors =
                        Map.of(
                                "vanaf",
                                "Deze bladzijde bestaat niet. Begin opnieuw bij de eerste.");
            }
        }
        return page(errors.isEmpty() ? 200 : 400, visitor, views.listing(search, errors, page));
    }

    /**
     * What the list shows, all pages of it, as a file; that it is taken is logged first. What
     * cannot be understood is told above the list (400).
     */
    @POST
    @Path("/meenemen")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces({"text/csv", "application/x-ndjson", Pages.HTML})
    @Operation(hidden = true)
    public Response take(MultivaluedMap<String, String> answers) {
        Visitor visitor = Visitor.of(identity);
        DisclosureSearch search = DisclosureSearch.of(answers::getFirst);
        Map<String, String> errors = new LinkedHashMap<>(search.understand().errors());
        Optional<DisclosureExport.Format> format =
                Optional.ofNullable(answers.getFirst("vorm"))
                        .flatMap(DisclosureExport.Format::find);
        if (format.isEmpty()) {
            errors.put("vorm", "Kies een vorm: CSV of NDJSON.");
        }
        if (!errors.isEmpty()) {
            return page(400, visitor, views.listing(search, errors, Optional.empty()));
        }
        return export.download(
                search.understand().filter(), format.orElseThrow(), visitor.subject());
    }

    private Response page(int status, Visitor visitor, DisclosureViews.Listing listing) {
        return Response.status(status)
                .type(Pages.HTML)
                .entity(Templates.disclosures(own.name(), visitor, listing))
                .build();
    }

    /** One entry, after its proof was checked. */
    @GET
    @Path("/{log}/{index:[0-9]{1,18}}")
    @Operation(hidden = true)
    public TemplateInstance open(@PathParam("log") String log, @PathParam("index") long index) {
        Visitor visitor = Visitor.of(identity);
        Disclosures.Detail detail = detail(log, index, visitor);
        try {
            return Templates.disclosure(own.name(), visitor, views.opened(detail));
        } catch (LogVerificationException e) {
            throw new LogUnavailableException("The log is damaged: " + e.getMessage() + ".", e);
        }
    }

    /** The proof as a file that can be checked without this node (C2SP tlog-proof). */
    @GET
    @Path("/{log}/{index:[0-9]{1,18}}/bewijs")
    @Produces("text/plain;charset=UTF-8")
    @Operation(hidden = true)
    public Response proof(@PathParam("log") String log, @PathParam("index") long index) {
        Disclosures.Detail detail = detail(log, index, Visitor.of(identity));
        return Response.ok(detail.file().toString())
                .header("Cache-Control", "no-store")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"bewijs-%s-%d.tlog-proof\""
                                .formatted(detail.log().id(), index))
                .build();
    }

    private Disclosures.Detail detail(String log, long index, Visitor visitor) {
        try {
            return disclosures.open(log, index, visitor.subject());
        } catch (NoSuchElementException e) {
            throw new ProblemException(
                    Problem.notFound("There is no such entry in the log; check log and index."), e);
        }
    }
}
