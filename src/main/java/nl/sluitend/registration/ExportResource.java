package nl.sluitend.registration;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The registrations of a source system, to compare with its own. */
@Path("/v1/registrations/_export")
@Tag(name = "registraties")
public class ExportResource {

    private final RegistrationExport export;
    private final SecurityIdentity identity;

    ExportResource(RegistrationExport export, SecurityIdentity identity) {
        this.export = export;
        this.identity = identity;
    }

    @GET
    @RolesAllowed("outcome-reader")
    @Produces("text/csv")
    @Operation(
            operationId = "exportRegistrations",
            summary = "De eigen registraties als CSV",
            description =
                    "Wat dit knooppunt van de registraties van dit bronsysteem bewaart, voor een"
                            + " rekenblad. Zonder nummers of namen van leerlingen: die zijn niet"
                            + " bewaard. Tekst die een rekenblad als formule zou lezen, krijgt een '"
                            + " ervoor. Elke export komt in het logboek van dit knooppunt. Rol:"
                            + " outcome-reader.")
    @APIResponse(responseCode = "200", description = "De registraties, op reference.")
    public Response export() {
        String sourceSystem = SourceSystem.of(identity);
        export.announce(sourceSystem);
        StreamingOutput list = out -> export.write(sourceSystem, out);
        return Response.ok(list, "text/csv; charset=utf-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"registraties.csv\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
