package nl.sluitend.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Keys in files: P-256 (ES256), private ones as PKCS#8 in PEM that their owner alone may read. */
final class KeyFiles {

    private static final int P256_BITS = 256;

    private KeyFiles() {}

    static KeyPair newPair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /**
     * Writes a private key to a new file with permissions 0600.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the file is there: never overwritten
     */
    static void writePrivate(Path file, PrivateKey key) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    /** Reads what {@link #writePrivate} wrote. */
    static PrivateKey readPrivate(Path file)
            throws IOException, GeneralSecurityException, UsageException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(body(file, pem, "PRIVATE KEY")));
    }

    /**
     * Reads a public key that somebody else delivers: a certificate or a public key in PEM, a JWK,
     * or a JWK set with one key.
     *
     * @throws UsageException unless it is one P-256 key
     */
    static ECPublicKey readPublic(Path file) throws IOException, UsageException {
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        try {
            PublicKey key = publicKey(file, text);
            if (key instanceof ECPublicKey ec
                    && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
                return ec;
            }
            throw new UsageException(file + ": a P-256 key (ES256) is expected");
        } catch (GeneralSecurityException | JoseException e) {
            throw new UsageException(
                    file + ": a certificate, a public key in PEM or a JWK is expected");
        }
    }

    private static PublicKey publicKey(Path file, String text)
            throws IOException, GeneralSecurityException, JoseException, UsageException {
        if (text.startsWith("{")) {
            JsonWebKey key =
                    text.contains("\"keys\"")
                            ? new JsonWebKeySet(text).getJsonWebKeys().getFirst()
                            : JsonWebKey.Factory.newJwk(text);
            if (key instanceof PublicJsonWebKey pair && pair.getPrivateKey() == null) {
                return pair.getPublicKey();
            }
            throw new UsageException(
                    file + ": a public key is expected; a private key stays with its owner");
        }
        if (text.contains("-----BEGIN CERTIFICATE-----")) {
            try (var in = Files.newInputStream(file)) {
                return CertificateFactory.getInstance("X.509")
                        .generateCertificate(in)
                        .getPublicKey();
            }
        }
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(body(file, text, "PUBLIC KEY")));
    }

    private static byte[] body(Path file, String pem, String label) throws UsageException {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new UsageException(file + ": no " + label + " in PEM");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }
}
