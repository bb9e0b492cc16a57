package nl.sluitend.disclosure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import nl.sluitend.disclosure.DisclosureSearchBody.Pupil;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Searching the logs for a person, taking entries out, and erasing a person. */
@Path("/v1/disclosures")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Verstrekkingenlog")
public class DisclosureSearchResource {

    private static final int MAX_GROUND = 500;

    private final Disclosures disclosures;
    private final DisclosureExport export;
    private final Erasures erasures;
    private final Event<SubjectAsked> question;

    DisclosureSearchResource(
            Disclosures disclosures,
            DisclosureExport export,
            Erasures erasures,
            Event<SubjectAsked> question) {
        this.disclosures = disclosures;
        this.export = export;
        this.erasures = erasures;
        this.question = question;
    }

    /**
     * Whom to erase, and why.
     *
     * @param pupil the pupil, by the reference of its source system
     * @param ground the legal ground, in words, at most 500 characters
     */
    public record ErasureBody(@Nullable Pupil pupil, @Nullable String ground) {}

    /**
     * What was erased.
     *
     * @param keys in how many logs something about the pupil was made unreadable
     */
    public record Erased(int keys) {}

    @POST
    @Path("/_search")
    @RolesAllowed({"privacy-officer", "fg"})
    @Operation(
            operationId = "searchDisclosures",
            summary = "Verstrekkingen zoeken, ook over één leerling",
            description =
                    "Als GET /v1/disclosures, met de vraag in het bericht. Een leerling noemt u met de"
                            + " verwijzing van het bronsysteem. Rol: privacy-officer of fg.")
    public DisclosureResource.Listing search(
            DisclosureSearchBody body, @Context SecurityContext security) {
        DisclosureParameters parameters = new DisclosureParameters();
        DisclosureFilter filter = body.filter(parameters, subjects(question, body.pupil()));
        int size = parameters.limit("limit", body.page());
        parameters.requireValid();
        return DisclosureResource.listing(
                disclosures.find(
                        filter, Optional.ofNullable(body.cursor()), size, officer(security)));
    }

    @POST
    @Path("/_export")
    @RolesAllowed({"privacy-officer", "fg"})
    @Produces({"text/csv", "application/x-ndjson"})
    @Operation(
            operationId = "exportDisclosures",
            summary = "Verstrekkingen meenemen",
            description =
                    "Alles wat gevonden wordt, als CSV of NDJSON. Dat u het meeneemt, staat eerst in het"
                            + " log. Er staat niets in over personen. Rol: privacy-officer of fg.")
    public Response export(
            @Parameter(description = "csv of ndjson") @QueryParam("format") @DefaultValue("csv")
                    String format,
            DisclosureSearchBody body,
            @Context SecurityContext security) {
        DisclosureExport.Format form =
                DisclosureExport.Format.find(format)
                        .orElseThrow(() -> invalid("format", "csv or ndjson is expected"));
        DisclosureParameters parameters = new DisclosureParameters();
        DisclosureFilter filter = body.filter(parameters, subjects(question, body.pupil()));
        parameters.requireValid();
        return export.download(filter, form, officer(security));
    }

    @POST
    @Path("/_erase")
    @RolesAllowed("privacy-officer")
    @Transactional
    @Operation(
            operationId = "eraseFromLogs",
            summary = "Een leerling uit de logs wissen",
            description =
                    "Maakt onleesbaar wat er over de leerling staat; het bewijs blijft, en dat er gewist"
                            + " is komt in het log. Niet terug te draaien. Rol: privacy-officer.")
    public Erased erase(ErasureBody body, @Context SecurityContext security) {
        if (body.pupil() == null) {
            throw invalid("pupil", "a source system and its reference are expected");
        }
        String ground = body.ground();
        if (ground == null || ground.isBlank() || ground.length() > MAX_GROUND) {
            throw invalid("ground", "the legal ground in at most 500 characters is expected");
        }
        return new Erased(
                erasures.erase(subjects(question, body.pupil()), ground, officer(security)));
    }

    /** The references of a pupil; for no pupil none, for one that is not known a problem. */
    static List<SubjectRef> subjects(Event<SubjectAsked> question, @Nullable Pupil pupil) {
        if (pupil == null) {
            return List.of();
        }
        SubjectAsked asked = new SubjectAsked(pupil.sourceSystem(), pupil.reference());
        question.fire(asked);
        if (asked.subjects().isEmpty()) {
            throw new ProblemException(
                    Problem.notFound(
                            "This source system has no registration with this reference; check"
                                    + " both."));
        }
        return asked.subjects();
    }

    private static ProblemException invalid(String field, String expectation) {
        return new ProblemException(
                Problem.invalidInput(
                        "The request cannot be read.",
                        List.of(new FieldError(field, expectation))));
    }

    private static String officer(SecurityContext security) {
        return security.getUserPrincipal().getName();
    }
}
