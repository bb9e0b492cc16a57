package nl.sluitend.reconciliation;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.PeerBodyLimit;
import nl.sluitend.party.PeerContext;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.RefusalType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A message of a session that is too large ends the session like any other failed check, and is
 * logged: by its length, before any of it is read.
 */
public class SessionMessageLimit {

    /** Of the resource that takes messages of sessions. */
    @NameBinding
    @Retention(RUNTIME)
    @Target({METHOD, TYPE})
    @interface Limited {}

    private final PeerBodyLimit limit;
    private final PeerContext context;
    private final Handling handling;
    private final Transactions transactions;
    private final SessionLog log;

    SessionMessageLimit(
            PeerBodyLimit limit,
            PeerContext context,
            Handling handling,
            Transactions transactions,
            SessionLog log) {
        this.limit = limit;
        this.context = context;
        this.handling = handling;
        this.transactions = transactions;
        this.log = log;
    }

    @ServerRequestFilter(priority = Priorities.USER)
    @Limited
    public void refuse(ContainerRequestContext request) {
        if (limit.exceeds(request)) {
            var refusal = new Refusal(RefusalType.TOO_LARGE, limit.expectation());
            String sid = request.getUriInfo().getPathParameters().getFirst("sid");
            PeerSessionResource.answer(
                    sid == null ? offer(refusal) : message(UUID.fromString(sid), refusal));
        }
    }

    /** Of an offer that is not read nothing is known but who sent it. */
    private Reply offer(Refusal refusal) {
        return transactions.run(
                () -> {
                    log.refusedOffer(Optional.empty(), context.oin(), Optional.empty(), refusal);
                    return new Reply.Refused(refusal);
                });
    }

    private Reply message(UUID sid, Refusal refusal) {
        return handling.fromPeer(
                sid,
                context.oin(),
                (_, _) -> {
                    throw new RefusedException(refusal);
                });
    }
}
