package nl.sluitend.oprf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Longs in and out of byte arrays. */
final class Words {

    private static final VarHandle LITTLE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    static long littleEndian(byte[] in, int at) {
        return (long) LITTLE.get(in, at);
    }

    static void littleEndian(byte[] out, int at, long value) {
        LITTLE.set(out, at, value);
    }

    static long bigEndian(byte[] in, int at) {
        return (long) BIG.get(in, at);
    }

    static void bigEndian(byte[] out, int at, long value) {
        BIG.set(out, at, value);
    }
}
