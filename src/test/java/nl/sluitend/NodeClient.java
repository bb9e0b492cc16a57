package nl.sluitend;

import static io.restassured.config.RestAssuredConfig.config;
import static io.restassured.config.SSLConfig.sslConfig;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import nl.sluitend.demo.DemoAuthority;
import org.apache.http.conn.ssl.SSLSocketFactory;
import org.eclipse.microprofile.config.ConfigProvider;

/** RestAssured against the running node, over TLS that is checked. */
public final class NodeClient {

    private static final SSLContext ANONYMOUS = context(null);
    private static final SSLContext PEER =
            context(TestNode.AUTHORITY.issue(TestNode.PEER_OIN, TestNode.PEER_NAME));

    private NodeClient() {}

    /** A request without a client certificate. */
    public static RequestSpecification given() {
        return given(ANONYMOUS);
    }

    /** A request of the counterparty of {@link TestNode}. */
    public static RequestSpecification givenPeer() {
        return given(PEER);
    }

    /** A request with a client certificate of the caller's choice. */
    public static RequestSpecification givenPeer(DemoAuthority.Issued client) {
        return given(context(client));
    }

    /** Base address of the running node, without a slash at its end. */
    public static String address() {
        return ConfigProvider.getConfig().getValue("test.url.ssl", String.class);
    }

    /** RestAssured 5 takes no other factory than this deprecated one. */
    @SuppressWarnings("deprecation")
    private static RequestSpecification given(SSLContext context) {
        return RestAssured.given()
                .config(
                        config().sslConfig(
                                        sslConfig()
                                                .sslSocketFactory(new SSLSocketFactory(context))))
                .baseUri(address());
    }

    /** TLS that trusts the test authority alone and shows {@code client}, when there is one. */
    public static SSLContext context(DemoAuthority.Issued client) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(TestNode.AUTHORITY.trust());
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] none = new char[0];
            if (client != null) {
                store.setKeyEntry(
                        "client", client.key(), none, client.chain().toArray(Certificate[]::new));
            }
            keys.init(store, none);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
