package nl.sluitend.oprf;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * {@code expand_message_xmd}, RFC 9380 section 5.3.1, for one hash, one DST and one length: a DST
 * of more than 255 bytes is hashed first (section 5.3.3). Not thread safe; the digest is reused.
 */
final class ExpandMessage {

    private final MessageDigest digest;
    private final byte[] zeroBlock;
    private final byte[] dstPrime;
    private final byte[] lengthAndZero;
    private final int length;
    private final byte[] b0;
    private final byte[] bi;

    ExpandMessage(Suite suite, byte[] dst, int length) {
        this.digest = newDigest(suite);
        int hashLength = suite.hashLength();
        int blocks = (length + hashLength - 1) / hashLength;
        if (blocks > 255 || length < 1 || length > 65_535) {
            throw new IllegalArgumentException("expand_message_xmd gives at most 255 digests");
        }
        this.zeroBlock = new byte[suite.hashBlockLength()];
        this.lengthAndZero = new byte[] {(byte) (length >>> 8), (byte) length, 0};
        this.length = length;
        this.dstPrime = dstPrime(dst);
        this.b0 = new byte[hashLength];
        this.bi = new byte[hashLength];
    }

    static MessageDigest newDigest(Suite suite) {
        try {
            return MessageDigest.getInstance(suite.hash());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + suite.hash(), e);
        }
    }

    /** DST_prime. */
    byte[] dstPrime() {
        return dstPrime;
    }

    /** What follows the message in that of b_0: l_i_b_str, a zero and DST_prime. */
    byte[] lengthAndDst() {
        return Bytes.join(lengthAndZero, dstPrime);
    }

    private byte[] dstPrime(byte[] dst) {
        if (dst.length == 0) {
            throw new IllegalArgumentException("a DST is never empty (RFC 9380 section 3.1)");
        }
        byte[] tag = dst;
        if (dst.length > 255) {
            digest.update(LengthPrefixed.utf8("H2C-OVERSIZE-DST-"));
            tag = digest.digest(dst);
        }
        byte[] prime = new byte[tag.length + 1];
        System.arraycopy(tag, 0, prime, 0, tag.length);
        prime[tag.length] = (byte) tag.length;
        return prime;
    }

    /** Writes the uniform bytes for the message, which is the concatenation of the parts. */
    void expand(byte[] out, int at, byte[]... message) {
        digest.update(zeroBlock);
        for (byte[] part : message) {
            digest.update(part);
        }
        digest.update(lengthAndZero);
        digest.update(dstPrime);
        finish(b0);
        java.util.Arrays.fill(bi, (byte) 0);
        int done = 0;
        for (int i = 1; done < length; i++) {
            for (int j = 0; j < bi.length; j++) {
                bi[j] ^= b0[j];
            }
            digest.update(bi);
            digest.update((byte) i);
            digest.update(dstPrime);
            finish(bi);
            int part = Math.min(bi.length, length - done);
            System.arraycopy(bi, 0, out, at + done, part);
            done += part;
        }
    }

    private void finish(byte[] into) {
        try {
            digest.digest(into, 0, into.length);
        } catch (DigestException e) {
            throw new IllegalStateException("a digest fits its own length", e);
        }
    }
}
