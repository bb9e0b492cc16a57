package nl.sluitend.convenant;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Convenants for the people and systems of this party. */
@Path("/v1/convenants")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Convenanten", description = "Afspraken met een andere partij, ondertekend door beide.")
public class ConvenantResource {

    static final String HASH = "{hash: [0-9a-f]{64}}";

    private final Convenants convenants;
    private final ConvenantSteps steps;
    private final ConvenantRepository repository;
    private final Clock clock;

    ConvenantResource(
            Convenants convenants,
            ConvenantSteps steps,
            ConvenantRepository repository,
            Clock clock) {
        this.convenants = convenants;
        this.steps = steps;
        this.repository = repository;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "createConvenant",
            summary = "Maak een concept-convenant",
            description =
                    "De inhoud wordt volledig gecontroleerd; alle fouten komen tegelijk terug."
                            + " Dezelfde inhoud nog een keer geeft hetzelfde convenant."
                            + " Rol: convenant-manager.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public Response create(InputStream body) throws IOException {
        ConvenantView view = view(steps.draft(bounded(body, ConvenantReader.MAX_BYTES)), true);
        return Response.created(URI.create("/v1/convenants/" + view.hash())).entity(view).build();
    }

    @GET
    @RolesAllowed({"convenant-manager", "privacy-officer", "fg", "node-operator"})
    @Operation(
            operationId = "listConvenants",
            summary = "Alle convenanten van deze node",
            description =
                    "Het nieuwste eerst. Rol: convenant-manager, privacy-officer, fg of"
                            + " node-operator.")
    public List<ConvenantView> list() {
        return convenants.list().stream().map(dossier -> view(dossier, false)).toList();
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
                            + " Rol: convenant-manager.")
    public ConvenantView accept(String hash) {
        return view(steps.sign(hash, StepType.ACCEPT), true);
    }

    @PUT
    @Path(HASH + "/reject")
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "rejectConvenant",
            summary = "Wijs een voorgesteld convenant af",
            description = "Dit kan niet worden teruggedraaid. Rol: convenant-manager.")
    public ConvenantView reject(String hash) {
        return view(steps.sign(hash, StepType.REJECT), true);
    }

    @PUT
    @Path(HASH + "/revoke")
    @RolesAllowed("convenant-manager")
    @Operation(
            operationId = "revokeConvenant",
            summary = "Trek de handtekening in",
            description =
                    "Het convenant eindigt meteen, ook een uitwisseling die bezig is. Dit kan niet"
                            + " worden teruggedraaid. Rol: convenant-manager.")
    public ConvenantView revoke(String hash) {
        return view(steps.sign(hash, StepType.REVOKE), true);
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
