package nl.sluitend.disclosure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the openings of one leaf under its subject's key: AES-256-GCM, a fresh 96-bit nonce in
 * front, bound to log and index. Destroying the key makes them unreadable and leaves every proof as
 * it was. For one thread at a time, and not for longer than a key may live.
 */
final class OpeningCipher {

    /** Length of a subject key, in bytes. */
    static final int KEY_LENGTH = 32;

    /** Length of a nonce, in bytes. */
    static final int NONCE_LENGTH = 12;

    private static final int TAG_BITS = 128;

    private final Cipher cipher;

    OpeningCipher() {
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    byte[] encrypt(byte[] key, String place, List<Opening> openings, SecureRandom random) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        return encrypt(key, place, openings, nonce);
    }

    /**
     * @param nonce {@value #NONCE_LENGTH} bytes that are used once with that key
     */
    byte[] encrypt(byte[] key, String place, List<Opening> openings, byte[] nonce) {
        byte[] plain = LeafJson.canonical(openings.stream().map(Opening::encoded).toList());
        try {
            begin(Cipher.ENCRYPT_MODE, key, nonce, place);
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(NONCE_LENGTH + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
        }
    }

    /**
     * @throws LogVerificationException if key, log, index or bytes are not those that were used to
     *     encrypt
     */
    List<Opening> decrypt(byte[] key, String place, byte[] encrypted)
            throws LogVerificationException {
        byte[] plain;
        try {
            ByteBuffer buffer = ByteBuffer.wrap(encrypted);
            byte[] nonce = new byte[NONCE_LENGTH];
            buffer.get(nonce);
            begin(Cipher.DECRYPT_MODE, key, nonce, place);
            plain = cipher.doFinal(encrypted, NONCE_LENGTH, buffer.remaining());
        } catch (GeneralSecurityException | java.nio.BufferUnderflowException e) {
            throw new LogVerificationException("the openings of an entry cannot be decrypted", e);
        }
        List<Opening> openings = new ArrayList<>();
        for (Object encoded : LeafJson.read(plain, List.class)) {
            openings.add(Opening.parse(String.valueOf(encoded)));
        }
        return openings;
    }

    /** To what the openings of an entry are bound. */
    static String place(LogName log, long index) {
        return log.origin() + "\n" + index;
    }

    /**
     * To what the openings of a pupil under a leaf are bound.
     *
     * @param leaf place of the leaf
     */
    static String place(String leaf, int position) {
        return leaf + "\n" + position;
    }

    private void begin(int mode, byte[] key, byte[] nonce, String place)
            throws GeneralSecurityException {
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    }
}
