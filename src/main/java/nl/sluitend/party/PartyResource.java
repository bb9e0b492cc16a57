package nl.sluitend.party;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public facts of this party: what a convenant says about it. */
@Path("/v1/party")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Partij", description = "De organisatie die deze node gebruikt.")
public class PartyResource {

    private final OwnParty own;
    private final Counterparties counterparties;
    private final KeyRing keys;

    PartyResource(OwnParty own, Counterparties counterparties, KeyRing keys) {
        this.own = own;
        this.counterparties = counterparties;
        this.keys = keys;
    }

    /** This party and whom it knows. */
    @Schema(description = "De partij en haar tegenpartijen.")
    public record PartyView(
            String oin,
            String name,
            PartyRole role,
            @Schema(description = "Publieke sleutel van het verstrekkingenlog (Ed25519), base64.")
                    String logKey,
            List<CounterpartyView> counterparties) {

        public PartyView {
            counterparties = List.copyOf(counterparties);
        }
    }

    /** A counterparty. */
    @Schema(description = "Een tegenpartij die de beheerder heeft ingesteld.")
    public record CounterpartyView(String oin, String name, PartyRole role) {}

    @GET
    @Authenticated
    @Operation(
            operationId = "getParty",
            summary = "De gegevens van deze partij",
            description = "Wat in een convenant over deze partij staat. Elke rol.")
    public PartyView party() {
        return new PartyView(
                own.oin().value(),
                own.name(),
                own.role(),
                Base64.getEncoder().encodeToString(keys.logPublicKey()),
                counterparties.list().stream()
                        .map(c -> new CounterpartyView(c.oin().value(), c.name(), c.role()))
                        .toList());
    }
}
