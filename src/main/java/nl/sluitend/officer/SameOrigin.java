package nl.sluitend.officer;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.net.URI;
import java.util.Set;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Against forged requests (CSRF): a page changes something only when the browser says that the
 * request comes from a page of this node (Fetch Metadata, {@code Sec-Fetch-Site}; {@code Origin}
 * for browsers without it). A request that says neither is refused. The session cookie is {@code
 * SameSite=Lax} besides.
 */
final class SameOrigin {

    /** Slug of the problem. */
    static final String PROBLEM = "foreign-page";

    private static final Set<String> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 100)
    public void demand(ContainerRequestContext request, ResourceInfo resource) {
        boolean page =
                resource.getResourceClass().getPackageName().equals(Pages.class.getPackageName());
        if (!page || SAFE.contains(request.getMethod())) {
            return;
        }
        String site = request.getHeaderString("Sec-Fetch-Site");
        boolean own =
                site == null
                        ? origin(request.getUriInfo().getRequestUri())
                                .equals(request.getHeaderString("Origin"))
                        : site.equals("same-origin");
        if (!own) {
            throw new ProblemException(
                    Problem.of(
                            PROBLEM,
                            403,
                            "Not from a page of this node",
                            "The browser does not say that this request comes from a page of this"
                                    + " node. Open the page again and repeat what you did."));
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
