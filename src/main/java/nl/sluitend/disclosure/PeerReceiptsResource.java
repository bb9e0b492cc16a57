package nl.sluitend.disclosure;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;
import nl.sluitend.party.PeerContext;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * What the counterpart of a convenant may lay beside its own log: receipts, which both have signed,
 * and the entries of pupils whom both know.
 */
@Path(PeerReceiptsResource.PREFIX)
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Getuige tussen nodes")
public class PeerReceiptsResource {

    static final String PREFIX = "/peer/v1/receipts";

    private final OwnReceipts receipts;
    private final Witnesses witnesses;
    private final OwnParty own;
    private final PeerContext peer;

    PeerReceiptsResource(
            OwnReceipts receipts, Witnesses witnesses, OwnParty own, PeerContext peer) {
        this.receipts = receipts;
        this.witnesses = witnesses;
        this.own = own;
        this.peer = peer;
    }

    /** Receipts, in the order of the log. */
    public record Lines(List<Line> receipts) {}

    /** One receipt: session, moment of logging and the members that both signed. */
    public record Line(String exchangeId, String logged, java.util.Map<String, Object> receipt) {}

    /** The entries of one session: how many cannot be read any more, and tokens of the others. */
    public record Entries(int unreadable, List<String> pupils) {}

    @GET
    @Path("/{convenantHash:[0-9a-f]{64}}")
    @Operation(
            summary = "De ontvangstbewijzen in het logboek van deze partij",
            description = "Alleen onder een convenant met de vrager.")
    public Lines receipts(
            @Parameter(description = "De hash van het convenant") @PathParam("convenantHash")
                    String convenantHash) {
        return new Lines(
                receipts.lines(log(convenantHash)).stream()
                        .map(
                                line ->
                                        new Line(
                                                line.exchangeId(),
                                                line.logged().toString(),
                                                line.receipt()))
                        .toList());
    }

    @GET
    @Path("/{convenantHash:[0-9a-f]{64}}/{sid}")
    @Operation(
            summary = "De regels van leerlingen die beide partijen kennen",
            description =
                    "Als afdruk van sessie en casusnummer, en hoeveel regels niet meer leesbaar zijn.")
    public Entries pupils(
            @Parameter(description = "De hash van het convenant") @PathParam("convenantHash")
                    String convenantHash,
            @Parameter(description = "De sessie") @PathParam("sid") UUID sid) {
        LogName log = log(convenantHash);
        String id = sid.toString();
        if (receipts.lines(log).stream().noneMatch(line -> line.exchangeId().equals(id))) {
            throw unknown();
        }
        PupilTokens tokens = receipts.pupils(log, id);
        return new Entries(
                tokens.unreadable(), tokens.places().keySet().stream().sorted().toList());
    }

    private LogName log(String convenantHash) {
        Oin caller = peer.oin();
        if (witnesses
                .counterpart(convenantHash)
                .filter(known -> known.oin().equals(caller))
                .isEmpty()) {
            throw unknown();
        }
        return LogName.ofConvenant(own.oin(), convenantHash);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.notFound("There is no such convenant or session between the two of us."));
    }
}
