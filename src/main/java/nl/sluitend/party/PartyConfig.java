package nl.sluitend.party;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings under {@code sluitend.party}: who we are, whom we know, and where our keys are. */
@ConfigMapping(prefix = "sluitend.party")
public interface PartyConfig {

    /** OIN of this party, 20 positions; equal to the serialNumber of its certificates. */
    String oin();

    /** Name of this party, as it stands in convenants. */
    String name();

    /** What kind of organisation this is. */
    PartyRole role();

    /** Whether OINs of the test register (00000099) may be used. Never in production. */
    @WithDefault("false")
    boolean testOins();

    /** The PKCS#12 file with the keys of this node. */
    Path keystore();

    /** The password that opens the key store; at least 16 characters. */
    Optional<String> keystorePassword();

    /** The token with the signing key, when that is not in the key store. */
    Pkcs11 pkcs11();

    /** The PKCS#12 file with the certificate authorities that may vouch for a counterparty. */
    Path truststore();

    /** The password that opens the trust store; at least 16 characters. */
    Optional<String> truststorePassword();

    /**
     * The revocation lists of the authorities, DER or PEM: files that the operator keeps fresh, and
     * http or https addresses that the node fetches; one for every authority in a chain. This or
     * {@link #revocationHosts} must be given unless test OINs are allowed.
     */
    Optional<List<String>> revocationLists();

    /**
     * Hosts ({@code host} or {@code host:port}) from which the node may fetch the lists that
     * certificates name as their CRL distribution points.
     */
    Optional<List<String>> revocationHosts();

    /** The counterparties, by OIN. */
    Map<String, Peer> counterparties();

    /** How this node calls the nodes of its counterparties. */
    Calls calls();

    /** One counterparty. */
    interface Peer {

        /** Its name. */
        String name();

        /** What kind of organisation it is. */
        PartyRole role();

        /** Address of its node: {@code https://host:port}. */
        URI url();
    }

    /** A token that speaks PKCS#11. */
    interface Pkcs11 {

        /** Configuration file of the JDK's SunPKCS11 provider; without it there is no token. */
        Optional<Path> config();

        /** The PIN of the token's user. */
        Optional<String> pin();

        /** What the token calls the signing key and its certificate. */
        @WithDefault("signing")
        String alias();
    }

    /** Time-outs and limits of calls to counterparties. */
    interface Calls {

        /** How long a connection may take to be made. */
        @WithDefault("PT10S")
        Duration connectTimeout();

        /** How long a call may take until its answer has come. */
        @WithDefault("PT60S")
        Duration requestTimeout();

        /** Largest answer, and largest message of a counterparty, that is read, in bytes. */
        @WithDefault("4194304")
        int maxAnswerBytes();
    }
}
