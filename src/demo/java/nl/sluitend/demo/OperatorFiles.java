package nl.sluitend.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** What the operator of a party of the demo needs for {@code sluitend systems}, as PEM files. */
record OperatorFiles(Path key, Path authority, X509Certificate certificate) {

    /** Issues a key and writes it, and the certificate of the authority, into the directory. */
    static OperatorFiles write(DemoAuthority authority, Path directory) {
        DemoAuthority.Issued operator = authority.issue(null, "beheer");
        Path key = directory.resolve("operator.key").toAbsolutePath();
        Path trusted = directory.resolve("authority.pem").toAbsolutePath();
        try {
            Files.createFile(
                    key,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, pem("PRIVATE KEY", operator.key().getEncoded()));
            Files.writeString(trusted, pem("CERTIFICATE", authority.certificate().getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the operator's key cannot be written", e);
        }
        return new OperatorFiles(key, trusted, operator.chain().getFirst());
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type);
    }
}
