package nl.sluitend.registration;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import nl.sluitend.registration.intake.LineIssue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What became of lists. */
@Path("/v1/imports")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "import")
public class ImportResource {

    private static final String WRITER = "registration-writer";
    private static final String OPERATOR = "node-operator";
    private static final String CASE_WORKER = "case-worker";

    private final ImportOperations operations;
    private final ImportLifecycle lifecycle;
    private final SecurityIdentity identity;

    ImportResource(
            ImportOperations operations, ImportLifecycle lifecycle, SecurityIdentity identity) {
        this.operations = operations;
        this.lifecycle = lifecycle;
        this.identity = identity;
    }

    /** A person's decision about the endings of a snapshot. */
    public record ConsentBody(@Nullable String sourceSystem, @Nullable Boolean consent) {}

    @GET
    @Path("/{key}")
    @RolesAllowed(WRITER)
    @Operation(
            operationId = "getImport",
            summary = "Stand van een import",
            description =
                    "Ook terwijl de lijst nog binnenkomt. Een bronsysteem ziet alleen zijn eigen"
                            + " imports. Rol: registration-writer.")
    @APIResponse(responseCode = "200", description = "De stand.")
    @APIResponse(responseCode = "404", description = "Dit bronsysteem heeft zo'n import niet.")
    public ImportReport report(@PathParam("key") String key) {
        return lifecycle.report(SourceSystem.of(identity), key);
    }

    @GET
    @Path("/{key}/answers")
    @RolesAllowed(WRITER)
    @Operation(
            operationId = "getImportAnswers",
            summary = "Fouten en waarschuwingen per regel",
            description = "Ten hoogste 1000, vanaf de gevraagde plaats. Rol: registration-writer.")
    @APIResponse(responseCode = "200", description = "De fouten en waarschuwingen.")
    @APIResponse(responseCode = "404", description = "Dit bronsysteem heeft zo'n import niet.")
    public List<LineIssue> answers(
            @PathParam("key") String key, @QueryParam("from") @DefaultValue("0") int from) {
        return operations.answers(SourceSystem.of(identity), key, Math.max(0, from));
    }

    @GET
    @RolesAllowed({OPERATOR, CASE_WORKER})
    @Operation(
            operationId = "listWaitingImports",
            summary = "Imports die op instemming wachten",
            description = "Rol: node-operator of case-worker.")
    @APIResponse(responseCode = "200", description = "De imports, oudste eerst.")
    public List<ImportReport> waiting() {
        return lifecycle.waiting();
    }

    @POST
    @Path("/{key}/_consent")
    @RolesAllowed({OPERATOR, CASE_WORKER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decideImport",
            summary = "Instemmen met het beëindigen",
            description =
                    "consent=true beëindigt de registraties die in de lijst ontbraken; false laat ze"
                            + " staan. Rol: node-operator of case-worker.")
    @APIResponse(responseCode = "200", description = "De import na de beslissing.")
    @APIResponse(responseCode = "409", description = "Er wordt geen instemming gevraagd.")
    public ImportReport decide(@PathParam("key") String key, ConsentBody body) {
        ConsentBody sent = RegistrationResource.present(body);
        String sourceSystem = RegistrationResource.required("/sourceSystem", sent.sourceSystem());
        boolean consent =
                Boolean.parseBoolean(
                        RegistrationResource.required(
                                "/consent",
                                Optional.ofNullable(sent.consent())
                                        .map(Object::toString)
                                        .orElse("")));
        return lifecycle.decide(sourceSystem, key, identity.getPrincipal().getName(), consent);
    }
}
