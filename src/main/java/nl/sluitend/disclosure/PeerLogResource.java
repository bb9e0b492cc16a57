package nl.sluitend.disclosure;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.NoSuchElementException;
import nl.sluitend.party.PeerContext;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The log of a convenant as its witness may see it: checkpoints and hashes, in the layout of C2SP
 * tlog-tiles. Never an entry, and never the node log.
 */
@Path("/peer/v1/log/{logId}")
@PermitAll
@Tag(name = "Getuige tussen nodes")
public class PeerLogResource {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String LOG_ID = "De hash van het convenant";

    private final DisclosureLog disclosureLog;
    private final Disclosures disclosures;
    private final Witnesses witnesses;
    private final PeerContext peer;

    PeerLogResource(
            DisclosureLog disclosureLog,
            Disclosures disclosures,
            Witnesses witnesses,
            PeerContext peer) {
        this.disclosureLog = disclosureLog;
        this.disclosures = disclosures;
        this.witnesses = witnesses;
        this.peer = peer;
    }

    @GET
    @Path("/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "De ondertekende stand van een log", description = "C2SP tlog-checkpoint.")
    public Response checkpoint(@Parameter(description = LOG_ID) @PathParam("logId") String logId) {
        return Response.ok(disclosureLog.publishedCheckpoint(log(logId)))
                .type(TEXT)
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("/tile/{tile:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Een tegel met hashes",
            description =
                    "C2SP tlog-tiles. De regels zelf zijn er alleen voor eigenaar en toezicht.")
    public Response tile(
            @Parameter(description = LOG_ID) @PathParam("logId") String logId,
            @Parameter(description = "Bijvoorbeeld 0/000") @PathParam("tile") String tile) {
        LogName log = log(logId);
        try {
            TilePath path = TilePath.parse("tile/" + tile);
            if (path.level() == TilePath.ENTRIES) {
                throw unknown();
            }
            return Response.ok(disclosureLog.tile(log, path).orElseThrow()).build();
        } catch (NoSuchElementException | LogVerificationException e) {
            throw unknown();
        }
    }

    /** A log under a convenant with the caller. */
    private LogName log(String logId) {
        try {
            LogName log = disclosures.log(logId);
            return log.convenantHash()
                    .flatMap(witnesses::counterpart)
                    .filter(known -> known.oin().equals(peer.oin()))
                    .map(_ -> log)
                    .orElseThrow(PeerLogResource::unknown);
        } catch (NoSuchElementException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.notFound(
                        "There is no such file of a log under a convenant between the two of us."));
    }
}
