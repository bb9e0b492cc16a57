package nl.sluitend.demo.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches bytes for a set of identifiers in every form of {@link Forms}. All forms are compared at
 * every position, by their first eight bytes first.
 */
public final class IdentifierSearch {

    private static final int PREFIX = 8;

    /** Within this many hexadecimal digits in a row, eight or nine decimal ones are chance. */
    private static final int HEXADECIMAL_RUN = 24;

    private static final class Needle {
        private final String kind;
        private final String form;
        private final byte[] bytes;
        private final boolean decimal;

        Needle(String kind, String form, byte[] bytes, boolean decimal) {
            this.kind = kind;
            this.form = form;
            this.bytes = bytes;
            this.decimal = decimal;
        }
    }

    /** Bits of a table that says for most prefixes at once that no form starts so. */
    private static final int SIEVE_BITS = 24;

    private final Map<Long, List<Needle>> byPrefix = new HashMap<>();
    private final BitSet sieve = new BitSet(1 << SIEVE_BITS);

    /**
     * Adds identifiers to look for.
     *
     * @param kind what they are, such as {@code bsn}
     * @param values of at least eight characters each; shorter ones would be found by chance
     */
    public IdentifierSearch with(String kind, Set<String> values) {
        for (String value : values) {
            if (value.length() < PREFIX) {
                throw new IllegalArgumentException(kind + " is too short to search for");
            }
            boolean digits = value.matches("[0-9]+");
            Forms.of(value)
                    .forEach((form, all) -> all.forEach(bytes -> add(kind, form, bytes, digits)));
        }
        return this;
    }

    /** How many different byte sequences are looked for. */
    public int size() {
        return byPrefix.values().stream().mapToInt(List::size).sum();
    }

    /** Everything found in one place. */
    public List<Trace> search(String place, byte[] content) {
        List<Trace> traces = new ArrayList<>();
        long window = 0;
        for (int i = 0; i < content.length; i++) {
            window = (window << 8) | (content[i] & 0xff);
            if (i + 1 >= PREFIX && sieve.get(sievePlace(window))) {
                int start = i + 1 - PREFIX;
                for (Needle needle : byPrefix.getOrDefault(window, List.of())) {
                    if (isAt(content, start, needle)) {
                        traces.add(new Trace(place, needle.kind, needle.form, start));
                    }
                }
            }
        }
        return traces;
    }

    private void add(String kind, String form, byte[] bytes, boolean digits) {
        sieve.set(sievePlace(prefix(bytes)));
        List<Needle> others = byPrefix.computeIfAbsent(prefix(bytes), key -> new ArrayList<>());
        boolean known =
                others.stream()
                        .filter(other -> other.kind.equals(kind) && other.form.equals(form))
                        .anyMatch(other -> Arrays.equals(other.bytes, bytes));
        if (!known) {
            others.add(new Needle(kind, form, bytes, digits && form.equals("plain")));
        }
    }

    private static int sievePlace(long prefix) {
        return (int) ((prefix * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SIEVE_BITS));
    }

    private static long prefix(byte[] bytes) {
        long prefix = 0;
        for (int i = 0; i < PREFIX; i++) {
            prefix = (prefix << 8) | (bytes[i] & 0xff);
        }
        return prefix;
    }

    private static boolean isAt(byte[] content, int start, Needle needle) {
        int end = start + needle.bytes.length;
        if (end > content.length) {
            return false;
        }
        for (int i = PREFIX; i < needle.bytes.length; i++) {
            if (content[start + i] != needle.bytes[i]) {
                return false;
            }
        }
        return !needle.decimal || hexadecimalAround(content, start, end) < HEXADECIMAL_RUN;
    }

    private static int hexadecimalAround(byte[] content, int start, int end) {
        int from = start;
        while (from > 0 && start - from < HEXADECIMAL_RUN && isHexadecimal(content[from - 1])) {
            from--;
        }
        int until = end;
        while (until < content.length
                && until - end < HEXADECIMAL_RUN
                && isHexadecimal(content[until])) {
            until++;
        }
        return until - from;
    }

    private static boolean isHexadecimal(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
    }
}
