package nl.sluitend.bench;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiplication in a fixed sequence of steps on Bouncy Castle's own P-256 arithmetic and its
 * cache-safe table: the constant-time rate that Bouncy Castle is capable of. Its release 1.83 has
 * no such multiplier of its own; later ones do.
 */
final class FixedWindow {

    private static final int BITS = 4;
    private static final int ENTRIES = 1 << (BITS - 1);
    private static final int DIGITS = 64;

    private FixedWindow() {}

    /** k * p, for k from 1 to the order less 1. */
    static ECPoint multiply(ECPoint p, BigInteger k) {
        boolean odd = k.testBit(0);
        int[] digits = oddDigits(odd ? k : p.getCurve().getOrder().subtract(k));
        ECPoint[] multiples = new ECPoint[ENTRIES];
        ECPoint twice = p.twice();
        multiples[0] = p;
        for (int i = 1; i < ENTRIES; i++) {
            multiples[i] = multiples[i - 1].add(twice);
        }
        p.getCurve().normalizeAll(multiples);
        ECLookupTable table = p.getCurve().createCacheSafeLookupTable(multiples, 0, ENTRIES);
        ECPoint product = pick(table, digits[DIGITS - 1]);
        for (int d = DIGITS - 2; d >= 0; d--) {
            product = product.timesPow2(BITS).add(pick(table, digits[d]));
        }
        return (odd ? product : product.negate()).normalize();
    }

    private static ECPoint pick(ECLookupTable table, int digit) {
        ECPoint[] either = new ECPoint[2];
        either[0] = table.lookup(Math.abs(digit) >> 1);
        either[1] = either[0].negate();
        return either[digit >>> 31];
    }

    /** Odd digits from -15 to 15 of an odd number, lowest first. */
    private static int[] oddDigits(BigInteger k) {
        int[] nibbles =
                IntStream.range(0, DIGITS)
                        .map(i -> k.shiftRight(BITS * i).intValue() & (1 << BITS) - 1)
                        .toArray();
        for (int i = 1; i < DIGITS; i++) {
            int even = 1 - (nibbles[i] & 1);
            nibbles[i] += even;
            nibbles[i - 1] -= even << BITS;
        }
        return nibbles;
    }
}
