package nl.sluitend.oprf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the vector files of this package: headed blocks of "name value" lines. */
final class VectorFile {

    /** One block: its kind, the arguments of its head line, its values. */
    record Block(String kind, List<String> arguments, Map<String, String> values) {

        boolean has(String name) {
            return values.containsKey(name);
        }

        String text(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }

        byte[] bytes(String name) {
            return HexFormat.of().parseHex(text(name));
        }

        /** The values of a batch, in order. */
        List<byte[]> list(String name) {
            List<byte[]> all = new ArrayList<>();
            for (String part : text(name).split(",", -1)) {
                all.add(HexFormat.of().parseHex(part));
            }
            return all;
        }

        byte[] flat(String name) {
            return HexFormat.of().parseHex(text(name).replace(",", ""));
        }
    }

    private VectorFile() {}

    /** The blocks of the resource in {@code oprf/}; head lines start with one of the kinds. */
    static List<Block> read(String file, String... kinds) {
        List<String> heads = List.of(kinds);
        List<Block> blocks = new ArrayList<>();
        try (InputStream in =
                        Objects.requireNonNull(
                                VectorFile.class.getResourceAsStream("/oprf/" + file), file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.split(" ", -1);
                if (heads.contains(words[0])) {
                    List<String> arguments = List.of(words).subList(1, words.length);
                    blocks.add(new Block(words[0], arguments, new LinkedHashMap<>()));
                } else {
                    String rest =
                            line.length() > words[0].length()
                                    ? line.substring(words[0].length() + 1)
                                    : "";
                    blocks.getLast().values().put(words[0], rest);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }
}
