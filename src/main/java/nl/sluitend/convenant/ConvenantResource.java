package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;
import nl.sluitend.problem.FieldError;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Convenants for the people and systems of this party. */
@Path("/v1/convenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Convenanten", description = "Afspraken met een andere partij, ondertekend door beide.")
public class ConvenantResource {

    static final String YAML = "application/yaml";
    private static final String JSON = MediaType.APPLICATION_JSON;
    private static final int MOST = 200;
    private static final int REASON_BYTES = 16_384;
    static final String HASH = "{hash: [0-9a-f]{64}}";

    private final Convenants convenants;
    private final ConvenantSteps steps;
    private final ConvenantRepository repository;
    private final SecurityIdentity identity;
    private final Clock clock;

    ConvenantResource(
            Convenants convenants,
            ConvenantSteps steps,
            ConvenantRepository repository,
            SecurityIdentity identity,
            Clock clock) {
        this.convenants = convenants;
        this.steps = steps;
        this.repository = repository;
        this.identity = identity;
        this.clock = clock;
    }

    /** Why a convenant is rejected or revoked. */
    @Schema(description = "Waarom, in één regel. Staat in wat wordt ondertekend.")
    public record Reason(@Schema(description = "De reden, hoogstens 1000 tekens.") String reason) {}

    @POST
    @Consumes({MediaType.APPLICATION_JSON, YAML})
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "createConvenant",
            summary = "Maak een concept-convenant",
            description =
                    "De inhoud wordt volledig gecontroleerd; alle fouten komen tegelijk terug."
                            + " Als JSON, of als ingevuld model in YAML: dan mag leeg blijven wat"
                            + " niet verplicht is, en komen de fouten in het Nederlands."
                            + " Dezelfde inhoud nog een keer geeft hetzelfde convenant."
                            + " Rol: convenant-manager.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Response create(InputStream body, @HeaderParam("Content-Type") String type)
            throws IOException {
        byte[] content = bounded(body, ConvenantReader.MAX_BYTES);
        ConvenantView view =
                view(
                        steps.draft(
                                MediaType.valueOf(type).isCompatible(MediaType.valueOf(YAML))
                                        ? ConvenantForm.read(content)
                                        : content,
                                SigningPerson.of(identity)),
                        true);
        return Response.created(URI.create("/v1/convenants/" + view.hash())).entity(view).build();
    }

    @GET
    @RolesAllowed({"convenant-manager", "privacy-officer", "fg", "node-operator"})
    @Operation(
            operationId = "listConvenants",
            summary = "Alle convenanten van deze node",
            description =
                    "Het nieuwste eerst, per bladzijde. Is er meer, dan noemt de header Link het"
                            + " adres van de volgende bladzijde (rel=next). Rol: convenant-manager,"
                            + " privacy-officer, fg of node-operator.")
    public Response list(
            @Parameter(description = "De hash van het laatste convenant van de vorige bladzijde")
                    @QueryParam("after")
                    @Nullable String after,
            @Parameter(description = "Hoeveel hoogstens, 1 tot en met 200")
                    @QueryParam("limit")
                    @DefaultValue("100")
                    int limit) {
        if (limit < 1 || limit > MOST) {
            throw ConvenantProblems.invalid(
                    List.of(new FieldError("limit", "a whole number from 1 to " + MOST)));
        }
        List<ConvenantDossier> page = convenants.list(Optional.ofNullable(after), limit + 1);
        var answer =
                Response.ok(
                        page.stream().limit(limit).map(dossier -> view(dossier, false)).toList());
        if (page.size() > limit) {
            answer.header(
                    "Link",
                    "</v1/convenants?after=%s&limit=%d>; rel=\"next\""
                            .formatted(page.get(limit - 1).convenant().hash(), limit));
        }
        return answer.build();
    }

    @GET
    @Path(HASH)
    @RolesAllowed({"convenant-manager", "privacy-officer", "fg", "node-operator"})
    @Operation(
            operationId = "getConvenant",
            summary = "Eén convenant met zijn inhoud",
            description = "Rol: convenant-manager, privacy-officer, fg of node-operator.")
    public ConvenantView get(String hash) {
        return view(convenants.find(hash).orElseThrow(ConvenantProblems::unknown), true);
    }

    @PUT
    @Path(HASH + "/propose")
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "proposeConvenant",
            summary = "Stel een concept voor aan de andere partij",
            description = "De andere partij krijgt de inhoud te zien. Rol: convenant-manager.")
    public ConvenantView propose(String hash) {
        return view(steps.propose(hash), true);
    }

    @PUT
    @Path(HASH + "/accept")
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "acceptConvenant",
            summary = "Onderteken een convenant",
            description =
                    "Deze node zet de handtekening van de partij. Het convenant geldt pas als de"
                            + " andere partij ook heeft ondertekend en de eerste dag is begonnen."
                            + " Een persoon die het opstelde, ondertekent niet."
                            + " Rol: convenant-manager.")
    public ConvenantView accept(String hash) {
        return view(
                steps.sign(hash, StepType.ACCEPT, Optional.empty(), SigningPerson.of(identity)),
                true);
    }

    @PUT
    @Path(HASH + "/reject")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "rejectConvenant",
            summary = "Wijs een voorgesteld convenant af",
            description =
                    "Met de reden. Dit kan niet worden teruggedraaid. Rol: convenant-manager.")
    @RequestBody(
            content = @Content(mediaType = JSON, schema = @Schema(implementation = Reason.class)))
    public ConvenantView reject(String hash, InputStream reason) throws IOException {
        return view(sign(hash, StepType.REJECT, reason), true);
    }

    @PUT
    @Path(HASH + "/revoke")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "revokeConvenant",
            summary = "Trek de handtekening in",
            description =
                    "Met de reden. Het convenant eindigt meteen, ook een uitwisseling die bezig is."
                            + " Dit kan niet worden teruggedraaid. Rol: convenant-manager.")
    @RequestBody(
            content = @Content(mediaType = JSON, schema = @Schema(implementation = Reason.class)))
    public ConvenantView revoke(String hash, InputStream reason) throws IOException {
        return view(sign(hash, StepType.REVOKE, reason), true);
    }

    private ConvenantDossier sign(String hash, StepType type, InputStream body) throws IOException {
        return steps.sign(hash, type, Optional.of(reason(body)), SigningPerson.of(identity));
    }

    /** Read here, so that no body and another media type get the same clear answer. */
    private static String reason(InputStream body) throws IOException {
        try {
            JsonNode tree = CanonicalJson.parse(bounded(body, REASON_BYTES));
            if (tree.size() == 1 && tree.path("reason").isTextual()) {
                return tree.path("reason").textValue();
            }
        } catch (JsonRefusedException _) {
            throw ConvenantProblems.noReason();
        }
        throw ConvenantProblems.noReason();
    }

    /** At most one byte more than is allowed, so that a reader can see that it is too much. */
    static byte[] bounded(InputStream body, int max) throws IOException {
        return body.readNBytes(max + 1);
    }

    private ConvenantView view(ConvenantDossier dossier, boolean withDocument) {
        return ConvenantView.of(
                dossier,
                convenants.state(dossier, clock.instant()),
                repository.deliveryProblem(dossier.convenant().hash()),
                withDocument);
    }
}
