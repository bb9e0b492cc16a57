package nl.sluitend.reconciliation;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is spent of what the convenants allow. */
@Path("/v1/ledger")
@RolesAllowed({"case-worker", "convenant-manager", "fg", "node-operator", "privacy-officer"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs", description = "Het eigen register naast dat van een andere partij leggen")
public class LedgerResource {

    private final Ledger ledger;

    LedgerResource(Ledger ledger) {
        this.ledger = ledger;
    }

    @GET
    @Operation(
            summary = "Wat er is verbruikt van wat de convenanten toestaan",
            description = "Per convenant dat geldt en per soort sleutel. Beide partijen zien het.")
    public List<LedgerView> list() {
        return ledger.all();
    }
}
