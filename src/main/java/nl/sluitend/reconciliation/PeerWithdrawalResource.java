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

/** Withdrawals of the counterpart; the messages are in {@code docs/protocol/withdrawal.md}. */
@Path(PeerWithdrawalResource.PATH)
@PermitAll
@Tag(name = "Sessies", description = "Twee registers naast elkaar leggen, bericht voor bericht.")
public class PeerWithdrawalResource {

    static final String PATH = "/peer/v1/withdrawals";

    private final Withdrawals withdrawals;
    private final PeerContext context;

    PeerWithdrawalResource(Withdrawals withdrawals, PeerContext context) {
        this.withdrawals = withdrawals;
        this.context = context;
    }

    @POST
    @Consumes(PeerSessionResource.JOSE)
    @Produces(PeerSessionResource.JOSE)
    @Operation(summary = "Een overeenkomst intrekken; het antwoord bevestigt dat zij hier dicht is")
    public Response withdraw(String jws) {
        return PeerSessionResource.answer(withdrawals.receive(context.oin(), jws));
    }
}
