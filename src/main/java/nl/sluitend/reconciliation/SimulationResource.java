package nl.sluitend.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.ConvenantForm;
import nl.sluitend.convenant.ConvenantReader;
import nl.sluitend.convenant.ConvenantReading;
import nl.sluitend.convenant.Finding;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.registration.ExclusionReason;
import nl.sluitend.registration.RegisterRefusedException;
import nl.sluitend.registration.intake.Category;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tries a convenant on the own register. */
@Path("/v1/convenants/_simulate")
@RolesAllowed("convenant-manager")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Convenanten", description = "Afspraken met een andere partij, ondertekend door beide.")
public class SimulationResource {

    private static final String YAML = "application/yaml";
    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private final Simulation simulation;
    private final OwnParty own;
    private final Clock clock;

    SimulationResource(Simulation simulation, OwnParty own, Clock clock) {
        this.simulation = simulation;
        this.own = own;
        this.clock = clock;
    }

    /** What a convenant would do. */
    @Schema(name = "Simulation", description = "Wat een convenant met het eigen register zou doen.")
    public record View(
            String hash,
            LocalDate referenceDate,
            @Schema(description = "Leerlingen die meedoen, per categorie.")
                    Map<Category, Integer> categories,
            List<LaneView> lanes,
            @Schema(description = "Gegevens die per overeenkomst zouden weggaan.")
                    List<String> leaving,
            @Schema(description = "Gegevens die per overeenkomst zouden binnenkomen.")
                    List<String> coming,
            @Schema(description = "Wat er nog moet zijn voordat iemand kan ondertekenen.")
                    List<FieldError> missing,
            List<String> warnings) {}

    /** One matching key. */
    @Schema(name = "SimulationLane", description = "Eén koppelsleutel.")
    public record LaneView(
            String matchingKey,
            @Schema(description = "Leerlingen die meedoen.") int pupils,
            @Schema(description = "Registraties die niet meedoen, per reden.")
                    Map<ExclusionReason, Integer> leftOut,
            @Schema(description = "Regels die de run zouden weigeren, met wat zij verwachten.")
                    Map<String, String> refusals,
            @Schema(description = "Versleutelde punten die zouden weggaan.") int elements) {}

    @POST
    @Consumes({MediaType.APPLICATION_JSON, YAML})
    @Operation(
            operationId = "simulateConvenant",
            summary = "Probeer een convenant op het eigen register",
            description =
                    "Er gaat niets weg en er wordt niets bewaard, behalve dat het is gedaan. Wat"
                            + " nog in orde moet komen mag ontbreken. Rol: convenant-manager.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public View simulate(
            InputStream body,
            @HeaderParam("Content-Type") String type,
            @Parameter(description = "De peildatum; zonder: vandaag") @QueryParam("refDate")
                    @Nullable String refDate)
            throws IOException {
        byte[] content = body.readNBytes(ConvenantReader.MAX_BYTES + 1);
        boolean yaml = MediaType.valueOf(type).isCompatible(MediaType.valueOf(YAML));
        Convenant convenant = read(yaml ? ConvenantForm.read(content) : content);
        Oin counterpart =
                convenant
                        .counterpartOf(own.oin())
                        .orElseThrow(
                                () ->
                                        invalid(
                                                List.of(
                                                        new FieldError(
                                                                "/parties",
                                                                "one of them is expected to be "
                                                                        + own.oin()))))
                        .oin();
        try {
            return view(simulation.simulate(convenant, counterpart, day(refDate)));
        } catch (RegisterRefusedException e) {
            throw new ProblemException(
                    Problem.of(
                            "register-refused",
                            409,
                            "The register cannot take part now",
                            String.valueOf(e.getMessage())),
                    e);
        }
    }

    private LocalDate day(@Nullable String refDate) {
        if (refDate == null) {
            return LocalDate.ofInstant(clock.instant(), ZONE);
        }
        try {
            return LocalDate.parse(refDate);
        } catch (DateTimeParseException e) {
            throw invalid(List.of(new FieldError("refDate", "a date such as 2026-10-01")));
        }
    }

    private static Convenant read(byte[] content) {
        return switch (ConvenantReader.read(content)) {
            case ConvenantReading.Read(Convenant convenant) -> convenant;
            case ConvenantReading.Faulty faulty -> throw invalid(faulty.errors());
        };
    }

    private static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                Problem.invalidInput("The convenant cannot be tried; errors lists why.", errors));
    }

    private static View view(Simulation.Report report) {
        return new View(
                report.hash(),
                report.referenceDate(),
                report.categories(),
                report.lanes().stream()
                        .map(
                                lane ->
                                        new LaneView(
                                                lane.matchingKey().name(),
                                                lane.pupils(),
                                                lane.leftOut(),
                                                lane.refusals(),
                                                lane.elements()))
                        .toList(),
                report.leaving(),
                report.coming(),
                report.missing().stream().map(Finding::toFieldError).toList(),
                report.warnings());
    }
}
