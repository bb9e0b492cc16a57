package nl.sluitend.party;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.security.cert.X509Certificate;
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

    public PeerIdentity(Counterparties counterparties, PeerContext context) {
        this.counterparties = counterparties;
        this.context = context;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public void identify(ResourceInfo resource, HttpServerRequest request) {
        if (isPeerResource(resource.getResourceClass())) {
            context.identified(caller(certificate(request.sslSession())));
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

    private static X509Certificate certificate(SSLSession session) {
        return Optional.ofNullable(session)
                .flatMap(PeerIdentity::first)
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

    private static Optional<X509Certificate> first(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException _) {
            return Optional.empty();
        }
    }

    private static ProblemException refusal(String type, int status, String title, String detail) {
        return new ProblemException(Problem.of(type, status, title, detail));
    }
}
