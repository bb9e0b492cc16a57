package nl.sluitend.disclosure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tile of hashes or a bundle of entries stands under the prefix of a log (C2SP tlog-tiles
 * v0.1.0). A full tile holds 256 hashes or entries; a partial one, at the right edge, 1 to 255.
 *
 * @param level 0 to 7 for hashes (a log of more than 2<sup>63</sup> leaves cannot be), {@link
 *     #ENTRIES} for entries
 * @param index zero-based position at its level
 * @param width how many it holds, 1 to 256
 */
public record TilePath(int level, long index, int width) {

    /** Hashes or entries in a full tile. */
    public static final int FULL = 256;

    /** The level that stands for bundles of entries. */
    public static final int ENTRIES = -1;

    /** The highest level of tiles that a log can have. */
    static final int MAX_LEVEL = 7;

    private static final Pattern FORM =
            Pattern.compile(
                    "tile/(entries|[0-7])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "no tile at level " + level + ", index " + index + ", width " + width);
        }
    }

    /**
     * Reads a path relative to the log's prefix, such as {@code tile/0/x001/234.p/12}. Only the one
     * canonical spelling of each tile is accepted.
     */
    public static TilePath parse(String path) throws LogVerificationException {
        Matcher matcher = FORM.matcher(path);
        if (matcher.matches()) {
            int level =
                    matcher.group(1).equals("entries")
                            ? ENTRIES
                            : Integer.parseInt(matcher.group(1));
            long index = Long.parseLong(matcher.group(2).replace("/", "").replace("x", ""));
            int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
            if (width <= FULL) {
                TilePath tile = new TilePath(level, index, width);
                if (tile.toString().equals(path)) {
                    return tile;
                }
            }
        }
        throw new LogVerificationException(
                "not the path of a tile: tile/<level or entries>/<index>[.p/<width>]");
    }

    /**
     * How wide the tile at this level and index is in a tree of that size; 0 if the tree has no
     * such tile.
     */
    static int widthAt(int level, long index, long size) {
        long hashes = size >> (8 * Math.max(level, 0));
        return index > hashes / FULL ? 0 : (int) Math.min(hashes - index * FULL, FULL);
    }

    /** The path as it stands in an address, relative to the log's prefix. */
    @Override
    public String toString() {
        StringBuilder groups = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return "tile/"
                + (level == ENTRIES ? "entries" : Integer.toString(level))
                + "/"
                + groups
                + (width == FULL ? "" : ".p/" + width);
    }
}
