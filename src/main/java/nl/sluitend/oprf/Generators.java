package nl.sluitend.oprf;

import java.util.HexFormat;

/** The encoded generators. */
final class Generators {

    private Generators() {}

    static byte[] of(Suite suite) {
        return HexFormat.of()
                .parseHex(
                        switch (suite) {
                            // RFC 9496 section 4.4
                            case RISTRETTO255_SHA512 ->
                                    "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
                            // SP 800-186 section 3.2.1.3, SEC 1 compressed
                            case P256_SHA256 ->
                                    "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
                        });
    }
}
