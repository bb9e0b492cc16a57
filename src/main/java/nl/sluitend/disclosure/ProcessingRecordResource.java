package nl.sluitend.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The logs as Logboek Dataverwerkingen 1.0, and the activities that its records name. */
@Path("/v1")
@RolesAllowed({"privacy-officer", "fg"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Logboek Dataverwerkingen")
public class ProcessingRecordResource {

    /** Entries on a page; each may be about thousands of pupils. */
    private static final int PAGE = 20;

    private final ProcessingRecords records;
    private final OwnParty own;
    private final Event<SubjectAsked> question;

    ProcessingRecordResource(
            ProcessingRecords records, OwnParty own, Event<SubjectAsked> question) {
        this.records = records;
        this.own = own;
        this.question = question;
    }

    /**
     * Which records are asked for; a trace or a pupil is named.
     *
     * @param traceId 32 hexadecimal digits: the session
     * @param pupil the pupil, by the reference of its source system
     * @param cursor {@code next} of the page before
     */
    public record Question(
            @Nullable String traceId,
            DisclosureSearchBody.@Nullable Pupil pupil,
            @Nullable String cursor) {}

    /**
     * A page of records.
     *
     * @param records newest first, those of pupils after the one they are a part of
     * @param next the cursor of the next page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(List<ProcessingRecord> records, @Nullable String next) {}

    @GET
    @Path("/processing-activities")
    @Operation(
            operationId = "listProcessingActivities",
            summary = "De verwerkingsactiviteiten van deze node",
            description =
                    "Elk met zijn versie. Die van uitwisselingen staan in het register dat het convenant"
                            + " noemt. Rol: privacy-officer of fg.")
    public List<ProcessingActivity> activities() {
        return ProcessingActivity.own();
    }

    @POST
    @Path("/processing-records/_search")
    @Operation(
            operationId = "searchProcessingRecords",
            summary = "Logboek Dataverwerkingen lezen",
            description =
                    "Eén record per handeling per leerling, zonder gebruiker. Noem een traceId of een"
                            + " leerling. format=otlp geeft OTLP in JSON. Rol: privacy-officer of fg.")
    public Object search(
            @Parameter(description = "json of otlp") @QueryParam("format") @DefaultValue("json")
                    String format,
            Question body,
            @Context SecurityContext security) {
        if (!Set.of("json", "otlp").contains(format)) {
            throw invalid("format", "json or otlp is expected");
        }
        ProcessingRecords.Page page =
                records.find(
                        filter(body),
                        Optional.ofNullable(body.cursor()).map(ProcessingRecordResource::cursor),
                        PAGE,
                        security.getUserPrincipal().getName());
        return format.equals("otlp")
                ? ProcessingRecords.otlp(own.oin().value(), page.records())
                : new Answer(page.records(), page.next().orElse(null));
    }

    private DisclosureFilter filter(Question body) {
        String trace = body.traceId();
        if (trace == null && body.pupil() == null) {
            throw invalid("traceId", "a traceId or a pupil is expected");
        }
        if (trace != null && !trace.matches("[0-9a-f]{32}")) {
            throw invalid("traceId", "32 hexadecimal digits are expected");
        }
        DisclosureFilter all = DisclosureFilter.all();
        return new DisclosureFilter(
                all.from(),
                all.until(),
                all.convenantHash(),
                all.counterpart(),
                all.kinds(),
                Optional.ofNullable(trace)
                        .map(
                                id ->
                                        id.replaceFirst(
                                                "(.{8})(.{4})(.{4})(.{4})(.{12})",
                                                "$1-$2-$3-$4-$5")),
                all.purpose(),
                all.legalBasis(),
                DisclosureSearchResource.subjects(question, body.pupil()));
    }

    private static DisclosureCursor cursor(String text) {
        return DisclosureCursor.parse(text)
                .orElseThrow(
                        () -> invalid("cursor", "the member next of the page before is expected"));
    }

    private static ProblemException invalid(String field, String expectation) {
        return new ProblemException(
                Problem.invalidInput(
                        "The request cannot be read.",
                        List.of(new FieldError(field, expectation))));
    }
}
