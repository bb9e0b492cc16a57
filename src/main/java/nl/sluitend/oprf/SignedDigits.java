package nl.sluitend.oprf;

/** Scalars as signed digits, lowest first. */
final class SignedDigits {

    private SignedDigits() {}

    /**
     * Sixteen-ary digits from -8 to 7: k = sum of digit[i] * 16^i, for as many digits as there is
     * room for; 65 hold any k below 2^256, 64 any below 2^255 - 2^252. Constant time: the carry is
     * arithmetic.
     */
    static void ofFourBits(byte[] digits, long[] k) {
        int carry = 0;
        for (int i = 0; i < digits.length; i++) {
            int nibble = i < 64 ? (int) (k[i >>> 4] >>> (4 * (i & 15)) & 15) : 0;
            int d = nibble + carry;
            carry = (d + 8) >>> 4;
            digits[i] = (byte) (d - (carry << 4));
        }
    }

    /**
     * Sixteen-ary digits of an odd k below 2^256, each of them odd and from -15 to 15, the highest
     * positive: k = sum of digit[i] * 16^i over 64 digits. No sum of leading digits is zero.
     * Constant time.
     */
    static void ofOddFourBits(byte[] digits, long[] k) {
        for (int i = 0; i < 64; i++) {
            int bit = 4 * i + 1;
            int word = bit >>> 6;
            long value = k[word] >>> (bit & 63);
            if ((bit & 63) == 61 && word < 3) {
                value |= k[word + 1] << 3;
            }
            digits[i] = (byte) (2 * (value & 15) - (i < 63 ? 15 : -1));
        }
    }

    /**
     * Digits of {@code width} bits, from -2^(width-1) to 2^(width-1), for the variable-time sum of
     * multiples; k is below 2^256 and public.
     */
    static void of(int[] digits, int at, long[] k, int ko, int width, int count) {
        int carry = 0;
        int half = 1 << (width - 1);
        for (int i = 0; i < count; i++) {
            int bit = i * width;
            int word = bit >>> 6;
            int shift = bit & 63;
            long value = word < 4 ? k[ko + word] >>> shift : 0;
            if (shift + width > 64 && word < 3) {
                value |= k[ko + word + 1] << (64 - shift);
            }
            int d = (int) (value & (1L << width) - 1) + carry;
            carry = d > half ? 1 : 0;
            digits[at + i] = d - (carry << width);
        }
    }

    /** Digits of {@code width} bits that hold any k below 2^bits and its last carry. */
    static int count(int bits, int width) {
        return bits / width + 1;
    }
}
