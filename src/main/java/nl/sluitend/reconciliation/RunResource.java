package nl.sluitend.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Runs: laying the own register beside a counterpart's. */
@Path("/v1/runs")
@RolesAllowed({"case-worker", "node-operator", "convenant-manager"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs", description = "Het eigen register naast dat van een andere partij leggen")
public class RunResource {

    private final RunOperations operations;

    RunResource(RunOperations operations) {
        this.operations = operations;
    }

    /** What to run. */
    @Schema(name = "RunRequest", description = "Wat er naast elkaar moet")
    public record Request(
            @Schema(description = "Kenmerk (hash) van het convenant", required = true)
                    @Nullable String convenant,
            @Schema(
                            description =
                                    "MATCH, MATCH_ONE_SIDED, FIELDS of COUNTS; nodig als het convenant er meer dan een"
                                            + " toestaat. Bij COUNTS telt deze partij; bij MATCH_ONE_SIDED"
                                            + " vraagt zij.")
                    @Nullable String mode,
            @Schema(description = "Peildatum; standaard vandaag") @Nullable LocalDate refDate,
            @Schema(description = "Code van een doel uit het convenant", required = true)
                    @Nullable String purpose) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Een run beginnen",
            description =
                    "De run gaat op de achtergrond verder; volg hem op het adres in Location.")
    public Response start(@Nullable Request request) {
        var missing = new ArrayList<FieldError>();
        if (request == null || request.convenant() == null) {
            missing.add(new FieldError("/convenant", "the hash of a convenant in force"));
        }
        if (request == null || request.purpose() == null) {
            missing.add(new FieldError("/purpose", "the code of a purpose of the convenant"));
        }
        if (request == null || request.convenant() == null || request.purpose() == null) {
            throw new ProblemException(
                    Problem.invalidInput("Members are missing.", List.copyOf(missing)));
        }
        RunView run =
                operations.start(
                        request.convenant(),
                        Optional.ofNullable(request.mode()),
                        Optional.ofNullable(request.refDate()),
                        request.purpose());
        return Response.accepted(run).location(URI.create("/v1/runs/" + run.id())).build();
    }

    @GET
    @Operation(summary = "De laatste runs, de nieuwste eerst")
    public List<RunView> list() {
        return operations.newest();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Hoe ver een run is en wat eruit kwam")
    public RunView get(@PathParam("id") UUID id) {
        return operations.get(id);
    }

    @GET
    @Path("{id}/counting")
    @RolesAllowed({"case-worker", "convenant-manager", "fg", "privacy-officer"})
    @Operation(
            summary = "Wat deze partij in een run heeft geteld",
            description =
                    "Alleen bij de partij die telt. De aantallen hebben ruis en zijn"
                            + " vertrouwelijk: laat ze nooit zien aan de andere partij, want die kent"
                            + " de ruis. In een gezamenlijk stuk staan alleen de ronde getallen.")
    public CountView counting(@PathParam("id") UUID id) {
        return operations.counts(id);
    }

    @POST
    @Path("{id}/_stop")
    @Operation(
            summary = "Een run stoppen",
            description = "Kan tot beide partijen de uitkomst hebben berekend.")
    public RunView stop(@PathParam("id") UUID id) {
        return operations.stop(id);
    }
}
