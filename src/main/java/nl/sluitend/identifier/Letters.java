package nl.sluitend.identifier;

import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;

/** Latin letters with everything taken off that registers write in different ways. */
final class Letters {

    /** Letters that no decomposition takes apart. */
    private static final Map<Character, String> WHOLE =
            Map.ofEntries(
                    Map.entry('ß', "ss"),
                    Map.entry('ẞ', "SS"),
                    Map.entry('æ', "ae"),
                    Map.entry('Æ', "AE"),
                    Map.entry('œ', "oe"),
                    Map.entry('Œ', "OE"),
                    Map.entry('ø', "o"),
                    Map.entry('Ø', "O"),
                    Map.entry('ł', "l"),
                    Map.entry('Ł', "L"),
                    Map.entry('đ', "d"),
                    Map.entry('Đ', "D"),
                    Map.entry('ð', "d"),
                    Map.entry('Ð', "D"),
                    Map.entry('þ', "th"),
                    Map.entry('Þ', "TH"),
                    Map.entry('ħ', "h"),
                    Map.entry('Ħ', "H"),
                    Map.entry('ŧ', "t"),
                    Map.entry('Ŧ', "T"),
                    Map.entry('ı', "i"),
                    Map.entry('ĸ', "k"),
                    Map.entry('ŋ', "n"),
                    Map.entry('Ŋ', "N"));

    /** What stands between the parts of a name: spaces, hyphens, apostrophes, stops, slashes. */
    private static final String SEPARATORS = " \t-.,/'`’‘´ʼʹ‐‑–—\u00a0";

    private Letters() {}

    /**
     * The text in the letters A to Z of either case, every separator but a comma made a space.
     * Compatibility decomposition takes ligatures (ij as one sign, fi) and diacritics apart.
     *
     * @return nothing when a character is neither a Latin letter nor a separator
     */
    static Optional<String> fold(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Before the decomposition, which would turn the acute accent into space and mark.
            spaced.append(SEPARATORS.indexOf(c) < 0 ? c : c == ',' ? ',' : ' ');
        }
        StringBuilder out = new StringBuilder(text.length());
        String decomposed = Normalizer.normalize(spaced, Normalizer.Form.NFKD);
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (isBasicLetter(c) || c == ' ' || c == ',') {
                out.append(c);
            } else if (WHOLE.containsKey(c)) {
                out.append(WHOLE.get(c));
            } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
                return Optional.empty();
            }
        }
        return Optional.of(out.toString().strip());
    }

    private static boolean isBasicLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
