package nl.sluitend.party;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import nl.sluitend.party.KeyStoreFile.KeyStoreException;

/**
 * Monthly keys in the key store, entries {@code epoch-<yyyy-mm>} (AES-256). What is wrapped under a
 * month is unreadable, in every copy, once that month's key is destroyed. Safe for use by several
 * threads.
 */
public final class EpochKeys {

    private static final String PREFIX = "epoch-";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final char[] password;
    private final SecureRandom random;
    private volatile NavigableMap<YearMonth, SecretKeySpec> keys;

    private EpochKeys(
            Path file,
            char[] password,
            SecureRandom random,
            NavigableMap<YearMonth, SecretKeySpec> keys) {
        this.file = file;
        this.password = password.clone();
        this.random = random;
        this.keys = keys;
    }

    /** Opens the file of the key ring; it may hold no month yet. */
    public static EpochKeys open(Path file, char[] password, SecureRandom random)
            throws KeyStoreException {
        return new EpochKeys(file, password, random, read(file, password));
    }

    private static NavigableMap<YearMonth, SecretKeySpec> read(Path file, char[] password)
            throws KeyStoreException {
        KeyStoreFile store = KeyStoreFile.open(file, password);
        NavigableMap<YearMonth, SecretKeySpec> found = new TreeMap<>();
        for (String alias : store.aliases()) {
            if (alias.matches(PREFIX + "[0-9]{4}-(0[1-9]|1[0-2])")) {
                found.put(
                        YearMonth.parse(alias.substring(PREFIX.length())),
                        new SecretKeySpec(store.secret(alias, KeyRing.SECRET_LENGTH), "AES"));
            }
        }
        return found;
    }

    /** The month under which is wrapped now; empty before the first one was begun. */
    public Optional<YearMonth> current() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.lastKey());
    }

    /** Every month that has an entry in the file, destroyed or not, ascending. */
    public List<YearMonth> months() {
        return List.copyOf(keys.keySet());
    }

    /**
     * Makes the key of a month, unless there is one.
     *
     * @throws KeyStoreException when the file cannot be read or written; nothing has changed then
     */
    public synchronized void begin(YearMonth month) throws KeyStoreException {
        keys = read(file, password);
        if (!keys.containsKey(month)) {
            put(month);
        }
    }

    /**
     * Destroys the key of a month: what was wrapped under it cannot be read any more. The entry
     * stays in the file and holds another random key from then on.
     */
    public synchronized void destroy(YearMonth month) throws KeyStoreException {
        put(month);
    }

    private void put(YearMonth month) throws KeyStoreException {
        byte[] secret = new byte[KeyRing.SECRET_LENGTH];
        random.nextBytes(secret);
        KeyStoreFile.change(
                file,
                password,
                store -> {
                    store.putSecret(PREFIX + month, secret);
                    return secret.length;
                });
        java.util.Arrays.fill(secret, (byte) 0);
        keys = read(file, password);
    }

    /** For many secrets in a row: finding a cipher costs more than using it. */
    public OneThread oneThread() {
        return new OneThread();
    }

    /**
     * Wraps one secret after the other. For one thread, and for no longer than the secrets at hand:
     * its cipher remembers the last month's key.
     */
    public final class OneThread {

        private final Cipher cipher;

        private OneThread() {
            try {
                this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-256-GCM is not available", e);
            }
        }

        /**
         * Encrypts a secret under the key of a month: AES-256-GCM, fresh nonce in front.
         *
         * @param aad what the secret belongs to
         */
        public byte[] wrap(YearMonth month, byte[] secret, byte[] aad) {
            byte[] nonce = new byte[NONCE_LENGTH];
            random.nextBytes(nonce);
            try {
                begin(Cipher.ENCRYPT_MODE, month, nonce, aad);
                byte[] sealed = cipher.doFinal(secret);
                return ByteBuffer.allocate(NONCE_LENGTH + sealed.length)
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
         * @throws UnwrapException when it was altered or moved, or that month's key is destroyed
         */
        public byte[] unwrap(YearMonth month, byte[] wrapped, byte[] aad) {
            if (wrapped.length < NONCE_LENGTH + TAG_BITS / 8) {
                throw new UnwrapException("the wrapped secret has another format");
            }
            byte[] nonce = java.util.Arrays.copyOf(wrapped, NONCE_LENGTH);
            try {
                begin(Cipher.DECRYPT_MODE, month, nonce, aad);
                return cipher.doFinal(wrapped, NONCE_LENGTH, wrapped.length - NONCE_LENGTH);
            } catch (AEADBadTagException e) {
                throw new UnwrapException(
                        "the wrapped secret was altered or moved, or its month is destroyed", e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-256-GCM is not available", e);
            }
        }

        private void begin(int mode, YearMonth month, byte[] nonce, byte[] aad)
                throws GeneralSecurityException {
            cipher.init(mode, key(month), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(aad);
        }
    }

    /** Looks into the file again when the month is not known: another replica may have begun it. */
    private SecretKeySpec key(YearMonth month) {
        if (!keys.containsKey(month)) {
            reload();
        }
        SecretKeySpec key = keys.get(month);
        if (key == null) {
            throw new UnwrapException("the key store has no key of " + month);
        }
        return key;
    }

    private synchronized void reload() {
        try {
            keys = read(file, password);
        } catch (KeyStoreException e) {
            throw new IllegalStateException("the key store can no longer be read", e);
        }
    }

    @Override
    public String toString() {
        return "EpochKeys[" + file + "]";
    }
}
