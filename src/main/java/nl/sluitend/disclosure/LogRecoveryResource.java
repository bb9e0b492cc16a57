package nl.sluitend.disclosure;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.NoSuchElementException;
import nl.sluitend.party.Roles;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an operator can do with a log that is behind its witnesses, or whose time is over. */
@Path("/v1/log-recovery/{logId}")
@RolesAllowed(Roles.NODE_OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Verstrekkingenlog")
public class LogRecoveryResource {

    private static final String LOG_ID = "De hash van het convenant, of node";

    private final Disclosures disclosures;
    private final LogRefill refill;
    private final LogClosing closing;
    private final LogPruning pruning;
    private final SecurityIdentity identity;

    LogRecoveryResource(
            Disclosures disclosures,
            LogRefill refill,
            LogClosing closing,
            LogPruning pruning,
            SecurityIdentity identity) {
        this.disclosures = disclosures;
        this.refill = refill;
        this.closing = closing;
        this.pruning = pruning;
        this.identity = identity;
    }

    /**
     * What was done.
     *
     * @param origin the log
     * @param size how many entries it has
     * @param successor the log that goes on; absent when none does
     */
    @com.fasterxml.jackson.annotation.JsonInclude(
            com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY)
    public record Done(String origin, long size, java.util.Optional<String> successor) {

        static Done of(LogStatement statement) {
            return new Done(statement.origin(), statement.size(), statement.successor());
        }
    }

    /**
     * How a log stands.
     *
     * @param size how many entries it has: the number of the first that is missing
     * @param readOnly whether it has to be recovered
     */
    public record Standing(String origin, long size, boolean readOnly) {}

    @GET
    @Operation(
            summary = "Hoeveel regels een log heeft en of het alleen-lezen is",
            description = "Wat een beheerder moet weten om regels terug te zetten.")
    public Standing standing(@Parameter(description = LOG_ID) @PathParam("logId") String logId) {
        LogStore.Head head = refill.head(log(logId));
        return new Standing(head.log().origin(), head.edge().size(), head.halted().isPresent());
    }

    @POST
    @Path("/_refill")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Regels terugzetten die een log kwijt is",
            description =
                    "De regels vanaf de eerste die ontbreekt, elk met een lengte van twee bytes ervoor,"
                            + " uit een kopie van de gepubliceerde bestanden. Het log gaat alleen open"
                            + " als het daarna weer alles bevat wat de getuigen kennen.")
    public Done refill(
            @Parameter(description = LOG_ID) @PathParam("logId") String logId, byte[] entries) {
        LogName log = log(logId);
        try {
            int count =
                    refill.refill(
                            log,
                            EntryBundle.decode(entries),
                            refill.known(log),
                            identity.getPrincipal().getName());
            return new Done(log.origin(), count, java.util.Optional.empty());
        } catch (LogVerificationException e) {
            throw refused(422, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw refused(503, "a witness does not answer: " + e.getMessage(), e);
        }
    }

    @POST
    @Path("/_close")
    @Operation(
            summary = "Een log afsluiten dat achterloopt op zijn getuigen, en verdergaan",
            description =
                    "Ondertekent een slotverklaring. Wat kwijt is, blijft kwijt; een nieuw log gaat"
                            + " verder onder de volgende naam.")
    public Done close(@Parameter(description = LOG_ID) @PathParam("logId") String logId) {
        return Done.of(closing.behindWitnesses(log(logId), identity.getPrincipal().getName()));
    }

    @POST
    @Path("/_prune")
    @Operation(
            summary = "De regels verwijderen van een log waarvan de bewaartermijn voorbij is",
            description =
                    "Alleen van een log dat met een slotverklaring is gesloten. De hashes blijven, met"
                            + " een ondertekende verklaring.")
    public Done prune(@Parameter(description = LOG_ID) @PathParam("logId") String logId) {
        return Done.of(pruning.prune(log(logId), identity.getPrincipal().getName()));
    }

    private LogName log(String logId) {
        try {
            return disclosures.log(logId);
        } catch (NoSuchElementException e) {
            throw new ProblemException(
                    Problem.notFound("This node has no such log; see /v1/log."), e);
        }
    }

    private static ProblemException refused(int status, String reason, Exception cause) {
        return new ProblemException(
                Problem.of(
                        "log-not-recovered",
                        status,
                        "The log stays read-only",
                        "Nothing was changed: " + reason + "."),
                cause);
    }
}
