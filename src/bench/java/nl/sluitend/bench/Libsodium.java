package nl.sluitend.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The ristretto255 functions of libsodium through the foreign function interface: what the
 * benchmark is measured against, and an independent implementation for the tests, where it is
 * installed.
 */
@SuppressWarnings("restricted")
public final class Libsodium {

    private static final Optional<Libsodium> INSTANCE = load();

    private final MethodHandle multiply;
    private final MethodHandle fromHash;
    private final MethodHandle isValid;
    private final String version;

    private Libsodium(SymbolLookup library) throws Throwable {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor three =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS);
        FunctionDescriptor two =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        FunctionDescriptor one = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        Linker.Option heap = Linker.Option.critical(true);
        multiply =
                linker.downcallHandle(
                        library.findOrThrow("crypto_scalarmult_ristretto255"), three, heap);
        fromHash =
                linker.downcallHandle(
                        library.findOrThrow("crypto_core_ristretto255_from_hash"), two, heap);
        isValid =
                linker.downcallHandle(
                        library.findOrThrow("crypto_core_ristretto255_is_valid_point"), one, heap);
        int ready =
                (int)
                        linker.downcallHandle(
                                        library.findOrThrow("sodium_init"),
                                        FunctionDescriptor.of(ValueLayout.JAVA_INT))
                                .invokeExact();
        if (ready < 0) {
            throw new IllegalStateException("sodium_init failed");
        }
        MemorySegment text =
                (MemorySegment)
                        linker.downcallHandle(
                                        library.findOrThrow("sodium_version_string"),
                                        FunctionDescriptor.of(ValueLayout.ADDRESS))
                                .invokeExact();
        version = text.reinterpret(64).getString(0);
    }

    /** libsodium.so.23, if it is installed. */
    public static Optional<Libsodium> find() {
        return INSTANCE;
    }

    private static Optional<Libsodium> load() {
        try {
            return Optional.of(
                    new Libsodium(SymbolLookup.libraryLookup("libsodium.so.23", Arena.global())));
        } catch (IllegalArgumentException notInstalled) {
            return Optional.empty();
        } catch (Throwable broken) {
            throw new IllegalStateException("libsodium.so.23 is there but cannot be used", broken);
        }
    }

    /** Its own version text. */
    public String version() {
        return version;
    }

    /** out = k * p; false when p is invalid or the result is the identity. */
    public boolean multiply(byte[] out, int outAt, byte[] k, byte[] p, int at) {
        try {
            return (int) multiply.invokeExact(part(out, outAt, 32), part(k, 0, 32), part(p, at, 32))
                    == 0;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** out = the element of 64 uniform bytes. */
    public void fromHash(byte[] out, int outAt, byte[] uniform, int at) {
        try {
            int ignored = (int) fromHash.invokeExact(part(out, outAt, 32), part(uniform, at, 64));
            if (ignored != 0) {
                throw new IllegalStateException("from_hash failed");
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it takes the encoding; the identity counts as valid there. */
    public boolean isValid(byte[] p, int at) {
        try {
            return (int) isValid.invokeExact(part(p, at, 32)) == 1;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment part(byte[] array, int at, int length) {
        return MemorySegment.ofArray(array).asSlice(at, length);
    }
}
