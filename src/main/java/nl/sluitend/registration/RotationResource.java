package nl.sluitend.registration;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The renewal of the registration key by an operator. */
@Path("/v1/registration-key")
@RolesAllowed("node-operator")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "beheer")
public class RotationResource {

    private final Rotation rotation;

    RotationResource(Rotation rotation) {
        this.rotation = rotation;
    }

    /**
     * What a rotation did.
     *
     * @param points how many points are under the new key now
     */
    public record Rotated(long points) {}

    @POST
    @Path("/_rotate")
    @Operation(
            operationId = "rotateRegistrationKey",
            summary = "Alle punten onder de nieuwste registratiesleutel brengen",
            description =
                    "Eerst een nieuwe sleutel in de sleutelopslag zetten. Gaat verder waar een"
                            + " eerdere poging stopte. Vernieuwt de sleutel; een lek maakt het niet"
                            + " ongedaan. Rol: node-operator.")
    @APIResponse(responseCode = "200", description = "Klaar.")
    @APIResponse(responseCode = "409", description = "Er loopt een sessie.")
    public Rotated rotate() {
        try {
            return new Rotated(rotation.run());
        } catch (RotationRefusedException e) {
            throw new ProblemException(
                    Problem.of(
                            "session-open",
                            409,
                            "A session is open",
                            "The registration key cannot be rotated during a session. Try again"
                                    + " when it has ended."));
        } catch (RegisterRefusedException e) {
            throw new ProblemException(
                    Problem.of(
                            "register-tampered",
                            409,
                            "A stored point was changed",
                            "A point in the register is not as this node stored it. Find out who"
                                    + " changed the database; then import the registration again."));
        }
    }
}
