package nl.sluitend.demo.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The ways in which an identifier can be written down: as it is, in pieces, encoded or hashed. */
final class Forms {

    private static final List<String> DIGESTS = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");
    private static final List<String> SEPARATORS = List.of(".", "-", " ", "/", "_");

    private final Map<String, Set<byte[]>> byName = new LinkedHashMap<>();

    private Forms() {}

    /** Every form of a text, by the name of the form. */
    static Map<String, Set<byte[]>> of(String text) {
        Forms forms = new Forms();
        for (String spelling : spellings(text)) {
            forms.add("plain", spelling);
            forms.addEncoded("", spelling.getBytes(StandardCharsets.UTF_8));
            forms.add("utf-16", spelling.getBytes(StandardCharsets.UTF_16LE));
        }
        forms.addDigests(text);
        forms.addDigests(text.toUpperCase(Locale.ROOT));
        forms.addDigests(text.toLowerCase(Locale.ROOT));
        return forms.byName;
    }

    private static Set<String> spellings(String text) {
        Set<String> spellings = new LinkedHashSet<>();
        if (!text.matches("[0-9]+")) {
            spellings.add(text);
            spellings.add(text.toUpperCase(Locale.ROOT));
            spellings.add(text.toLowerCase(Locale.ROOT));
            return spellings;
        }
        spellings.add(text);
        for (String separator : SEPARATORS) {
            spellings.add(grouped(text, separator, 3, 6));
            spellings.add(grouped(text, separator, 4, 6));
            spellings.add(grouped(text, separator, 2, 4));
        }
        return spellings;
    }

    private static String grouped(String digits, String separator, int first, int second) {
        return String.join(
                separator,
                digits.substring(0, first),
                digits.substring(first, second),
                digits.substring(second));
    }

    private void addDigests(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (String algorithm : DIGESTS) {
            byte[] digest = digest(algorithm, bytes);
            add(algorithm, digest);
            addEncoded(algorithm + " ", digest);
        }
    }

    private void addEncoded(String prefix, byte[] bytes) {
        add(prefix + "hexadecimal", HexFormat.of().formatHex(bytes));
        add(prefix + "hexadecimal", HexFormat.of().withUpperCase().formatHex(bytes));
        for (int offset = 0; offset < 3; offset++) {
            String base64 = base64At(offset, bytes);
            add(prefix + "base64", base64);
            add(prefix + "base64", base64.replace('+', '-').replace('/', '_'));
        }
    }

    /** The characters that stand in base64 text for bytes at an offset in something longer. */
    private static String base64At(int offset, byte[] bytes) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = (offset * 8 + 5) / 6;
        int until = shifted.length * 8 / 6;
        return base64.substring(from, until);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every JDK", e);
        }
    }

    private void add(String name, String text) {
        add(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(String name, byte[] bytes) {
        byName.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(bytes);
    }
}
