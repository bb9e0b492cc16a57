package nl.sluitend.party;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import nl.sluitend.identifier.Oin;
import nl.sluitend.problem.Problem;
import nl.sluitend.problem.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Demands a client certificate on every resource under {@code /peer/v1} and tells from it who
 * calls. TLS itself has refused a certificate of another authority or one that is expired. The
 * resource that answers decides, not the text of the address, so that no spelling of a path gets
 * around it.
 */
public class PeerIdentity {

    static final String PEER_PATH = "/peer/v1";

    private final Counterparties counterparties;
    private final PeerContext context;
    private final TrustStore trust;
    private final Clock clock;

    public PeerIdentity(
            Counterparties counterparties, PeerContext context, TrustStore trust, Clock clock) {
        this.counterparties = counterparties;
        this.context = context;
        this.trust = trust;
        this.clock = clock;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public void identify(ResourceInfo resource, HttpServerRequest request) {
        if (isPeerResource(resource.getResourceClass())) {
            List<X509Certificate> chain = chain(request.sslSession());
            if (trust.isRevoked(chain, clock.instant())) {
                throw refusal(
                        "certificate-revoked",
                        403,
                        "The certificate is revoked",
                        "The client certificate is on a revocation list, or this node has no"
                                + " valid list of its issuer.");
            }
            context.identified(caller(chain.getFirst()));
        }
    }

    static boolean isPeerResource(Class<?> resource) {
        Path path = resource.getAnnotation(Path.class);
        if (path == null) {
            return false;
        }
        String value = path.value().startsWith("/") ? path.value() : "/" + path.value();
        return value.equals(PEER_PATH) || value.startsWith(PEER_PATH + "/");
    }

    private Counterparty caller(X509Certificate certificate) {
        Oin oin =
                CertificateOin.of(certificate)
                        .orElseThrow(
                                () ->
                                        refusal(
                                                "oin-missing",
                                                403,
                                                "The certificate names no OIN",
                                                "The subject of the client certificate must have"
                                                        + " exactly one serialNumber, an OIN."));
        return counterparties
                .find(oin)
                .orElseThrow(
                        () ->
                                refusal(
                                        "unknown-counterparty",
                                        403,
                                        "The counterparty is not known here",
                                        "OIN "
                                                + oin
                                                + " is not among the counterparties of this node."
                                                + " Ask its operator to add it."));
    }

    private static List<X509Certificate> chain(SSLSession session) {
        return Optional.ofNullable(session)
                .map(PeerIdentity::certificates)
                .filter(chain -> !chain.isEmpty())
                .orElseThrow(
                        () ->
                                refusal(
                                        "client-certificate-missing",
                                        401,
                                        "A client certificate is needed",
                                        "Call "
                                                + PEER_PATH
                                                + " with the TLS certificate of your"
                                                + " party."));
    }

    private static List<X509Certificate> certificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    private static ProblemException refusal(String type, int status, String title, String detail) {
        return new ProblemException(Problem.of(type, status, title, detail));
    }
}
