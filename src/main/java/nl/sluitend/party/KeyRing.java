package nl.sluitend.party;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * The keys of this node, from one PKCS#12 file, and the signing key from a token where there is
 * one. Entries: {@value #TLS} and {@value #SIGNING} (P-256 keys with certificate chains), {@value
 * #WRAP} (AES-256), {@value #MAC} (32 bytes), {@value #LOG} (Ed25519 seed, 32 bytes) and {@code
 * registration-<rhoId>} (32-byte seeds of registration keys).
 *
 * <p>All keys but one in a token are in the heap of this process: the file protects them at rest
 * only. Safe for use by several threads.
 */
public final class KeyRing {

    /** Entry of the key with which the node itself logs in to Keycloak. */
    public static final String LOGIN = "login";

    /** Entry of the key and certificate for TLS, both as server and as client. */
    public static final String TLS = "tls";

    /** Entry of the key and certificate that sign convenants, offers, results and receipts. */
    public static final String SIGNING = "signing";

    /** Entry of the AES-256 key that wraps secrets in the database. */
    public static final String WRAP = "wrap";

    /** Entry of the HMAC secret. */
    public static final String MAC = "mac";

    /** Entry of the Ed25519 seed that signs checkpoints of the disclosure logs. */
    public static final String LOG = "log";

    /** Length of every secret, in bytes. */
    public static final int SECRET_LENGTH = 32;

    private static final byte FORMAT = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final char[] password;
    private final SecureRandom random;
    private final Optional<SigningToken> token;
    private volatile KeyRingContents contents;
    private volatile @Nullable KeyedMac keyedMac;

    private KeyRing(Path file, char[] password, SecureRandom random, Optional<SigningToken> token)
            throws KeyStoreException {
        this.file = file;
        this.password = password.clone();
        this.random = random;
        this.token = token;
        this.contents = KeyRingContents.read(file, password, token);
    }

    /**
     * Opens the file and reads every entry, so that a missing one shows now and not in use.
     *
     * @throws KeyStoreException when the file, the password or an entry is wrong
     */
    public static KeyRing open(Path file, char[] password, SecureRandom random)
            throws KeyStoreException {
        return open(file, password, random, Optional.empty());
    }

    /**
     * The same with the signing key in a token; the file needs no entry {@value #SIGNING} then.
     *
     * @throws KeyStoreException when the file, the password or an entry is wrong
     */
    static KeyRing open(
            Path file, char[] password, SecureRandom random, Optional<SigningToken> token)
            throws KeyStoreException {
        return new KeyRing(file, password, random, token);
    }

    /** Alias of the seed of registration key {@code rhoId}. */
    public static String registrationAlias(int rhoId) {
        if (rhoId < 1) {
            throw new IllegalArgumentException("registration keys are numbered from 1");
        }
        return "registration-" + rhoId;
    }

    /**
     * Encrypts a secret for storage: AES-256-GCM, fresh nonce.
     *
     * @param aad what the secret belongs to (a row id, an offer hash); {@link #unwrap} must be
     *     given the same bytes
     * @return 29 bytes longer than the secret: format byte, nonce, ciphertext with tag
     */
    public byte[] wrap(byte[] secret, byte[] aad) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] sealed = gcm(Cipher.ENCRYPT_MODE, nonce, aad).doFinal(secret);
            return ByteBuffer.allocate(1 + NONCE_LENGTH + sealed.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    /**
     * Decrypts what {@link #wrap} made.
     *
     * @throws UnwrapException when it was altered, is bound to other {@code aad}, or comes from
     *     another key
     */
    public byte[] unwrap(byte[] wrapped, byte[] aad) {
        if (wrapped.length < 1 + NONCE_LENGTH + TAG_BITS / 8 || wrapped[0] != FORMAT) {
            throw new UnwrapException("the wrapped secret has another format");
        }
        byte[] nonce = new byte[NONCE_LENGTH];
        System.arraycopy(wrapped, 1, nonce, 0, NONCE_LENGTH);
        try {
            int offset = 1 + NONCE_LENGTH;
            return gcm(Cipher.DECRYPT_MODE, nonce, aad)
                    .doFinal(wrapped, offset, wrapped.length - offset);
        } catch (AEADBadTagException e) {
            throw new UnwrapException(
                    "the wrapped secret was altered, moved, or made with another key store", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    /**
     * HMAC-SHA256 over the length-prefixed purpose and parts.
     *
     * @param purpose keeps uses apart: equal parts under two purposes give unrelated values
     * @return 32 bytes
     */
    public byte[] mac(String purpose, byte[]... parts) {
        try {
            Mac mac = (Mac) keyedMac().clone();
            prefixed(mac, purpose.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                prefixed(mac, part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("HmacSHA256 is not available", e);
        }
    }

    /** The P-256 key that signs for this party. */
    public PrivateKey signingKey() {
        return contents.signing().key();
    }

    /** Certificates that go with {@link #signingKey}, the party's own first. */
    public List<X509Certificate> signingChain() {
        return contents.signing().chain();
    }

    /** The key for TLS. */
    public PrivateKey tlsKey() {
        return contents.tlsKey();
    }

    /** Certificates that go with {@link #tlsKey}, the party's own first. */
    public List<X509Certificate> tlsChain() {
        return contents.tlsChain();
    }

    /** A copy of the 32-byte Ed25519 seed of the log key. The caller wipes it after use. */
    public byte[] logSeed() {
        return contents.log().getEncoded();
    }

    /** The raw Ed25519 public key of the log, 32 bytes: what a convenant names as logKey. */
    public byte[] logPublicKey() {
        byte[] seed = logSeed();
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        java.util.Arrays.fill(seed, (byte) 0);
        return publicKey;
    }

    /** Numbers of the registration keys in the file, ascending. */
    public SortedSet<Integer> rhoIds() {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(contents.registrationSeeds().keySet()));
    }

    /** The registration key for new registrations: the highest number. */
    public int currentRhoId() {
        return rhoIds().last();
    }

    /**
     * A copy of the 32-byte seed of a registration key. Looks into the file again when the number
     * is not known yet: another replica may have added it. The caller wipes the copy after use.
     *
     * @throws NoSuchElementException when the file does not hold this key
     */
    public byte[] registrationSeed(int rhoId) {
        if (!contents.registrationSeeds().containsKey(rhoId)) {
            reload();
        }
        SecretKeySpec seed = contents.registrationSeeds().get(rhoId);
        if (seed == null) {
            throw new NoSuchElementException("the key store has no " + registrationAlias(rhoId));
        }
        return seed.getEncoded();
    }

    /**
     * Adds a fresh registration seed to the file, for a rotation.
     *
     * @return its number, one above the highest in the file; now the current one
     * @throws KeyStoreException when the file cannot be read or written; nothing has changed then
     */
    public synchronized int addRegistrationSeed() throws KeyStoreException {
        byte[] seed = new byte[SECRET_LENGTH];
        random.nextBytes(seed);
        int added =
                KeyStoreFile.change(
                        file,
                        password,
                        store -> {
                            int next = KeyRingContents.registrationIds(store).last() + 1;
                            store.putSecret(registrationAlias(next), seed);
                            return next;
                        });
        java.util.Arrays.fill(seed, (byte) 0);
        contents = KeyRingContents.read(file, password, token);
        return added;
    }

    /**
     * A short fingerprint of each key by its alias, by which a replaced one shows: of a certificate
     * over its bytes, of a secret one-way over 32 random bytes that nobody can try.
     */
    public SortedMap<String, String> fingerprints() {
        return contents.fingerprints();
    }

    @Override
    public String toString() {
        return "KeyRing[" + file + "]";
    }

    private synchronized void reload() {
        try {
            contents = KeyRingContents.read(file, password, token);
        } catch (KeyStoreException e) {
            throw new IllegalStateException("the key store can no longer be read", e);
        }
    }

    private Cipher gcm(int mode, byte[] nonce, byte[] aad) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, contents.wrap(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        return cipher;
    }

    /** Looked up and keyed once, and cloned for each use: both cost more than a short message. */
    private Mac keyedMac() throws GeneralSecurityException {
        KeyedMac ready = keyedMac;
        SecretKey key = contents.mac();
        if (ready == null || !ready.key().equals(key)) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            ready = new KeyedMac(key, mac);
            keyedMac = ready;
        }
        return ready.mac();
    }

    private record KeyedMac(SecretKey key, Mac mac) {
        @Override
        public String toString() {
            return "KeyedMac[***]";
        }
    }

    private static void prefixed(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
    }
}
