package nl.sluitend.disclosure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.NoSuchElementException;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The logs in the layout of C2SP tlog-tiles, under {@code /v1/log/{logId}/}. Holds entries and
 * hashes, never an opening: reading it is no consultation of personal data.
 */
@Path("/v1/log")
@RolesAllowed({"privacy-officer", "fg"})
@Tag(name = "Verstrekkingenlog")
public class LogResource {

    private static final String TEXT = "text/plain; charset=utf-8";

    private final DisclosureLog disclosureLog;
    private final Disclosures disclosures;
    private final Witnesses witnesses;
    private final LogClosing closing;

    LogResource(
            DisclosureLog disclosureLog,
            Disclosures disclosures,
            Witnesses witnesses,
            LogClosing closing) {
        this.closing = closing;
        this.disclosureLog = disclosureLog;
        this.disclosures = disclosures;
        this.witnesses = witnesses;
    }

    /**
     * One log of this node.
     *
     * @param id its segment in the addresses here
     * @param origin its name in checkpoints
     * @param vkey its verifier key (C2SP signed-note)
     */
    public record Described(String id, String origin, String vkey) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "De logs van deze node",
            description =
                    "Eén log per convenant en het log van de node zelf, elk met zijn controlesleutel."
                            + " Rol: privacy-officer of fg.")
    public List<Described> logs() {
        return disclosureLog.logs().stream()
                .map(
                        log ->
                                new Described(
                                        log.id(),
                                        log.origin(),
                                        disclosureLog.verifierKey(log).vkey()))
                .toList();
    }

    @GET
    @Path("/{logId}/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De ondertekende stand van een log",
            description = "C2SP tlog-checkpoint over alle regels. Rol: privacy-officer of fg.")
    public Response checkpoint(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId) {
        try {
            LogName log = disclosures.log(logId);
            return Response.ok(disclosureLog.publishedCheckpoint(log))
                    .type(TEXT)
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (NoSuchElementException e) {
            throw notFound(e);
        }
    }

    @GET
    @Path("/{logId}/last-checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De laatst ondertekende stand van een log",
            description =
                    "Ook te lezen als de node niets meer ondertekent omdat het log niet meer klopt."
                            + " Rol: privacy-officer of fg.")
    public Response lastCheckpoint(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId) {
        try {
            LogName log = disclosures.log(logId);
            return Response.ok(disclosureLog.lastCheckpoint(log).orElseThrow().note())
                    .type(TEXT)
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (NoSuchElementException e) {
            throw notFound(e);
        }
    }

    @GET
    @Path("/{logId}/cosigned-checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De laatste stand van een log die een getuige heeft medeondertekend",
            description = "Met de handtekeningen van de getuigen. Rol: privacy-officer of fg.")
    public Response cosignedCheckpoint(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId) {
        try {
            return Response.ok(
                            disclosureLog.cosignedCheckpoint(disclosures.log(logId)).orElseThrow())
                    .type(TEXT)
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (NoSuchElementException e) {
            throw notFound(e);
        }
    }

    @GET
    @Path("/{logId}/checkpoints/{page:[0-9]{1,9}}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Alle standen die ooit ondertekend zijn",
            description =
                    "256 per bladzijde, op grootte, elk met een lengte van twee bytes ervoor. Rol:"
                            + " privacy-officer of fg.")
    public Response checkpoints(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId,
            @Parameter(description = "De bladzijde, vanaf 0") @PathParam("page") long page) {
        try {
            List<byte[]> notes = disclosureLog.checkpoints(disclosures.log(logId), page);
            if (notes.isEmpty()) {
                throw new NoSuchElementException("no such page");
            }
            return Response.ok(EntryBundle.encode(notes))
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (NoSuchElementException e) {
            throw notFound(e);
        }
    }

    @GET
    @Path("/{logId}/policy")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De getuigen van een log",
            description = "C2SP tlog-policy. Rol: privacy-officer of fg.")
    public Response policy(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId) {
        try {
            LogName log = disclosures.log(logId);
            return Response.ok(witnesses.policy(disclosureLog.verifierKey(log), witnesses.of(log)))
                    .type(TEXT)
                    .build();
        } catch (NoSuchElementException e) {
            throw notFound(e);
        }
    }

    @GET
    @Path("/{logId}/closing")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De slotverklaring van een log",
            description =
                    "Ondertekend met de sleutel van het log; 404 als er geen is. Rol: privacy-officer"
                            + " of fg.")
    public Response closing(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId) {
        return statement(logId, LogStatement.Kind.CLOSED);
    }

    @GET
    @Path("/{logId}/pruned")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De verklaring dat de regels van een log zijn verwijderd",
            description =
                    "Ondertekend met de sleutel van het log; 404 als er geen is. Rol: privacy-officer"
                            + " of fg.")
    public Response pruned(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId) {
        return statement(logId, LogStatement.Kind.PRUNED);
    }

    private Response statement(String logId, LogStatement.Kind kind) {
        try {
            return Response.ok(closing.note(disclosures.log(logId), kind).orElseThrow())
                    .type(TEXT)
                    .build();
        } catch (NoSuchElementException e) {
            throw notFound(e);
        }
    }

    @GET
    @Path("/{logId}/vkey")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "De controlesleutel van een log",
            description = "C2SP signed-note verifier key. Rol: privacy-officer of fg.")
    public Response vkey(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId) {
        try {
            return Response.ok(disclosureLog.verifierKey(disclosures.log(logId)).vkey() + "\n")
                    .type(TEXT)
                    .build();
        } catch (NoSuchElementException e) {
            throw notFound(e);
        }
    }

    @GET
    @Path("/{logId}/tile/{tile:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Een tegel van een log",
            description =
                    "C2SP tlog-tiles: hashes onder tile/<niveau>/, regels onder tile/entries/. Bevat"
                            + " geen persoonsgegevens. Rol: privacy-officer of fg.")
    public Response tile(
            @Parameter(description = "De hash van het convenant, of node") @PathParam("logId")
                    String logId,
            @Parameter(description = "Bijvoorbeeld 0/000 of entries/x001/234.p/12")
                    @PathParam("tile")
                    String tile) {
        try {
            TilePath path = TilePath.parse("tile/" + tile);
            byte[] bytes = disclosureLog.tile(disclosures.log(logId), path).orElseThrow();
            return Response.ok(bytes)
                    .header("Cache-Control", "private, max-age=31536000, immutable")
                    .build();
        } catch (NoSuchElementException | LogVerificationException e) {
            throw notFound(e);
        }
    }

    private static ProblemException notFound(Exception cause) {
        return new ProblemException(
                Problem.notFound(
                        "This node has no such log, or the log is not that large; see /v1/log."),
                cause);
    }
}
