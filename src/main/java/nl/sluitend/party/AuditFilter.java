package nl.sluitend.party;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Writes an audit record of whatever a person or system with a login did, and of every refusal to
 * let somebody in. What counterparts do stands in the messages that both sign.
 */
@ApplicationScoped
class AuditFilter {

    private static final Logger LOG = Logger.getLogger(AuditFilter.class);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final AuditTrail trail;
    private final Operations operations;
    private final CurrentIdentityAssociation identity;
    private final Clock clock;

    AuditFilter(
            AuditTrail trail,
            Operations operations,
            CurrentIdentityAssociation identity,
            Clock clock) {
        this.trail = trail;
        this.operations = operations;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * After the answer is known, and before it leaves unless it is a refusal on a thread that must
     * not wait: that one is written beside it.
     */
    @ServerResponseFilter
    public void record(
            ContainerRequestContext request,
            ContainerResponseContext response,
            HttpServerRequest http) {
        Optional<String> actor = actor();
        int status = response.getStatus();
        Optional<Operation> operation = operations.current();
        if (operation.isEmpty()
                || (actor.isEmpty() && status != UNAUTHORIZED && status != FORBIDDEN)) {
            return;
        }
        AuditRecord done =
                new AuditRecord(
                        clock.instant(),
                        operation.get().traceId(),
                        actor,
                        request.getMethod() + " " + request.getUriInfo().getRequestUri().getPath(),
                        Optional.ofNullable(http.remoteAddress()).map(SocketAddress::hostAddress),
                        status);
        if (BlockingOperationControl.isBlockingAllowed()) {
            write(done);
        } else {
            Infrastructure.getDefaultWorkerPool().execute(() -> write(done));
        }
    }

    private void write(AuditRecord done) {
        try {
            trail.write(done);
        } catch (RuntimeException e) {
            LOG.error("an audit record is missing", e);
        }
    }

    /** Who asks, as far as that is known already. */
    private Optional<String> actor() {
        SecurityIdentity known =
                identity.getDeferredIdentity()
                        .onFailure()
                        .recoverWithNull()
                        .subscribeAsCompletionStage()
                        .getNow(null);
        return known == null || known.isAnonymous()
                ? Optional.empty()
                : Optional.of(known.getPrincipal().getName());
    }
}
