package nl.sluitend.registration;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.registration.intake.LineIssue;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Registrations one by one. References and identifiers stand in the body, never in an address. */
@Path("/v1/registrations")
@RolesAllowed("registration-writer")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "registraties", description = "Registraties aanleveren vanuit een bronsysteem.")
public class RegistrationResource {

    private final RegistrationOperations operations;
    private final SecurityIdentity identity;

    RegistrationResource(RegistrationOperations operations, SecurityIdentity identity) {
        this.operations = operations;
        this.identity = identity;
    }

    /**
     * What became of a registration.
     *
     * @param warnings what is doubtful about it
     */
    @Schema(description = "De registratie is opgeslagen.")
    public record Stored(List<LineIssue> warnings) {}

    /** Names a registration. */
    public record ReferenceBody(@Nullable String reference) {
        @Override
        public String toString() {
            return "ReferenceBody[masked]";
        }
    }

    /** An onderwijsnummer, the BSN that takes its place, and how the source system knows. */
    public record VervangBody(
            @Nullable String onderwijsnummer, @Nullable String bsn, @Nullable String reason) {
        @Override
        public String toString() {
            return "VervangBody[masked]";
        }
    }

    @POST
    @Operation(
            operationId = "putRegistration",
            summary = "Een registratie opslaan",
            description =
                    "Voegt een registratie toe, of vervangt die met dezelfde reference van hetzelfde"
                            + " bronsysteem. Nog eens sturen verandert niets. Het antwoord is hetzelfde"
                            + " of de leerling al bekend was of niet. Rol: registration-writer.")
    @APIResponse(responseCode = "200", description = "Opgeslagen.")
    @APIResponse(responseCode = "400", description = "Niet opgeslagen: alle fouten tegelijk.")
    @APIResponse(responseCode = "429", description = "Te veel nieuwe leerlingen op één dag.")
    public Stored put(RegistrationBody body) {
        return new Stored(operations.put(SourceSystem.of(identity), present(body)));
    }

    @POST
    @Path("/_delete")
    @Operation(
            operationId = "deleteRegistration",
            summary = "Een registratie verwijderen",
            description =
                    "Verwijdert de registratie met deze reference en haar punten. Bestaat zij niet,"
                            + " dan verandert er niets. Rol: registration-writer.")
    @APIResponse(responseCode = "204", description = "De registratie is er niet (meer).")
    public void delete(ReferenceBody body) {
        operations.delete(
                SourceSystem.of(identity), required("/reference", present(body).reference()));
    }

    @POST
    @Path("/_vervang")
    @Operation(
            operationId = "vervangOnderwijsnummer",
            summary = "Een onderwijsnummer vervangen door een BSN",
            description =
                    "Alle registraties van dit bronsysteem met dit onderwijsnummer krijgen het BSN."
                            + " Het antwoord is hetzelfde of er zulke registraties waren of niet."
                            + " De reden komt in het logboek van dit knooppunt, zonder nummers."
                            + " Telt mee voor het dagquotum. Rol: registration-writer.")
    @APIResponse(responseCode = "204", description = "Verwerkt.")
    @APIResponse(responseCode = "400", description = "Een van de nummers klopt niet.")
    @APIResponse(responseCode = "429", description = "Het dagquotum is op.")
    public void vervang(VervangBody body) {
        operations.vervang(SourceSystem.of(identity), present(body));
    }

    static <T> T present(@Nullable T body) {
        if (body == null) {
            throw new ProblemException(
                    Problem.invalidInput(
                            "The body is empty.",
                            List.of(new FieldError("/", "a JSON object is expected"))));
        }
        return body;
    }

    static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new ProblemException(
                    Problem.invalidInput(
                            "A member is missing.", List.of(new FieldError(field, "is missing"))));
        }
        return value.strip();
    }
}
