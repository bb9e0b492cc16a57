package nl.sluitend.reconciliation;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import nl.sluitend.party.PeerContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers of the counterpart; the messages are in {@code docs/protocol/proposals.md}. */
@Path(PeerProposalResource.PATH)
@PermitAll
@Tag(name = "Sessies", description = "Twee registers naast elkaar leggen, bericht voor bericht.")
public class PeerProposalResource {

    static final String PATH = "/peer/v1/proposals";
    static final String COMMITMENTS = PATH + "/commitments";
    static final String OPENINGS = PATH + "/openings";

    private final PeerProposals proposals;
    private final PeerContext context;

    PeerProposalResource(PeerProposals proposals, PeerContext context) {
        this.proposals = proposals;
        this.context = context;
    }

    @POST
    @Path("commitments")
    @Consumes(PeerSessionResource.JOSE)
    @Produces(PeerSessionResource.JOSE)
    @Operation(
            summary =
                    "Zich vastleggen op een antwoord over een voorgelegd paar, zonder het te geven")
    public Response commit(String jws) {
        return PeerSessionResource.answer(proposals.commit(context.oin(), jws));
    }

    @POST
    @Path("openings")
    @Consumes(PeerSessionResource.JOSE)
    @Produces(PeerSessionResource.JOSE)
    @Operation(
            summary =
                    "Het antwoord geven waarop men zich heeft vastgelegd; terug komt dat van deze"
                            + " partij")
    public Response open(String jws) {
        return PeerSessionResource.answer(proposals.open(context.oin(), jws));
    }
}
