package nl.sluitend.oprf;

import static nl.sluitend.oprf.P256Points.POINT;

/**
 * Sums of public multiples by Pippenger's buckets: for each window of digits, points with the same
 * digit are added up first. Variable time, so for public coefficients alone.
 */
final class P256Sum {

    private final int count;
    private final int width;
    private final int windows;
    private final long[] points;
    private final long[] buckets;
    private final int[] digits;
    private final long[] total = new long[POINT];
    private final long[] running = new long[POINT];
    private final long[] windowSum = new long[POINT];
    private final long[] one = new long[POINT];
    private final P256Points curve = new P256Points();

    P256Sum(int count) {
        this.count = count;
        this.width = RistrettoSum.width(count);
        this.windows = SignedDigits.count(256, width);
        this.points = new long[count * POINT];
        this.buckets = new long[(1 << (width - 1)) * POINT];
        this.digits = new int[count * windows];
    }

    int combine(long[] c, byte[] in, int inAt, byte[] out, int outAt) {
        for (int i = 0; i < count; i++) {
            if (!curve.decode(points, i * POINT, in, inAt + 33 * i)) {
                return i;
            }
            SignedDigits.of(digits, i * windows, c, i * Modulus.LIMBS, width, windows);
        }
        P256Block block = new P256Block(1);
        P256Points.setIdentity(total, 0);
        for (int w = windows - 1; w >= 0; w--) {
            for (int b = 0; b < width && w < windows - 1; b++) {
                curve.doublePoint(total, 0);
            }
            sumWindow(w);
            curve.add(total, 0, windowSum, 0);
        }
        block.encodeOne(total, out, outAt);
        return Engine.VALID;
    }

    private void sumWindow(int w) {
        int entries = 1 << (width - 1);
        for (int b = 0; b < entries; b++) {
            P256Points.setIdentity(buckets, b * POINT);
        }
        for (int i = 0; i < count; i++) {
            int digit = digits[i * windows + w];
            if (digit != 0) {
                System.arraycopy(points, i * POINT, one, 0, POINT);
                P256Field.negateIf(one, P256Field.LIMBS, digit >> 31);
                curve.add(buckets, (Math.abs(digit) - 1) * POINT, one, 0);
            }
        }
        P256Points.setIdentity(running, 0);
        P256Points.setIdentity(windowSum, 0);
        for (int b = entries - 1; b >= 0; b--) {
            curve.add(running, 0, buckets, b * POINT);
            curve.add(windowSum, 0, running, 0);
        }
    }
}
