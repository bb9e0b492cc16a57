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
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import nl.sluitend.registration.Period;
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
            @Schema(description = "De eerste dag waarnaar is gekeken; leeg: alles.")
                    @Nullable LocalDate from,
            @Schema(description = "De laatste dag waarnaar is gekeken; leeg: alles.")
                    @Nullable LocalDate until,
            @Schema(description = "Hoeveel runs er in die periode zouden zijn.") int runs,
            @Schema(description = "Leerlingen die meedoen, per categorie.")
                    Map<Category, Integer> categories,
            List<LaneView> lanes,
            @Schema(description = "Wat één run kost, per manier en koppelsleutel.")
                    List<CostView> costs,
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
            @Schema(
                            description =
                                    "Regels die runs zouden weigeren: hoe vaak, en wat zij"
                                            + " verwachten.")
                    Map<String, Simulation.Refusal> refusals) {}

    /** What one run costs. */
    @Schema(name = "SimulationCost", description = "Wat één run kost.")
    public record CostView(
            String mode,
            String matchingKey,
            @Schema(description = "Versleutelde punten die zouden weggaan.") int elements,
            @Schema(description = "Hoeveel bytes dat zijn.") long octets,
            @Schema(description = "Privacyverlies, bij tellen.") @Nullable Double epsilon,
            @Schema(description = "Tellingen die dit schooljaar nog mogen, bij tellen.")
                    @Nullable Integer countsLeft) {}

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
                    @Nullable String refDate,
            @Parameter(
                            description =
                                    "De eerste dag van een periode, in plaats van die van het"
                                            + " convenant; samen met until")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "De laatste dag van die periode") @QueryParam("until")
                    @Nullable String until)
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
            return view(
                    simulation.simulate(
                            convenant,
                            counterpart,
                            new Simulation.Question(
                                    refDate == null
                                            ? LocalDate.ofInstant(
                                                    clock.instant(), RunOperations.ZONE)
                                            : day("refDate", refDate),
                                    days(from, until))));
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

    private static Optional<Period.Days> days(@Nullable String from, @Nullable String until) {
        if (from == null && until == null) {
            return Optional.empty();
        }
        if (from == null || until == null) {
            throw invalid(List.of(new FieldError("from", "from and until together")));
        }
        try {
            return Optional.of(new Period.Days(day("from", from), day("until", until)));
        } catch (IllegalArgumentException e) {
            throw invalid(List.of(new FieldError("until", "a day on or after from")));
        }
    }

    private static LocalDate day(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid(List.of(new FieldError(name, "a date such as 2026-10-01")));
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
                report.from().orElse(null),
                report.until().orElse(null),
                report.runs(),
                report.categories(),
                report.lanes().stream()
                        .map(
                                lane ->
                                        new LaneView(
                                                lane.matchingKey().name(),
                                                lane.pupils(),
                                                lane.leftOut(),
                                                lane.refusals()))
                        .toList(),
                report.costs().stream().map(SimulationResource::view).toList(),
                report.leaving(),
                report.coming(),
                report.missing().stream().map(Finding::toFieldError).toList(),
                report.warnings());
    }

    private static CostView view(Simulation.Cost cost) {
        return new CostView(
                cost.mode().name(),
                cost.matchingKey().name(),
                cost.elements(),
                cost.octets(),
                cost.epsilon().orElse(null),
                cost.countsLeft().orElse(null));
    }
}
