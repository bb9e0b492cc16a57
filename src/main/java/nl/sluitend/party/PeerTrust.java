package nl.sluitend.party;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.sluitend.identifier.Oin;

/**
 * Trusts the server of one counterparty: the usual checks (authority, validity, host name), then
 * its OIN and the revocation lists, during the handshake, so that another server receives nothing.
 */
final class PeerTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager usual;
    private final TrustStore trust;
    private final Oin expected;
    private final Clock clock;

    PeerTrust(X509ExtendedTrustManager usual, TrustStore trust, Oin expected, Clock clock) {
        this.usual = usual;
        this.trust = trust;
        this.expected = expected;
        this.clock = clock;
    }

    /** The server is trusted, but is not the counterparty. */
    static final class OtherPartyException extends CertificateException {

        private static final long serialVersionUID = 1L;

        private final transient Optional<Oin> found;

        OtherPartyException(Optional<Oin> found) {
            super("the server certificate does not name the OIN of the counterparty");
            this.found = found;
        }

        Optional<Oin> found() {
            return found;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        usual.checkServerTrusted(chain, authType, engine);
        checkParty(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        usual.checkServerTrusted(chain, authType, socket);
        checkParty(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("a server is only trusted on a connection with host name");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this trusts servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this trusts servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("this trusts servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return usual.getAcceptedIssuers();
    }

    private void checkParty(X509Certificate[] chain) throws CertificateException {
        Optional<Oin> found = CertificateOin.of(chain[0]);
        if (!found.equals(Optional.of(expected))) {
            throw new OtherPartyException(found);
        }
        if (trust.isRevoked(List.of(chain), clock.instant())) {
            throw new CertificateException(
                    "the server certificate is revoked, or no revocation list of its issuer is"
                            + " valid");
        }
    }
}
