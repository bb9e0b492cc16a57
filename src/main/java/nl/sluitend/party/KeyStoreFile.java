package nl.sluitend.party;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A PKCS#12 file with keys, certificates and secrets. Written whole and at once: a reader sees the
 * file before or after a change, never half of it. Not safe for use by several threads.
 */
public final class KeyStoreFile {

    private final Path path;
    private final char[] password;
    private final KeyStore store;

    private KeyStoreFile(Path path, char[] password, KeyStore store) {
        this.path = path;
        this.password = password.clone();
        this.store = store;
    }

    /** A key store without entries, for a file that does not exist yet. */
    public static KeyStoreFile create(Path path, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            return new KeyStoreFile(path, password, store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot make a PKCS#12 store", e);
        }
    }

    /**
     * Opens an existing file.
     *
     * @throws KeyStoreException when the file is missing or unreadable, is no PKCS#12, or the
     *     password does not open it; the message says which
     */
    public static KeyStoreFile open(Path path, char[] password) throws KeyStoreException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new KeyStoreException(Fault.FILE, "there is no file " + path, e);
        } catch (IOException e) {
            throw new KeyStoreException(Fault.FILE, "the file " + path + " cannot be read", e);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            return new KeyStoreFile(path, password, store);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new KeyStoreException(
                        Fault.PASSWORD, "the password does not open " + path, e);
            }
            throw new KeyStoreException(Fault.FILE, path + " is not a PKCS#12 file", e);
        } catch (GeneralSecurityException e) {
            throw new KeyStoreException(Fault.FILE, path + " is not a PKCS#12 file", e);
        }
    }

    /** What kind of thing made a key store unusable. */
    public enum Fault {
        /** The file itself: absent, unreadable, or of another format. */
        FILE,
        /** The password. */
        PASSWORD,
        /** An entry: absent, or of another kind. */
        ENTRY
    }

    /** A key store that cannot be used, and why. */
    public static final class KeyStoreException extends Exception {

        private static final long serialVersionUID = 1L;

        private final Fault fault;

        KeyStoreException(Fault fault, String message, Throwable cause) {
            super(message, cause);
            this.fault = fault;
        }

        KeyStoreException(Fault fault, String message) {
            super(message);
            this.fault = fault;
        }

        /** Whether the file, the password or an entry is to blame. */
        public Fault fault() {
            return fault;
        }
    }

    /** Names of all entries, sorted; PKCS#12 knows lower case only. */
    public SortedSet<String> aliases() {
        try {
            return new TreeSet<>(Collections.list(store.aliases()));
        } catch (java.security.KeyStoreException e) {
            throw new IllegalStateException("the key store is not open", e);
        }
    }

    /**
     * The raw bytes of a secret entry.
     *
     * @param length how many bytes it must have
     */
    public byte[] secret(String alias, int length) throws KeyStoreException {
        byte[] secret =
                entry(alias) instanceof KeyStore.SecretKeyEntry found
                        ? found.getSecretKey().getEncoded()
                        : null;
        if (secret == null || secret.length != length) {
            throw new KeyStoreException(
                    Fault.ENTRY, path + " must hold a secret of " + length + " bytes: " + alias);
        }
        return secret;
    }

    /** The private key of an entry. */
    public PrivateKey privateKey(String alias) throws KeyStoreException {
        return keyPair(alias).getPrivateKey();
    }

    /** The certificate chain of an entry, its own certificate first. */
    public List<X509Certificate> chain(String alias) throws KeyStoreException {
        return x509(alias, keyPair(alias).getCertificateChain());
    }

    /** All trusted certificates in the file. */
    public List<X509Certificate> trusted() throws KeyStoreException {
        List<X509Certificate> trusted = new ArrayList<>();
        for (String alias : aliases()) {
            if (entry(alias) instanceof KeyStore.TrustedCertificateEntry found) {
                trusted.addAll(x509(alias, found.getTrustedCertificate()));
            }
        }
        return List.copyOf(trusted);
    }

    /** Day on which an entry was made or last replaced, if the file says so. */
    public Optional<java.time.Instant> changedAt(String alias) {
        try {
            return Optional.ofNullable(store.getCreationDate(alias)).map(d -> d.toInstant());
        } catch (java.security.KeyStoreException e) {
            throw new IllegalStateException("the key store is not open", e);
        }
    }

    /** Adds or replaces a secret; takes effect in the file with {@link #save}. */
    public void putSecret(String alias, byte[] secret) {
        SecretKey key = new SecretKeySpec(secret, "AES");
        put(alias, new KeyStore.SecretKeyEntry(key));
    }

    /** Adds or replaces a private key and its chain; takes effect with {@link #save}. */
    public void putKeyPair(String alias, PrivateKey key, List<X509Certificate> chain) {
        put(alias, new KeyStore.PrivateKeyEntry(key, chain.toArray(new Certificate[0])));
    }

    /**
     * Writes the file, readable by its owner alone, in one step.
     *
     * @throws KeyStoreException when it cannot be written; the old file is then still whole
     */
    public void save() throws KeyStoreException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new KeyStoreException(Fault.FILE, path + " names no file");
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            Path fresh =
                    Files.createTempFile(
                            directory,
                            ".keys",
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes.toByteArray());
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyStoreException(Fault.FILE, path + " cannot be written", e);
        }
    }

    /** A change to the file as it is at that moment. */
    @FunctionalInterface
    public interface Change<T> {
        /** Changes entries; {@link KeyStoreFile#save} follows by itself. */
        T apply(KeyStoreFile file) throws KeyStoreException;
    }

    /** Reads the file, changes it and saves it, while no other process does the same. */
    public static <T> T change(Path path, char[] password, Change<T> change)
            throws KeyStoreException {
        Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            KeyStoreFile file = open(path, password);
            T result = change.apply(file);
            if (held.isValid()) {
                file.save();
            }
            return result;
        } catch (IOException e) {
            throw new KeyStoreException(Fault.FILE, lockFile + " cannot be locked", e);
        }
    }

    @Override
    public String toString() {
        return "KeyStoreFile[" + path + "]";
    }

    private void put(String alias, KeyStore.Entry entry) {
        try {
            store.setEntry(alias, entry, new KeyStore.PasswordProtection(password));
        } catch (java.security.KeyStoreException e) {
            throw new IllegalStateException("a PKCS#12 store refused entry " + alias, e);
        }
    }

    private KeyStore.PrivateKeyEntry keyPair(String alias) throws KeyStoreException {
        if (entry(alias) instanceof KeyStore.PrivateKeyEntry found) {
            return found;
        }
        throw new KeyStoreException(
                Fault.ENTRY, path + " must hold a private key with its certificate: " + alias);
    }

    private KeyStore.Entry entry(String alias) throws KeyStoreException {
        try {
            KeyStore.Entry entry =
                    store.isCertificateEntry(alias)
                            ? store.getEntry(alias, null)
                            : store.getEntry(alias, new KeyStore.PasswordProtection(password));
            if (entry == null) {
                throw new KeyStoreException(Fault.ENTRY, path + " has no entry " + alias);
            }
            return entry;
        } catch (GeneralSecurityException e) {
            throw new KeyStoreException(
                    Fault.ENTRY, "entry " + alias + " of " + path + " cannot be opened", e);
        }
    }

    private List<X509Certificate> x509(String alias, Certificate... certificates)
            throws KeyStoreException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (!(certificate instanceof X509Certificate x509)) {
                throw new KeyStoreException(
                        Fault.ENTRY, "entry " + alias + " of " + path + " is no X.509 certificate");
            }
            chain.add(x509);
        }
        return List.copyOf(chain);
    }
}
