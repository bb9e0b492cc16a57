package nl.sluitend.disclosure;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import nl.sluitend.party.PeerContext;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * This node as a witness of the logs of its counterparts (C2SP tlog-witness v1.0.0). Each is served
 * for its logs under the convenants with us alone.
 */
@Path(WitnessCalls.PEER_PREFIX)
@PermitAll
@Tag(
        name = "Getuige tussen nodes",
        description = "Alleen met het TLS-certificaat van een bekende tegenpartij.")
public class PeerWitnessResource {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String SIZE = "text/x.tlog.size";

    private final WitnessedLogs witnessed;
    private final Witnesses witnesses;
    private final PeerContext peer;

    PeerWitnessResource(WitnessedLogs witnessed, Witnesses witnesses, PeerContext peer) {
        this.witnessed = witnessed;
        this.witnesses = witnesses;
        this.peer = peer;
    }

    @POST
    @Path("/add-checkpoint")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces({MediaType.TEXT_PLAIN, SIZE})
    @Operation(
            summary = "Vraag een medeondertekening",
            description =
                    "C2SP tlog-witness. 200: de handtekening; 409: de laatst bekende grootte; 422: het"
                            + " bewijs klopt niet.")
    public Response add(InputStream body) throws IOException {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(body.readNBytes(AddCheckpoint.MAX_BYTES + 1));
        } catch (LogVerificationException e) {
            throw new ProblemException(
                    Problem.of(
                            "invalid-request",
                            400,
                            "The request cannot be read",
                            "Send it as C2SP tlog-witness says: " + e.getMessage() + "."),
                    e);
        }
        return switch (witnessed.cosign(key(request.origin(), false), request)) {
            case WitnessAnswer.Cosigned(String line) -> Response.ok(line).type(TEXT).build();
            case WitnessAnswer.Conflict(long size) ->
                    Response.status(409).entity(size + "\n").type(SIZE).build();
            case WitnessAnswer.Refused(int status, String reason) ->
                    throw new ProblemException(
                            Problem.of(
                                    "checkpoint-refused",
                                    status,
                                    "The checkpoint is not cosigned",
                                    "The checkpoint was refused: " + reason + "."));
        };
    }

    @POST
    @Path("/close")
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Meld dat een log is afgesloten",
            description = "De ondertekende slotverklaring. 422: zij past niet bij wat bekend is.")
    public Response close(InputStream body) throws IOException {
        byte[] note = body.readNBytes(AddCheckpoint.MAX_BYTES);
        String[] lines = new String(note, java.nio.charset.StandardCharsets.UTF_8).split("\n", 3);
        VerifierKey key = key(lines.length == 3 ? lines[1] : "", true);
        try {
            witnessed.close(key, note);
            return Response.ok("").type(TEXT).build();
        } catch (LogVerificationException e) {
            throw new ProblemException(
                    Problem.of(
                            "closing-refused",
                            422,
                            "The final statement is refused",
                            "The final statement was refused: " + e.getMessage() + "."),
                    e);
        }
    }

    @GET
    @Path("/{originHash:[0-9a-f]{64}}/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De laatst medeondertekende stand van een log",
            description = "Het adres bevat de SHA-256 van de naam van het log.")
    public Response latest(
            @Parameter(description = "SHA-256 van de naam van het log, hexadecimaal")
                    @PathParam("originHash")
                    String originHash) {
        String note =
                witnessed.origins(peer.oin()).stream()
                        .filter(origin -> WitnessCalls.originHash(origin).equals(originHash))
                        .findFirst()
                        .flatMap(witnessed::cosigned)
                        .orElseThrow(PeerWitnessResource::unknown);
        return Response.ok(note).type(TEXT).header("Cache-Control", "no-store").build();
    }

    /**
     * The key of a log of the caller, from the convenant.
     *
     * @param alsoClosed whether a log that was closed and went on counts
     */
    private VerifierKey key(String origin, boolean alsoClosed) {
        try {
            LogName log = LogName.parse(origin);
            return log.convenantHash()
                    .flatMap(witnesses::counterpart)
                    .filter(
                            known ->
                                    known.oin().equals(peer.oin())
                                            && log.owner().equals(peer.oin()))
                    .filter(known -> alsoClosed || witnessed.current(first(log)).equals(log))
                    .map(known -> LogKeys.of(log, known.logKey()))
                    .orElseThrow(PeerWitnessResource::unknown);
        } catch (LogVerificationException e) {
            throw unknown();
        }
    }

    private static LogName first(LogName log) {
        return new LogName(log.owner(), log.convenantHash(), 1);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                Problem.notFound(
                        "This node witnesses no such log of yours; it does for each convenant with"
                                + " you."));
    }
}
