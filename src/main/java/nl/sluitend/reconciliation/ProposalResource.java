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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.problem.FieldError;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import nl.sluitend.psi.Answer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Probable matches, and what people of this party say of them. */
@Path("/v1/proposals")
@RolesAllowed({"case-worker", "fg", "privacy-officer"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Voorgelegde paren",
        description = "Misschien hetzelfde kind: mensen van beide partijen beslissen")
public class ProposalResource {

    private final ProposalDesk desk;
    private final SecurityIdentity identity;

    ProposalResource(ProposalDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    /** What the case worker says. */
    @Schema(name = "ProposalAnswer", description = "Het antwoord van deze partij")
    public record Request(
            @Schema(
                            description =
                                    "YES (het is hetzelfde kind) of NO (het is een ander kind, of niet"
                                            + " vast te stellen)",
                            required = true)
                    @Nullable String answer) {}

    @GET
    @Operation(
            operationId = "listProposals",
            summary = "Voorgelegde paren, de nieuwste eerst",
            description =
                    "Hoogstens 500. U ziet alleen de eigen registratie: over het kind bij de andere"
                            + " partij wordt niets verteld. Ook ziet u niet of de ander al"
                            + " antwoordde. Dat u keek, wordt vastgelegd. Rol: case-worker, fg of"
                            + " privacy-officer.")
    public List<ProposalView> list() {
        return desk.list(officer());
    }

    @GET
    @Path("{id}")
    @Operation(
            operationId = "getProposal",
            summary = "Eén voorgelegd paar",
            description = "Dat u keek, wordt vastgelegd. Rol: case-worker, fg of privacy-officer.")
    public ProposalView get(
            @Parameter(description = "Nummer van het voorgelegde paar") @PathParam("id") UUID id) {
        return desk.find(id, officer())
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.notFound("This party has no such proposal.")));
    }

    @POST
    @Path("{id}/_answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("case-worker")
    @Operation(
            operationId = "answerProposal",
            summary = "Zeggen of het hetzelfde kind is",
            description =
                    "Het antwoord staat vast en kan niet meer veranderen. De andere partij leert het"
                            + " pas als ook zij zich op een antwoord heeft vastgelegd. Alleen als beide"
                            + " partijen ja zeggen, is het een overeenkomst. Antwoord niet op grond"
                            + " van een gesprek met de ander over dit kind: kijk in uw eigen dossier."
                            + " Rol: case-worker.")
    public ProposalView answer(
            @Parameter(description = "Nummer van het voorgelegde paar") @PathParam("id") UUID id,
            @Nullable Request request) {
        String sent = request == null ? null : request.answer();
        Optional<Answer> answer =
                Arrays.stream(Answer.values()).filter(one -> one.name().equals(sent)).findFirst();
        return desk.answer(
                id,
                answer.orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.invalidInput(
                                                "The answer is missing.",
                                                List.of(new FieldError("/answer", "YES or NO"))))),
                officer());
    }

    private String officer() {
        return identity.getPrincipal().getName();
    }
}
