package nl.sluitend.disclosure;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the published files of one log are read: a folder, or a node. Whatever it gives is checked
 * by the reader; it is not trusted.
 */
public interface LogSource {

    /**
     * The bytes of a file, or empty if there is none.
     *
     * @param path relative to the log's prefix: {@code checkpoint}, {@code vkey}, {@code
     *     last-checkpoint} or the path of a tile
     * @throws IOException if it cannot be read now; the message says why, for a person
     */
    Optional<byte[]> read(String path) throws IOException;
}
