package nl.sluitend.party;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The signing key in a token that speaks PKCS#11 (an HSM, a smart card): the key itself never comes
 * out, the token signs. Opened through the SunPKCS11 provider of the JDK, with the vendor's
 * library.
 *
 * @param key a handle; of no use without the token
 * @param chain certificates that go with it, the party's own first
 */
record SigningToken(PrivateKey key, List<X509Certificate> chain) {

    private static final String ALGORITHM = "SHA256withECDSA";

    SigningToken {
        chain = List.copyOf(chain);
    }

    /** What makes a token unusable. */
    enum Fault {
        /** The configuration file, the library or the slot. */
        CONFIG,
        /** The PIN. */
        PIN,
        /** The key, or the certificate that is said to go with it. */
        ALIAS
    }

    /** A token that cannot be used, and why. */
    static final class TokenException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Fault fault;

        TokenException(Fault fault, String message, Throwable cause) {
            super(message, cause);
            this.fault = fault;
        }

        TokenException(Fault fault, String message) {
            super(message);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /**
     * Logs in to the token and signs something with it, so that a wrong setting shows now and not
     * in use.
     *
     * @param config configuration of SunPKCS11: name, library and slot
     * @throws TokenException when the token, the PIN or the key is wrong; never quotes the PIN
     */
    static SigningToken open(Path config, char[] pin, String alias) throws TokenException {
        Provider provider = provider(config);
        KeyStore store = logIn(provider, pin);
        try {
            if (!(store.getKey(alias, null) instanceof PrivateKey key)) {
                throw new TokenException(Fault.ALIAS, "the token has no private key " + alias);
            }
            SigningToken token = new SigningToken(key, chain(store, alias));
            token.check();
            return token;
        } catch (GeneralSecurityException | ProviderException e) {
            throw new TokenException(
                    Fault.ALIAS, "the token cannot sign with " + alias + " (P-256 is expected)", e);
        }
    }

    /** Registered once, after all others: the JDK finds it by the key that it is handed. */
    private static synchronized Provider provider(Path config) throws TokenException {
        try {
            Provider base = Security.getProvider("SunPKCS11");
            if (base == null) {
                throw new TokenException(
                        Fault.CONFIG, "this Java runtime lacks the module jdk.crypto.cryptoki");
            }
            Provider provider = base.configure(config.toString());
            Provider known = Security.getProvider(provider.getName());
            if (known != null) {
                return known;
            }
            Security.addProvider(provider);
            return provider;
        } catch (InvalidParameterException | ProviderException | UnsupportedOperationException e) {
            throw new TokenException(
                    Fault.CONFIG,
                    config + " does not lead to a token: the file, its library or its slot",
                    e);
        }
    }

    private static KeyStore logIn(Provider provider, char[] pin) throws TokenException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS11", provider);
            store.load(null, pin);
            return store;
        } catch (IOException e) {
            throw new TokenException(Fault.PIN, "the token does not take the PIN", e);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new TokenException(Fault.CONFIG, "the token does not open", e);
        }
    }

    private static List<X509Certificate> chain(KeyStore store, String alias)
            throws GeneralSecurityException, TokenException {
        Certificate[] certificates = store.getCertificateChain(alias);
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates == null ? new Certificate[0] : certificates) {
            if (certificate instanceof X509Certificate x509) {
                chain.add(x509);
            }
        }
        if (chain.isEmpty()) {
            throw new TokenException(Fault.ALIAS, "the token has no certificate for " + alias);
        }
        return chain;
    }

    /** Whether key and certificate go together, asked in the way that every signature is made. */
    void check() throws GeneralSecurityException, TokenException {
        byte[] text = {'s', 'l', 'u', 'i', 't', 'e', 'n', 'd'};
        Signature signing = Signature.getInstance(ALGORITHM);
        signing.initSign(key);
        signing.update(text);
        byte[] signature = signing.sign();
        Signature verifying = Signature.getInstance(ALGORITHM);
        verifying.initVerify(chain.getFirst().getPublicKey());
        verifying.update(text);
        if (!verifying.verify(signature)) {
            throw new TokenException(
                    Fault.ALIAS, "the certificate in the token is not that of the key");
        }
    }

    @Override
    public String toString() {
        return "SigningToken[***]";
    }
}
