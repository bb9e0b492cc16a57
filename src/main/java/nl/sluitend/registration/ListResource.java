package nl.sluitend.registration;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whole lists of registrations, read while they arrive. */
@Path("/v1/registrations/_import")
@RolesAllowed("registration-writer")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "import", description = "Lijsten aanleveren vanuit een bronsysteem.")
public class ListResource {

    private final ImportOperations operations;
    private final ImportRequests requests;
    private final SecurityIdentity identity;

    ListResource(ImportOperations operations, ImportRequests requests, SecurityIdentity identity) {
        this.operations = operations;
        this.requests = requests;
        this.identity = identity;
    }

    @POST
    @Consumes({"text/csv", "application/x-ndjson", "application/ndjson"})
    @Operation(
            operationId = "importRegistrations",
            summary = "Een lijst importeren",
            description =
                    "Leest de lijst terwijl zij binnenkomt; de lijst zelf wordt nergens bewaard."
                            + " Goede regels worden opgeslagen, foute regels komen terug met wat er mis"
                            + " is. Dezelfde lijst nog eens sturen slaat niets dubbel op. Bij snapshot"
                            + " eindigen registraties van dit bronsysteem en profiel die ontbreken, op"
                            + " de dag van de lijst; zou meer dan 10 % eindigen, dan moet eerst een mens"
                            + " instemmen. Rol: registration-writer.")
    @APIResponse(responseCode = "200", description = "De uitkomst per regel.")
    @APIResponse(responseCode = "400", description = "De lijst is niet of niet heel te lezen.")
    @APIResponse(responseCode = "409", description = "Er loopt al een import van dit bronsysteem.")
    @APIResponse(responseCode = "413", description = "De lijst is te lang.")
    @APIResponse(responseCode = "429", description = "Te veel nieuwe leerlingen op één dag.")
    public ImportReport importList(
            @Parameter(description = "snapshot (de hele lijst) of delta (alleen wijzigingen).")
                    @QueryParam("mode")
                    @Nullable String mode,
            @Parameter(description = "Naam van het profiel, zoals generic.") @QueryParam("profile")
                    @Nullable String profile,
            @Parameter(description = "true: alleen vertellen wat er zou gebeuren.")
                    @QueryParam("dryRun")
                    @Nullable String dryRun,
            @Parameter(description = "Dag die de lijst beschrijft, jjjj-mm-dd; anders vandaag.")
                    @QueryParam("date")
                    @Nullable String date,
            @Parameter(
                            description =
                                    "Naam van de import, door het bronsysteem gekozen: 1 tot 100"
                                            + " letters, cijfers, punten en streepjes; niets"
                                            + " persoonlijks.")
                    @HeaderParam("Idempotency-Key")
                    @Nullable String key,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) MediaType type,
            InputStream body) {
        ImportRequests.Read read =
                requests.read(mode, profile, dryRun, date, key, type.getSubtype());
        return operations.run(SourceSystem.of(identity), read.key(), read.request(), body);
    }
}
