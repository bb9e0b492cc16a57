package nl.sluitend.reconciliation;

import io.quarkus.security.identity.SecurityIdentity;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.registration.StatedReason;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes back matches that proved wrong. */
@Path("/v1/withdrawals")
@RolesAllowed({"case-worker", "fg", "privacy-officer"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Intrekken", description = "Overeenkomsten die niet kloppen, en wat daaruit volgt")
public class WithdrawalResource {

    private final IncidentDesk desk;
    private final SecurityIdentity identity;

    WithdrawalResource(IncidentDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    /** Which match, and why. */
    @Schema(name = "WithdrawalRequest", description = "Welke overeenkomst niet klopt, en waarom")
    public record Request(
            @Schema(description = "Kenmerk (hash) van het convenant", required = true)
                    @Nullable String convenant,
            @Schema(description = "Nummer van het paar, zoals 7K3QD-0M9XZ-4", required = true)
                    @Nullable String casusnummer,
            @Schema(description = "OTHER_CHILD, WRONG_KEY of OTHER", required = true)
                    @Nullable String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"case-worker", "privacy-officer"})
    @Operation(
            operationId = "withdrawMatch",
            summary = "Een overeenkomst intrekken",
            description =
                    "Beide partijen sluiten de overeenkomst. Wat zij van elkaar kregen over dit kind"
                            + " wordt gewist, en het paar komt op dezelfde koppelsleutel niet meer"
                            + " overeen. Beide logboeken leggen het vast. Ook begint een incident:"
                            + " binnen 72 uur moet zijn besloten of het een datalek is dat gemeld"
                            + " moet worden. Kan niet worden teruggedraaid. Rol: case-worker of"
                            + " privacy-officer.")
    public Response withdraw(@Nullable Request request) {
        Request sent = request == null ? new Request(null, null, null) : request;
        var errors = new ArrayList<FieldError>();
        String convenant = sent.convenant();
        if (convenant == null || !convenant.matches("[0-9a-f]{64}")) {
            errors.add(new FieldError("/convenant", "the hash of a convenant"));
        }
        String casusnummer = sent.casusnummer();
        if (casusnummer == null || !Casusnummer.isValid(casusnummer)) {
            errors.add(
                    new FieldError(
                            "/casusnummer",
                            "a casusnummer such as 7K3QD-0M9XZ-4, with its check character"));
        }
        Optional<WithdrawalReason> reason =
                Arrays.stream(WithdrawalReason.values())
                        .filter(one -> one.name().equals(sent.reason()))
                        .findFirst();
        if (reason.isEmpty()) {
            errors.add(
                    new FieldError(
                            "/reason",
                            Arrays.stream(WithdrawalReason.values())
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", ", "one of ", ""))));
        }
        if (!errors.isEmpty() || convenant == null || casusnummer == null) {
            throw new ProblemException(
                    Problem.invalidInput("The withdrawal is not complete.", List.copyOf(errors)));
        }
        WithdrawalView view = desk.withdraw(convenant, casusnummer, reason.orElseThrow());
        return Response.created(URI.create("/v1/withdrawals/" + view.id())).entity(view).build();
    }

    /** Why a withdrawal is lifted. */
    @Schema(name = "WithdrawalLift", description = "Waarom de intrekking wordt opgeheven")
    public record Lift(
            @Schema(
                            description =
                                    "Waarom, in één regel; zonder naam of nummer van een leerling",
                            required = true)
                    @Nullable String reason) {}

    @POST
    @Path("{id}/_lift")
    @RolesAllowed("privacy-officer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "liftWithdrawal",
            summary = "Een intrekking opheffen die een vergissing was",
            description =
                    "Deze partij laat het paar weer meedoen. Het komt pas weer overeen als ook de"
                            + " andere partij de intrekking opheft: elke partij houdt haar eigen"
                            + " sleutel tegen. De andere partij hoort dit niet van de node, dus"
                            + " overleg met haar. Wat is gewist, komt niet terug; een nieuwe"
                            + " overeenkomst krijgt een nieuw casusnummer. Rol: privacy-officer.")
    public WithdrawalView lift(
            @Parameter(description = "Nummer van de intrekking") @PathParam("id") UUID id,
            @Nullable Lift sent) {
        var errors = new ArrayList<FieldError>();
        Optional<StatedReason> reason =
                StatedReason.read(sent == null ? null : sent.reason(), errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    Problem.invalidInput("The reason is missing.", List.copyOf(errors)));
        }
        return desk.lift(id, reason.orElseThrow().text(), identity.getPrincipal().getName());
    }

    @GET
    @Operation(
            operationId = "listWithdrawals",
            summary = "Ingetrokken overeenkomsten, de nieuwste eerst",
            description =
                    "Hoogstens 500. Dat u keek, wordt vastgelegd. Rol: case-worker, fg of"
                            + " privacy-officer.")
    public List<WithdrawalView> list() {
        return desk.lists(identity.getPrincipal().getName()).withdrawals();
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getWithdrawal",
            summary = "Eén ingetrokken overeenkomst",
            description = "Dat u keek, wordt vastgelegd. Rol: case-worker, fg of privacy-officer.")
    public WithdrawalView get(
            @Parameter(description = "Nummer van de intrekking") @PathParam("id") UUID id) {
        return desk.withdrawal(id, identity.getPrincipal().getName())
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound("This party has no such withdrawal.")));
    }
}
