package nl.sluitend.party;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Set;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses what a counterparty sends by its length, before any of it is read: as much as an answer
 * of it may have. A length must be stated.
 */
public class PeerBodyLimit {

    /** After whoever calls is known, and after a feature that refuses in its own way. */
    private static final int LAST = Priorities.USER + 100;

    private static final Set<String> WITH_BODY = Set.of("PUT", "POST");

    private final int most;

    public PeerBodyLimit(
            @ConfigProperty(
                            name = "sluitend.party.calls.max-answer-bytes",
                            defaultValue = "4194304")
                    int most) {
        this.most = most;
    }

    @ServerRequestFilter(priority = LAST)
    public void limit(ContainerRequestContext request, ResourceInfo resource) {
        if (PeerIdentity.isPeerResource(resource.getResourceClass()) && exceeds(request)) {
            throw new ProblemException(
                    Problem.of("too-large", 413, "The message is too large", expectation()));
        }
    }

    /** Whether the request has more octets than allowed, or does not say how many. */
    public boolean exceeds(ContainerRequestContext request) {
        int length = request.getLength();
        return WITH_BODY.contains(request.getMethod()) && (length < 0 || length > most);
    }

    /** What is allowed, for whoever sent more. */
    public String expectation() {
        return "a message has a Content-Length, of at most " + most + " octets";
    }
}
