package nl.sluitend.oprf;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The field GF(2^255 - 19) for as many elements at a time as a vector has lanes, of any width: five
 * signed limbs of 51 bits, held as doubles, limb i of all lanes in a row at i * {@link #LANES}. No
 * branch and no address depends on a value.
 *
 * <p>A product of limbs is split at bit 51 without error by two fused multiply-adds: {@code h = a *
 * b + C1} rounds to a multiple of 2^51, {@code l = a * b + (C1 + C2 - h)} is the exact rest. The
 * bit patterns of h and l are added up as integers; what the constants contribute is taken off in
 * one addition at the end.
 *
 * <p>Sizes, which every caller keeps: a <em>reduced</em> element has limbs of at most 2^50 + 2^12
 * in size; {@link #mul} is exact while the largest limbs of both factors multiply to below 2^102,
 * so for a sum of up to three reduced elements times a reduced one; {@link #sqr} takes a reduced
 * one; both give reduced elements. A <em>raw</em> element is five columns of integers below 2^58 in
 * size, not yet carried: a sum of up to four is carried once.
 *
 * <p>Kernels stay below about 200 vector operations: above that the just-in-time compiler stops
 * inlining and every operation allocates, some 35 times slower. They are written out in full
 * because only then do limbs stay in registers, which is why this file is long.
 */
final class VectorField {

    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    /** Elements side by side. */
    static final int LANES = DOUBLES.length();

    /** Doubles per vector of elements. */
    static final int WIDTH = 5 * LANES;

    private static final double C1 = 0x1.8p103;
    private static final double C2 = 0x1.8p52;
    private static final long B1 = Double.doubleToRawLongBits(C1);
    private static final long B2 = Double.doubleToRawLongBits(C2);
    private static final long EXPONENT = Double.doubleToRawLongBits(0x1p52);
    private static final long MASK = (1L << 51) - 1;

    /** Lifts raw columns above zero, and rounds the carry. */
    private static final long BIAS = (1L << 60) + (1L << 50);

    /** What EXPONENT, BIAS and its carry add to a limb, and to the lowest one. */
    private static final double OFFSET = 0x1p52 + 0x1p50 + 512;

    private static final double OFFSET_LOW = 0x1p52 + 0x1p50 + 19 * 512;

    /**
     * Whether the processor multiplies vectors of longs: AVX-512 does, AVX2 and NEON do not. Asked
     * in each place, for a method with vectors as parameters would allocate them.
     */
    private static final boolean MULTIPLIES_LONGS = LANES == 8;

    private VectorField() {}

    /** r = a * b. The three may overlap. */
    static void mul(double[] r, int ro, double[] a, int ao, double[] b, int bo) {
        DoubleVector c1 = DoubleVector.broadcast(DOUBLES, C1);
        DoubleVector c12 = DoubleVector.broadcast(DOUBLES, C1 + C2);
        DoubleVector a0 = DoubleVector.fromArray(DOUBLES, a, ao + 0 * LANES);
        DoubleVector a1 = DoubleVector.fromArray(DOUBLES, a, ao + 1 * LANES);
        DoubleVector a2 = DoubleVector.fromArray(DOUBLES, a, ao + 2 * LANES);
        DoubleVector a3 = DoubleVector.fromArray(DOUBLES, a, ao + 3 * LANES);
        DoubleVector a4 = DoubleVector.fromArray(DOUBLES, a, ao + 4 * LANES);
        DoubleVector b0 = DoubleVector.fromArray(DOUBLES, b, bo + 0 * LANES);
        DoubleVector b1 = DoubleVector.fromArray(DOUBLES, b, bo + 1 * LANES);
        DoubleVector b2 = DoubleVector.fromArray(DOUBLES, b, bo + 2 * LANES);
        DoubleVector b3 = DoubleVector.fromArray(DOUBLES, b, bo + 3 * LANES);
        DoubleVector b4 = DoubleVector.fromArray(DOUBLES, b, bo + 4 * LANES);
        DoubleVector h00 = a0.fma(b0, c1);
        DoubleVector l00 = a0.fma(b0, c12.sub(h00));
        LongVector t1 = h00.reinterpretAsLongs();
        LongVector t0 = l00.reinterpretAsLongs();
        DoubleVector h01 = a0.fma(b1, c1);
        DoubleVector l01 = a0.fma(b1, c12.sub(h01));
        LongVector t2 = h01.reinterpretAsLongs();
        t1 = t1.add(l01.reinterpretAsLongs());
        DoubleVector h02 = a0.fma(b2, c1);
        DoubleVector l02 = a0.fma(b2, c12.sub(h02));
        LongVector t3 = h02.reinterpretAsLongs();
        t2 = t2.add(l02.reinterpretAsLongs());
        DoubleVector h03 = a0.fma(b3, c1);
        DoubleVector l03 = a0.fma(b3, c12.sub(h03));
        LongVector t4 = h03.reinterpretAsLongs();
        t3 = t3.add(l03.reinterpretAsLongs());
        DoubleVector h04 = a0.fma(b4, c1);
        DoubleVector l04 = a0.fma(b4, c12.sub(h04));
        LongVector t5 = h04.reinterpretAsLongs();
        t4 = t4.add(l04.reinterpretAsLongs());
        DoubleVector h10 = a1.fma(b0, c1);
        DoubleVector l10 = a1.fma(b0, c12.sub(h10));
        t2 = t2.add(h10.reinterpretAsLongs());
        t1 = t1.add(l10.reinterpretAsLongs());
        DoubleVector h11 = a1.fma(b1, c1);
        DoubleVector l11 = a1.fma(b1, c12.sub(h11));
        t3 = t3.add(h11.reinterpretAsLongs());
        t2 = t2.add(l11.reinterpretAsLongs());
        DoubleVector h12 = a1.fma(b2, c1);
        DoubleVector l12 = a1.fma(b2, c12.sub(h12));
        t4 = t4.add(h12.reinterpretAsLongs());
        t3 = t3.add(l12.reinterpretAsLongs());
        DoubleVector h13 = a1.fma(b3, c1);
        DoubleVector l13 = a1.fma(b3, c12.sub(h13));
        t5 = t5.add(h13.reinterpretAsLongs());
        t4 = t4.add(l13.reinterpretAsLongs());
        DoubleVector h14 = a1.fma(b4, c1);
        DoubleVector l14 = a1.fma(b4, c12.sub(h14));
        LongVector t6 = h14.reinterpretAsLongs();
        t5 = t5.add(l14.reinterpretAsLongs());
        DoubleVector h20 = a2.fma(b0, c1);
        DoubleVector l20 = a2.fma(b0, c12.sub(h20));
        t3 = t3.add(h20.reinterpretAsLongs());
        t2 = t2.add(l20.reinterpretAsLongs());
        DoubleVector h21 = a2.fma(b1, c1);
        DoubleVector l21 = a2.fma(b1, c12.sub(h21));
        t4 = t4.add(h21.reinterpretAsLongs());
        t3 = t3.add(l21.reinterpretAsLongs());
        DoubleVector h22 = a2.fma(b2, c1);
        DoubleVector l22 = a2.fma(b2, c12.sub(h22));
        t5 = t5.add(h22.reinterpretAsLongs());
        t4 = t4.add(l22.reinterpretAsLongs());
        DoubleVector h23 = a2.fma(b3, c1);
        DoubleVector l23 = a2.fma(b3, c12.sub(h23));
        t6 = t6.add(h23.reinterpretAsLongs());
        t5 = t5.add(l23.reinterpretAsLongs());
        DoubleVector h24 = a2.fma(b4, c1);
        DoubleVector l24 = a2.fma(b4, c12.sub(h24));
        LongVector t7 = h24.reinterpretAsLongs();
        t6 = t6.add(l24.reinterpretAsLongs());
        DoubleVector h30 = a3.fma(b0, c1);
        DoubleVector l30 = a3.fma(b0, c12.sub(h30));
        t4 = t4.add(h30.reinterpretAsLongs());
        t3 = t3.add(l30.reinterpretAsLongs());
        DoubleVector h31 = a3.fma(b1, c1);
        DoubleVector l31 = a3.fma(b1, c12.sub(h31));
        t5 = t5.add(h31.reinterpretAsLongs());
        t4 = t4.add(l31.reinterpretAsLongs());
        DoubleVector h32 = a3.fma(b2, c1);
        DoubleVector l32 = a3.fma(b2, c12.sub(h32));
        t6 = t6.add(h32.reinterpretAsLongs());
        t5 = t5.add(l32.reinterpretAsLongs());
        DoubleVector h33 = a3.fma(b3, c1);
        DoubleVector l33 = a3.fma(b3, c12.sub(h33));
        t7 = t7.add(h33.reinterpretAsLongs());
        t6 = t6.add(l33.reinterpretAsLongs());
        DoubleVector h34 = a3.fma(b4, c1);
        DoubleVector l34 = a3.fma(b4, c12.sub(h34));
        LongVector t8 = h34.reinterpretAsLongs();
        t7 = t7.add(l34.reinterpretAsLongs());
        DoubleVector h40 = a4.fma(b0, c1);
        DoubleVector l40 = a4.fma(b0, c12.sub(h40));
        t5 = t5.add(h40.reinterpretAsLongs());
        t4 = t4.add(l40.reinterpretAsLongs());
        DoubleVector h41 = a4.fma(b1, c1);
        DoubleVector l41 = a4.fma(b1, c12.sub(h41));
        t6 = t6.add(h41.reinterpretAsLongs());
        t5 = t5.add(l41.reinterpretAsLongs());
        DoubleVector h42 = a4.fma(b2, c1);
        DoubleVector l42 = a4.fma(b2, c12.sub(h42));
        t7 = t7.add(h42.reinterpretAsLongs());
        t6 = t6.add(l42.reinterpretAsLongs());
        DoubleVector h43 = a4.fma(b3, c1);
        DoubleVector l43 = a4.fma(b3, c12.sub(h43));
        t8 = t8.add(h43.reinterpretAsLongs());
        t7 = t7.add(l43.reinterpretAsLongs());
        DoubleVector h44 = a4.fma(b4, c1);
        DoubleVector l44 = a4.fma(b4, c12.sub(h44));
        LongVector t9 = h44.reinterpretAsLongs();
        t8 = t8.add(l44.reinterpretAsLongs());
        LongVector v0 =
                t0.add(
                                (MULTIPLIES_LONGS
                                        ? t5.mul(19)
                                        : t5.add(t5.lanewise(VectorOperators.LSHL, 1))
                                                .add(t5.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 95 * B1 - 77 * B2);
        LongVector v1 =
                t1.add(
                                (MULTIPLIES_LONGS
                                        ? t6.mul(19)
                                        : t6.add(t6.lanewise(VectorOperators.LSHL, 1))
                                                .add(t6.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 77 * B1 - 59 * B2);
        LongVector v2 =
                t2.add(
                                (MULTIPLIES_LONGS
                                        ? t7.mul(19)
                                        : t7.add(t7.lanewise(VectorOperators.LSHL, 1))
                                                .add(t7.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 59 * B1 - 41 * B2);
        LongVector v3 =
                t3.add(
                                (MULTIPLIES_LONGS
                                        ? t8.mul(19)
                                        : t8.add(t8.lanewise(VectorOperators.LSHL, 1))
                                                .add(t8.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 41 * B1 - 23 * B2);
        LongVector v4 =
                t4.add(
                                (MULTIPLIES_LONGS
                                        ? t9.mul(19)
                                        : t9.add(t9.lanewise(VectorOperators.LSHL, 1))
                                                .add(t9.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 23 * B1 - 5 * B2);
        LongVector vk0 = v0.lanewise(VectorOperators.LSHR, 51);
        LongVector vr0 = v0.and(MASK).or(EXPONENT);
        LongVector vk1 = v1.lanewise(VectorOperators.LSHR, 51);
        LongVector vr1 = v1.and(MASK).or(EXPONENT);
        LongVector vk2 = v2.lanewise(VectorOperators.LSHR, 51);
        LongVector vr2 = v2.and(MASK).or(EXPONENT);
        LongVector vk3 = v3.lanewise(VectorOperators.LSHR, 51);
        LongVector vr3 = v3.and(MASK).or(EXPONENT);
        LongVector vk4 = v4.lanewise(VectorOperators.LSHR, 51);
        LongVector vr4 = v4.and(MASK).or(EXPONENT);
        LongVector vw =
                MULTIPLIES_LONGS
                        ? vk4.mul(19)
                        : vk4.add(vk4.lanewise(VectorOperators.LSHL, 1))
                                .add(vk4.lanewise(VectorOperators.LSHL, 4));
        vr0.add(vw).reinterpretAsDoubles().sub(OFFSET_LOW).intoArray(r, ro);
        vr1.add(vk0).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 1 * LANES);
        vr2.add(vk1).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 2 * LANES);
        vr3.add(vk2).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 3 * LANES);
        vr4.add(vk3).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 4 * LANES);
    }

    /** r = a * a, for a reduced a. The two may overlap. */
    static void sqr(double[] r, int ro, double[] a, int ao) {
        DoubleVector c1 = DoubleVector.broadcast(DOUBLES, C1);
        DoubleVector c12 = DoubleVector.broadcast(DOUBLES, C1 + C2);
        DoubleVector a0 = DoubleVector.fromArray(DOUBLES, a, ao + 0 * LANES);
        DoubleVector a1 = DoubleVector.fromArray(DOUBLES, a, ao + 1 * LANES);
        DoubleVector a2 = DoubleVector.fromArray(DOUBLES, a, ao + 2 * LANES);
        DoubleVector a3 = DoubleVector.fromArray(DOUBLES, a, ao + 3 * LANES);
        DoubleVector a4 = DoubleVector.fromArray(DOUBLES, a, ao + 4 * LANES);
        DoubleVector b1 = a1.add(a1);
        DoubleVector b2 = a2.add(a2);
        DoubleVector b3 = a3.add(a3);
        DoubleVector b4 = a4.add(a4);
        DoubleVector h00 = a0.fma(a0, c1);
        DoubleVector l00 = a0.fma(a0, c12.sub(h00));
        LongVector t1 = h00.reinterpretAsLongs();
        LongVector t0 = l00.reinterpretAsLongs();
        DoubleVector h01 = a0.fma(b1, c1);
        DoubleVector l01 = a0.fma(b1, c12.sub(h01));
        LongVector t2 = h01.reinterpretAsLongs();
        t1 = t1.add(l01.reinterpretAsLongs());
        DoubleVector h02 = a0.fma(b2, c1);
        DoubleVector l02 = a0.fma(b2, c12.sub(h02));
        LongVector t3 = h02.reinterpretAsLongs();
        t2 = t2.add(l02.reinterpretAsLongs());
        DoubleVector h03 = a0.fma(b3, c1);
        DoubleVector l03 = a0.fma(b3, c12.sub(h03));
        LongVector t4 = h03.reinterpretAsLongs();
        t3 = t3.add(l03.reinterpretAsLongs());
        DoubleVector h04 = a0.fma(b4, c1);
        DoubleVector l04 = a0.fma(b4, c12.sub(h04));
        LongVector t5 = h04.reinterpretAsLongs();
        t4 = t4.add(l04.reinterpretAsLongs());
        DoubleVector h11 = a1.fma(a1, c1);
        DoubleVector l11 = a1.fma(a1, c12.sub(h11));
        t3 = t3.add(h11.reinterpretAsLongs());
        t2 = t2.add(l11.reinterpretAsLongs());
        DoubleVector h12 = a1.fma(b2, c1);
        DoubleVector l12 = a1.fma(b2, c12.sub(h12));
        t4 = t4.add(h12.reinterpretAsLongs());
        t3 = t3.add(l12.reinterpretAsLongs());
        DoubleVector h13 = a1.fma(b3, c1);
        DoubleVector l13 = a1.fma(b3, c12.sub(h13));
        t5 = t5.add(h13.reinterpretAsLongs());
        t4 = t4.add(l13.reinterpretAsLongs());
        DoubleVector h14 = a1.fma(b4, c1);
        DoubleVector l14 = a1.fma(b4, c12.sub(h14));
        LongVector t6 = h14.reinterpretAsLongs();
        t5 = t5.add(l14.reinterpretAsLongs());
        DoubleVector h22 = a2.fma(a2, c1);
        DoubleVector l22 = a2.fma(a2, c12.sub(h22));
        t5 = t5.add(h22.reinterpretAsLongs());
        t4 = t4.add(l22.reinterpretAsLongs());
        DoubleVector h23 = a2.fma(b3, c1);
        DoubleVector l23 = a2.fma(b3, c12.sub(h23));
        t6 = t6.add(h23.reinterpretAsLongs());
        t5 = t5.add(l23.reinterpretAsLongs());
        DoubleVector h24 = a2.fma(b4, c1);
        DoubleVector l24 = a2.fma(b4, c12.sub(h24));
        LongVector t7 = h24.reinterpretAsLongs();
        t6 = t6.add(l24.reinterpretAsLongs());
        DoubleVector h33 = a3.fma(a3, c1);
        DoubleVector l33 = a3.fma(a3, c12.sub(h33));
        t7 = t7.add(h33.reinterpretAsLongs());
        t6 = t6.add(l33.reinterpretAsLongs());
        DoubleVector h34 = a3.fma(b4, c1);
        DoubleVector l34 = a3.fma(b4, c12.sub(h34));
        LongVector t8 = h34.reinterpretAsLongs();
        t7 = t7.add(l34.reinterpretAsLongs());
        DoubleVector h44 = a4.fma(a4, c1);
        DoubleVector l44 = a4.fma(a4, c12.sub(h44));
        LongVector t9 = h44.reinterpretAsLongs();
        t8 = t8.add(l44.reinterpretAsLongs());
        LongVector v0 =
                t0.add(
                                (MULTIPLIES_LONGS
                                        ? t5.mul(19)
                                        : t5.add(t5.lanewise(VectorOperators.LSHL, 1))
                                                .add(t5.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 57 * B1 - 39 * B2);
        LongVector v1 =
                t1.add(
                                (MULTIPLIES_LONGS
                                        ? t6.mul(19)
                                        : t6.add(t6.lanewise(VectorOperators.LSHL, 1))
                                                .add(t6.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 39 * B1 - 39 * B2);
        LongVector v2 =
                t2.add(
                                (MULTIPLIES_LONGS
                                        ? t7.mul(19)
                                        : t7.add(t7.lanewise(VectorOperators.LSHL, 1))
                                                .add(t7.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 39 * B1 - 21 * B2);
        LongVector v3 =
                t3.add(
                                (MULTIPLIES_LONGS
                                        ? t8.mul(19)
                                        : t8.add(t8.lanewise(VectorOperators.LSHL, 1))
                                                .add(t8.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 21 * B1 - 21 * B2);
        LongVector v4 =
                t4.add(
                                (MULTIPLIES_LONGS
                                        ? t9.mul(19)
                                        : t9.add(t9.lanewise(VectorOperators.LSHL, 1))
                                                .add(t9.lanewise(VectorOperators.LSHL, 4))))
                        .add(BIAS - 21 * B1 - 3 * B2);
        LongVector vk0 = v0.lanewise(VectorOperators.LSHR, 51);
        LongVector vr0 = v0.and(MASK).or(EXPONENT);
        LongVector vk1 = v1.lanewise(VectorOperators.LSHR, 51);
        LongVector vr1 = v1.and(MASK).or(EXPONENT);
        LongVector vk2 = v2.lanewise(VectorOperators.LSHR, 51);
        LongVector vr2 = v2.and(MASK).or(EXPONENT);
        LongVector vk3 = v3.lanewise(VectorOperators.LSHR, 51);
        LongVector vr3 = v3.and(MASK).or(EXPONENT);
        LongVector vk4 = v4.lanewise(VectorOperators.LSHR, 51);
        LongVector vr4 = v4.and(MASK).or(EXPONENT);
        LongVector vw =
                MULTIPLIES_LONGS
                        ? vk4.mul(19)
                        : vk4.add(vk4.lanewise(VectorOperators.LSHL, 1))
                                .add(vk4.lanewise(VectorOperators.LSHL, 4));
        vr0.add(vw).reinterpretAsDoubles().sub(OFFSET_LOW).intoArray(r, ro);
        vr1.add(vk0).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 1 * LANES);
        vr2.add(vk1).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 2 * LANES);
        vr3.add(vk2).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 3 * LANES);
        vr4.add(vk3).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 4 * LANES);
    }

    /** r = a * b, raw. */
    static void mulRaw(long[] r, int ro, double[] a, int ao, double[] b, int bo) {
        DoubleVector c1 = DoubleVector.broadcast(DOUBLES, C1);
        DoubleVector c12 = DoubleVector.broadcast(DOUBLES, C1 + C2);
        DoubleVector a0 = DoubleVector.fromArray(DOUBLES, a, ao + 0 * LANES);
        DoubleVector a1 = DoubleVector.fromArray(DOUBLES, a, ao + 1 * LANES);
        DoubleVector a2 = DoubleVector.fromArray(DOUBLES, a, ao + 2 * LANES);
        DoubleVector a3 = DoubleVector.fromArray(DOUBLES, a, ao + 3 * LANES);
        DoubleVector a4 = DoubleVector.fromArray(DOUBLES, a, ao + 4 * LANES);
        DoubleVector b0 = DoubleVector.fromArray(DOUBLES, b, bo + 0 * LANES);
        DoubleVector b1 = DoubleVector.fromArray(DOUBLES, b, bo + 1 * LANES);
        DoubleVector b2 = DoubleVector.fromArray(DOUBLES, b, bo + 2 * LANES);
        DoubleVector b3 = DoubleVector.fromArray(DOUBLES, b, bo + 3 * LANES);
        DoubleVector b4 = DoubleVector.fromArray(DOUBLES, b, bo + 4 * LANES);
        DoubleVector h00 = a0.fma(b0, c1);
        DoubleVector l00 = a0.fma(b0, c12.sub(h00));
        LongVector t1 = h00.reinterpretAsLongs();
        LongVector t0 = l00.reinterpretAsLongs();
        DoubleVector h01 = a0.fma(b1, c1);
        DoubleVector l01 = a0.fma(b1, c12.sub(h01));
        LongVector t2 = h01.reinterpretAsLongs();
        t1 = t1.add(l01.reinterpretAsLongs());
        DoubleVector h02 = a0.fma(b2, c1);
        DoubleVector l02 = a0.fma(b2, c12.sub(h02));
        LongVector t3 = h02.reinterpretAsLongs();
        t2 = t2.add(l02.reinterpretAsLongs());
        DoubleVector h03 = a0.fma(b3, c1);
        DoubleVector l03 = a0.fma(b3, c12.sub(h03));
        LongVector t4 = h03.reinterpretAsLongs();
        t3 = t3.add(l03.reinterpretAsLongs());
        DoubleVector h04 = a0.fma(b4, c1);
        DoubleVector l04 = a0.fma(b4, c12.sub(h04));
        LongVector t5 = h04.reinterpretAsLongs();
        t4 = t4.add(l04.reinterpretAsLongs());
        DoubleVector h10 = a1.fma(b0, c1);
        DoubleVector l10 = a1.fma(b0, c12.sub(h10));
        t2 = t2.add(h10.reinterpretAsLongs());
        t1 = t1.add(l10.reinterpretAsLongs());
        DoubleVector h11 = a1.fma(b1, c1);
        DoubleVector l11 = a1.fma(b1, c12.sub(h11));
        t3 = t3.add(h11.reinterpretAsLongs());
        t2 = t2.add(l11.reinterpretAsLongs());
        DoubleVector h12 = a1.fma(b2, c1);
        DoubleVector l12 = a1.fma(b2, c12.sub(h12));
        t4 = t4.add(h12.reinterpretAsLongs());
        t3 = t3.add(l12.reinterpretAsLongs());
        DoubleVector h13 = a1.fma(b3, c1);
        DoubleVector l13 = a1.fma(b3, c12.sub(h13));
        t5 = t5.add(h13.reinterpretAsLongs());
        t4 = t4.add(l13.reinterpretAsLongs());
        DoubleVector h14 = a1.fma(b4, c1);
        DoubleVector l14 = a1.fma(b4, c12.sub(h14));
        LongVector t6 = h14.reinterpretAsLongs();
        t5 = t5.add(l14.reinterpretAsLongs());
        DoubleVector h20 = a2.fma(b0, c1);
        DoubleVector l20 = a2.fma(b0, c12.sub(h20));
        t3 = t3.add(h20.reinterpretAsLongs());
        t2 = t2.add(l20.reinterpretAsLongs());
        DoubleVector h21 = a2.fma(b1, c1);
        DoubleVector l21 = a2.fma(b1, c12.sub(h21));
        t4 = t4.add(h21.reinterpretAsLongs());
        t3 = t3.add(l21.reinterpretAsLongs());
        DoubleVector h22 = a2.fma(b2, c1);
        DoubleVector l22 = a2.fma(b2, c12.sub(h22));
        t5 = t5.add(h22.reinterpretAsLongs());
        t4 = t4.add(l22.reinterpretAsLongs());
        DoubleVector h23 = a2.fma(b3, c1);
        DoubleVector l23 = a2.fma(b3, c12.sub(h23));
        t6 = t6.add(h23.reinterpretAsLongs());
        t5 = t5.add(l23.reinterpretAsLongs());
        DoubleVector h24 = a2.fma(b4, c1);
        DoubleVector l24 = a2.fma(b4, c12.sub(h24));
        LongVector t7 = h24.reinterpretAsLongs();
        t6 = t6.add(l24.reinterpretAsLongs());
        DoubleVector h30 = a3.fma(b0, c1);
        DoubleVector l30 = a3.fma(b0, c12.sub(h30));
        t4 = t4.add(h30.reinterpretAsLongs());
        t3 = t3.add(l30.reinterpretAsLongs());
        DoubleVector h31 = a3.fma(b1, c1);
        DoubleVector l31 = a3.fma(b1, c12.sub(h31));
        t5 = t5.add(h31.reinterpretAsLongs());
        t4 = t4.add(l31.reinterpretAsLongs());
        DoubleVector h32 = a3.fma(b2, c1);
        DoubleVector l32 = a3.fma(b2, c12.sub(h32));
        t6 = t6.add(h32.reinterpretAsLongs());
        t5 = t5.add(l32.reinterpretAsLongs());
        DoubleVector h33 = a3.fma(b3, c1);
        DoubleVector l33 = a3.fma(b3, c12.sub(h33));
        t7 = t7.add(h33.reinterpretAsLongs());
        t6 = t6.add(l33.reinterpretAsLongs());
        DoubleVector h34 = a3.fma(b4, c1);
        DoubleVector l34 = a3.fma(b4, c12.sub(h34));
        LongVector t8 = h34.reinterpretAsLongs();
        t7 = t7.add(l34.reinterpretAsLongs());
        DoubleVector h40 = a4.fma(b0, c1);
        DoubleVector l40 = a4.fma(b0, c12.sub(h40));
        t5 = t5.add(h40.reinterpretAsLongs());
        t4 = t4.add(l40.reinterpretAsLongs());
        DoubleVector h41 = a4.fma(b1, c1);
        DoubleVector l41 = a4.fma(b1, c12.sub(h41));
        t6 = t6.add(h41.reinterpretAsLongs());
        t5 = t5.add(l41.reinterpretAsLongs());
        DoubleVector h42 = a4.fma(b2, c1);
        DoubleVector l42 = a4.fma(b2, c12.sub(h42));
        t7 = t7.add(h42.reinterpretAsLongs());
        t6 = t6.add(l42.reinterpretAsLongs());
        DoubleVector h43 = a4.fma(b3, c1);
        DoubleVector l43 = a4.fma(b3, c12.sub(h43));
        t8 = t8.add(h43.reinterpretAsLongs());
        t7 = t7.add(l43.reinterpretAsLongs());
        DoubleVector h44 = a4.fma(b4, c1);
        DoubleVector l44 = a4.fma(b4, c12.sub(h44));
        LongVector t9 = h44.reinterpretAsLongs();
        t8 = t8.add(l44.reinterpretAsLongs());
        LongVector v0 =
                t0.add(
                                (MULTIPLIES_LONGS
                                        ? t5.mul(19)
                                        : t5.add(t5.lanewise(VectorOperators.LSHL, 1))
                                                .add(t5.lanewise(VectorOperators.LSHL, 4))))
                        .add(-95 * B1 - 77 * B2);
        LongVector v1 =
                t1.add(
                                (MULTIPLIES_LONGS
                                        ? t6.mul(19)
                                        : t6.add(t6.lanewise(VectorOperators.LSHL, 1))
                                                .add(t6.lanewise(VectorOperators.LSHL, 4))))
                        .add(-77 * B1 - 59 * B2);
        LongVector v2 =
                t2.add(
                                (MULTIPLIES_LONGS
                                        ? t7.mul(19)
                                        : t7.add(t7.lanewise(VectorOperators.LSHL, 1))
                                                .add(t7.lanewise(VectorOperators.LSHL, 4))))
                        .add(-59 * B1 - 41 * B2);
        LongVector v3 =
                t3.add(
                                (MULTIPLIES_LONGS
                                        ? t8.mul(19)
                                        : t8.add(t8.lanewise(VectorOperators.LSHL, 1))
                                                .add(t8.lanewise(VectorOperators.LSHL, 4))))
                        .add(-41 * B1 - 23 * B2);
        LongVector v4 =
                t4.add(
                                (MULTIPLIES_LONGS
                                        ? t9.mul(19)
                                        : t9.add(t9.lanewise(VectorOperators.LSHL, 1))
                                                .add(t9.lanewise(VectorOperators.LSHL, 4))))
                        .add(-23 * B1 - 5 * B2);
        v0.intoArray(r, ro + 0 * LANES);
        v1.intoArray(r, ro + 1 * LANES);
        v2.intoArray(r, ro + 2 * LANES);
        v3.intoArray(r, ro + 3 * LANES);
        v4.intoArray(r, ro + 4 * LANES);
    }

    /** r = a * a, raw, for a reduced a. */
    static void sqrRaw(long[] r, int ro, double[] a, int ao) {
        DoubleVector c1 = DoubleVector.broadcast(DOUBLES, C1);
        DoubleVector c12 = DoubleVector.broadcast(DOUBLES, C1 + C2);
        DoubleVector a0 = DoubleVector.fromArray(DOUBLES, a, ao + 0 * LANES);
        DoubleVector a1 = DoubleVector.fromArray(DOUBLES, a, ao + 1 * LANES);
        DoubleVector a2 = DoubleVector.fromArray(DOUBLES, a, ao + 2 * LANES);
        DoubleVector a3 = DoubleVector.fromArray(DOUBLES, a, ao + 3 * LANES);
        DoubleVector a4 = DoubleVector.fromArray(DOUBLES, a, ao + 4 * LANES);
        DoubleVector b1 = a1.add(a1);
        DoubleVector b2 = a2.add(a2);
        DoubleVector b3 = a3.add(a3);
        DoubleVector b4 = a4.add(a4);
        DoubleVector h00 = a0.fma(a0, c1);
        DoubleVector l00 = a0.fma(a0, c12.sub(h00));
        LongVector t1 = h00.reinterpretAsLongs();
        LongVector t0 = l00.reinterpretAsLongs();
        DoubleVector h01 = a0.fma(b1, c1);
        DoubleVector l01 = a0.fma(b1, c12.sub(h01));
        LongVector t2 = h01.reinterpretAsLongs();
        t1 = t1.add(l01.reinterpretAsLongs());
        DoubleVector h02 = a0.fma(b2, c1);
        DoubleVector l02 = a0.fma(b2, c12.sub(h02));
        LongVector t3 = h02.reinterpretAsLongs();
        t2 = t2.add(l02.reinterpretAsLongs());
        DoubleVector h03 = a0.fma(b3, c1);
        DoubleVector l03 = a0.fma(b3, c12.sub(h03));
        LongVector t4 = h03.reinterpretAsLongs();
        t3 = t3.add(l03.reinterpretAsLongs());
        DoubleVector h04 = a0.fma(b4, c1);
        DoubleVector l04 = a0.fma(b4, c12.sub(h04));
        LongVector t5 = h04.reinterpretAsLongs();
        t4 = t4.add(l04.reinterpretAsLongs());
        DoubleVector h11 = a1.fma(a1, c1);
        DoubleVector l11 = a1.fma(a1, c12.sub(h11));
        t3 = t3.add(h11.reinterpretAsLongs());
        t2 = t2.add(l11.reinterpretAsLongs());
        DoubleVector h12 = a1.fma(b2, c1);
        DoubleVector l12 = a1.fma(b2, c12.sub(h12));
        t4 = t4.add(h12.reinterpretAsLongs());
        t3 = t3.add(l12.reinterpretAsLongs());
        DoubleVector h13 = a1.fma(b3, c1);
        DoubleVector l13 = a1.fma(b3, c12.sub(h13));
        t5 = t5.add(h13.reinterpretAsLongs());
        t4 = t4.add(l13.reinterpretAsLongs());
        DoubleVector h14 = a1.fma(b4, c1);
        DoubleVector l14 = a1.fma(b4, c12.sub(h14));
        LongVector t6 = h14.reinterpretAsLongs();
        t5 = t5.add(l14.reinterpretAsLongs());
        DoubleVector h22 = a2.fma(a2, c1);
        DoubleVector l22 = a2.fma(a2, c12.sub(h22));
        t5 = t5.add(h22.reinterpretAsLongs());
        t4 = t4.add(l22.reinterpretAsLongs());
        DoubleVector h23 = a2.fma(b3, c1);
        DoubleVector l23 = a2.fma(b3, c12.sub(h23));
        t6 = t6.add(h23.reinterpretAsLongs());
        t5 = t5.add(l23.reinterpretAsLongs());
        DoubleVector h24 = a2.fma(b4, c1);
        DoubleVector l24 = a2.fma(b4, c12.sub(h24));
        LongVector t7 = h24.reinterpretAsLongs();
        t6 = t6.add(l24.reinterpretAsLongs());
        DoubleVector h33 = a3.fma(a3, c1);
        DoubleVector l33 = a3.fma(a3, c12.sub(h33));
        t7 = t7.add(h33.reinterpretAsLongs());
        t6 = t6.add(l33.reinterpretAsLongs());
        DoubleVector h34 = a3.fma(b4, c1);
        DoubleVector l34 = a3.fma(b4, c12.sub(h34));
        LongVector t8 = h34.reinterpretAsLongs();
        t7 = t7.add(l34.reinterpretAsLongs());
        DoubleVector h44 = a4.fma(a4, c1);
        DoubleVector l44 = a4.fma(a4, c12.sub(h44));
        LongVector t9 = h44.reinterpretAsLongs();
        t8 = t8.add(l44.reinterpretAsLongs());
        LongVector v0 =
                t0.add(
                                (MULTIPLIES_LONGS
                                        ? t5.mul(19)
                                        : t5.add(t5.lanewise(VectorOperators.LSHL, 1))
                                                .add(t5.lanewise(VectorOperators.LSHL, 4))))
                        .add(-57 * B1 - 39 * B2);
        LongVector v1 =
                t1.add(
                                (MULTIPLIES_LONGS
                                        ? t6.mul(19)
                                        : t6.add(t6.lanewise(VectorOperators.LSHL, 1))
                                                .add(t6.lanewise(VectorOperators.LSHL, 4))))
                        .add(-39 * B1 - 39 * B2);
        LongVector v2 =
                t2.add(
                                (MULTIPLIES_LONGS
                                        ? t7.mul(19)
                                        : t7.add(t7.lanewise(VectorOperators.LSHL, 1))
                                                .add(t7.lanewise(VectorOperators.LSHL, 4))))
                        .add(-39 * B1 - 21 * B2);
        LongVector v3 =
                t3.add(
                                (MULTIPLIES_LONGS
                                        ? t8.mul(19)
                                        : t8.add(t8.lanewise(VectorOperators.LSHL, 1))
                                                .add(t8.lanewise(VectorOperators.LSHL, 4))))
                        .add(-21 * B1 - 21 * B2);
        LongVector v4 =
                t4.add(
                                (MULTIPLIES_LONGS
                                        ? t9.mul(19)
                                        : t9.add(t9.lanewise(VectorOperators.LSHL, 1))
                                                .add(t9.lanewise(VectorOperators.LSHL, 4))))
                        .add(-21 * B1 - 3 * B2);
        v0.intoArray(r, ro + 0 * LANES);
        v1.intoArray(r, ro + 1 * LANES);
        v2.intoArray(r, ro + 2 * LANES);
        v3.intoArray(r, ro + 3 * LANES);
        v4.intoArray(r, ro + 4 * LANES);
    }

    /** sum = a + b and difference = a - b of raw elements, both reduced. */
    static void sumAndDifference(double[] r, int sum, int difference, long[] raw, int a, int b) {
        LongVector a0 = LongVector.fromArray(LONGS, raw, a + 0 * LANES).add(BIAS);
        LongVector b0 = LongVector.fromArray(LONGS, raw, b + 0 * LANES);
        LongVector s0 = a0.add(b0);
        LongVector d0 = a0.sub(b0);
        LongVector a1 = LongVector.fromArray(LONGS, raw, a + 1 * LANES).add(BIAS);
        LongVector b1 = LongVector.fromArray(LONGS, raw, b + 1 * LANES);
        LongVector s1 = a1.add(b1);
        LongVector d1 = a1.sub(b1);
        LongVector a2 = LongVector.fromArray(LONGS, raw, a + 2 * LANES).add(BIAS);
        LongVector b2 = LongVector.fromArray(LONGS, raw, b + 2 * LANES);
        LongVector s2 = a2.add(b2);
        LongVector d2 = a2.sub(b2);
        LongVector a3 = LongVector.fromArray(LONGS, raw, a + 3 * LANES).add(BIAS);
        LongVector b3 = LongVector.fromArray(LONGS, raw, b + 3 * LANES);
        LongVector s3 = a3.add(b3);
        LongVector d3 = a3.sub(b3);
        LongVector a4 = LongVector.fromArray(LONGS, raw, a + 4 * LANES).add(BIAS);
        LongVector b4 = LongVector.fromArray(LONGS, raw, b + 4 * LANES);
        LongVector s4 = a4.add(b4);
        LongVector d4 = a4.sub(b4);
        LongVector sk0 = s0.lanewise(VectorOperators.LSHR, 51);
        LongVector sr0 = s0.and(MASK).or(EXPONENT);
        LongVector sk1 = s1.lanewise(VectorOperators.LSHR, 51);
        LongVector sr1 = s1.and(MASK).or(EXPONENT);
        LongVector sk2 = s2.lanewise(VectorOperators.LSHR, 51);
        LongVector sr2 = s2.and(MASK).or(EXPONENT);
        LongVector sk3 = s3.lanewise(VectorOperators.LSHR, 51);
        LongVector sr3 = s3.and(MASK).or(EXPONENT);
        LongVector sk4 = s4.lanewise(VectorOperators.LSHR, 51);
        LongVector sr4 = s4.and(MASK).or(EXPONENT);
        LongVector sw =
                MULTIPLIES_LONGS
                        ? sk4.mul(19)
                        : sk4.add(sk4.lanewise(VectorOperators.LSHL, 1))
                                .add(sk4.lanewise(VectorOperators.LSHL, 4));
        sr0.add(sw).reinterpretAsDoubles().sub(OFFSET_LOW).intoArray(r, sum);
        sr1.add(sk0).reinterpretAsDoubles().sub(OFFSET).intoArray(r, sum + 1 * LANES);
        sr2.add(sk1).reinterpretAsDoubles().sub(OFFSET).intoArray(r, sum + 2 * LANES);
        sr3.add(sk2).reinterpretAsDoubles().sub(OFFSET).intoArray(r, sum + 3 * LANES);
        sr4.add(sk3).reinterpretAsDoubles().sub(OFFSET).intoArray(r, sum + 4 * LANES);
        LongVector dk0 = d0.lanewise(VectorOperators.LSHR, 51);
        LongVector dr0 = d0.and(MASK).or(EXPONENT);
        LongVector dk1 = d1.lanewise(VectorOperators.LSHR, 51);
        LongVector dr1 = d1.and(MASK).or(EXPONENT);
        LongVector dk2 = d2.lanewise(VectorOperators.LSHR, 51);
        LongVector dr2 = d2.and(MASK).or(EXPONENT);
        LongVector dk3 = d3.lanewise(VectorOperators.LSHR, 51);
        LongVector dr3 = d3.and(MASK).or(EXPONENT);
        LongVector dk4 = d4.lanewise(VectorOperators.LSHR, 51);
        LongVector dr4 = d4.and(MASK).or(EXPONENT);
        LongVector dw =
                MULTIPLIES_LONGS
                        ? dk4.mul(19)
                        : dk4.add(dk4.lanewise(VectorOperators.LSHL, 1))
                                .add(dk4.lanewise(VectorOperators.LSHL, 4));
        dr0.add(dw).reinterpretAsDoubles().sub(OFFSET_LOW).intoArray(r, difference);
        dr1.add(dk0).reinterpretAsDoubles().sub(OFFSET).intoArray(r, difference + 1 * LANES);
        dr2.add(dk1).reinterpretAsDoubles().sub(OFFSET).intoArray(r, difference + 2 * LANES);
        dr3.add(dk2).reinterpretAsDoubles().sub(OFFSET).intoArray(r, difference + 3 * LANES);
        dr4.add(dk3).reinterpretAsDoubles().sub(OFFSET).intoArray(r, difference + 4 * LANES);
    }

    /** r = 2 c + a - b of raw elements, reduced. */
    static void twicePlusMinus(double[] r, int ro, long[] raw, int c, int a, int b) {
        LongVector c0 = LongVector.fromArray(LONGS, raw, c + 0 * LANES);
        LongVector s0 =
                c0.add(c0)
                        .add(LongVector.fromArray(LONGS, raw, a + 0 * LANES))
                        .sub(LongVector.fromArray(LONGS, raw, b + 0 * LANES))
                        .add(BIAS);
        LongVector c1 = LongVector.fromArray(LONGS, raw, c + 1 * LANES);
        LongVector s1 =
                c1.add(c1)
                        .add(LongVector.fromArray(LONGS, raw, a + 1 * LANES))
                        .sub(LongVector.fromArray(LONGS, raw, b + 1 * LANES))
                        .add(BIAS);
        LongVector c2 = LongVector.fromArray(LONGS, raw, c + 2 * LANES);
        LongVector s2 =
                c2.add(c2)
                        .add(LongVector.fromArray(LONGS, raw, a + 2 * LANES))
                        .sub(LongVector.fromArray(LONGS, raw, b + 2 * LANES))
                        .add(BIAS);
        LongVector c3 = LongVector.fromArray(LONGS, raw, c + 3 * LANES);
        LongVector s3 =
                c3.add(c3)
                        .add(LongVector.fromArray(LONGS, raw, a + 3 * LANES))
                        .sub(LongVector.fromArray(LONGS, raw, b + 3 * LANES))
                        .add(BIAS);
        LongVector c4 = LongVector.fromArray(LONGS, raw, c + 4 * LANES);
        LongVector s4 =
                c4.add(c4)
                        .add(LongVector.fromArray(LONGS, raw, a + 4 * LANES))
                        .sub(LongVector.fromArray(LONGS, raw, b + 4 * LANES))
                        .add(BIAS);
        LongVector sk0 = s0.lanewise(VectorOperators.LSHR, 51);
        LongVector sr0 = s0.and(MASK).or(EXPONENT);
        LongVector sk1 = s1.lanewise(VectorOperators.LSHR, 51);
        LongVector sr1 = s1.and(MASK).or(EXPONENT);
        LongVector sk2 = s2.lanewise(VectorOperators.LSHR, 51);
        LongVector sr2 = s2.and(MASK).or(EXPONENT);
        LongVector sk3 = s3.lanewise(VectorOperators.LSHR, 51);
        LongVector sr3 = s3.and(MASK).or(EXPONENT);
        LongVector sk4 = s4.lanewise(VectorOperators.LSHR, 51);
        LongVector sr4 = s4.and(MASK).or(EXPONENT);
        LongVector sw =
                MULTIPLIES_LONGS
                        ? sk4.mul(19)
                        : sk4.add(sk4.lanewise(VectorOperators.LSHL, 1))
                                .add(sk4.lanewise(VectorOperators.LSHL, 4));
        sr0.add(sw).reinterpretAsDoubles().sub(OFFSET_LOW).intoArray(r, ro);
        sr1.add(sk0).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 1 * LANES);
        sr2.add(sk1).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 2 * LANES);
        sr3.add(sk2).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 3 * LANES);
        sr4.add(sk3).reinterpretAsDoubles().sub(OFFSET).intoArray(r, ro + 4 * LANES);
    }

    /** r = a reduced, for limbs below 2^60 in size. */
    static void reduce(double[] r, int ro, double[] a, int ao) {
        DoubleVector c = DoubleVector.broadcast(DOUBLES, C1);
        DoubleVector x0 = DoubleVector.fromArray(DOUBLES, a, ao + 0 * LANES);
        DoubleVector c0 = x0.add(c).sub(c);
        DoubleVector x1 = DoubleVector.fromArray(DOUBLES, a, ao + 1 * LANES);
        DoubleVector c1 = x1.add(c).sub(c);
        DoubleVector x2 = DoubleVector.fromArray(DOUBLES, a, ao + 2 * LANES);
        DoubleVector c2 = x2.add(c).sub(c);
        DoubleVector x3 = DoubleVector.fromArray(DOUBLES, a, ao + 3 * LANES);
        DoubleVector c3 = x3.add(c).sub(c);
        DoubleVector x4 = DoubleVector.fromArray(DOUBLES, a, ao + 4 * LANES);
        DoubleVector c4 = x4.add(c).sub(c);
        x0.sub(c0).add(c4.mul(19 * 0x1p-51)).intoArray(r, ro);
        x1.sub(c1).add(c0.mul(0x1p-51)).intoArray(r, ro + 1 * LANES);
        x2.sub(c2).add(c1.mul(0x1p-51)).intoArray(r, ro + 2 * LANES);
        x3.sub(c3).add(c2.mul(0x1p-51)).intoArray(r, ro + 3 * LANES);
        x4.sub(c4).add(c3.mul(0x1p-51)).intoArray(r, ro + 4 * LANES);
    }

    /** r = a + b, limbs added without a carry. */
    static void add(double[] r, int ro, double[] a, int ao, double[] b, int bo) {
        for (int i = 0; i < WIDTH; i += LANES) {
            DoubleVector.fromArray(DOUBLES, a, ao + i)
                    .add(DoubleVector.fromArray(DOUBLES, b, bo + i))
                    .intoArray(r, ro + i);
        }
    }

    /** r = a - b, limbs subtracted without a carry. */
    static void sub(double[] r, int ro, double[] a, int ao, double[] b, int bo) {
        for (int i = 0; i < WIDTH; i += LANES) {
            DoubleVector.fromArray(DOUBLES, a, ao + i)
                    .sub(DoubleVector.fromArray(DOUBLES, b, bo + i))
                    .intoArray(r, ro + i);
        }
    }

    static void copy(double[] r, int ro, double[] a, int ao) {
        System.arraycopy(a, ao, r, ro, WIDTH);
    }

    /** r = a in the lanes whose bit is set. */
    static void blend(double[] r, int ro, double[] a, int ao, long lanes) {
        VectorMask<Double> mask = VectorMask.fromLong(DOUBLES, lanes);
        for (int i = 0; i < WIDTH; i += LANES) {
            DoubleVector.fromArray(DOUBLES, r, ro + i)
                    .blend(DoubleVector.fromArray(DOUBLES, a, ao + i), mask)
                    .intoArray(r, ro + i);
        }
    }

    /** r = -r in the lanes whose bit is set. */
    static void negate(double[] r, int ro, long lanes) {
        VectorMask<Double> mask = VectorMask.fromLong(DOUBLES, lanes);
        for (int i = 0; i < WIDTH; i += LANES) {
            DoubleVector a = DoubleVector.fromArray(DOUBLES, r, ro + i);
            a.blend(a.neg(), mask).intoArray(r, ro + i);
        }
    }

    /** r = a^(2^n) by n squarings, n at least 1. */
    static void sqrTimes(double[] r, int ro, double[] a, int ao, int n) {
        sqr(r, ro, a, ao);
        for (int i = 1; i < n; i++) {
            sqr(r, ro, r, ro);
        }
    }

    /** r = a^((p - 5) / 8) = a^(2^252 - 3); t is scratch of 3 elements, apart from r and a. */
    static void powP58(double[] r, int ro, double[] a, int ao, double[] t, int to) {
        int x = to;
        int y = to + WIDTH;
        int z = to + 2 * WIDTH;
        sqr(t, x, a, ao);
        sqrTimes(t, y, t, x, 2);
        mul(t, y, t, y, a, ao);
        mul(t, x, t, x, t, y);
        sqr(t, x, t, x);
        mul(t, x, t, x, t, y); // 2^5 - 1
        sqrTimes(t, y, t, x, 5);
        mul(t, x, t, x, t, y); // 2^10 - 1
        sqrTimes(t, y, t, x, 10);
        mul(t, y, t, y, t, x); // 2^20 - 1
        sqrTimes(t, z, t, y, 20);
        mul(t, y, t, y, t, z); // 2^40 - 1
        sqrTimes(t, y, t, y, 10);
        mul(t, x, t, x, t, y); // 2^50 - 1
        sqrTimes(t, y, t, x, 50);
        mul(t, y, t, y, t, x); // 2^100 - 1
        sqrTimes(t, z, t, y, 100);
        mul(t, y, t, y, t, z); // 2^200 - 1
        sqrTimes(t, y, t, y, 50);
        mul(t, x, t, x, t, y); // 2^250 - 1
        sqrTimes(t, x, t, x, 2);
        mul(r, ro, t, x, a, ao);
    }

    /** r = 1 / a, and 0 for 0; t is scratch of 4 elements, apart from r and a. */
    static void invert(double[] r, int ro, double[] a, int ao, double[] t, int to) {
        int x = to + 3 * WIDTH;
        powP58(t, x, a, ao, t, to);
        sqrTimes(t, x, t, x, 3);
        sqr(t, to, a, ao);
        mul(t, to, t, to, a, ao);
        mul(r, ro, t, x, t, to);
    }
}
