package nl.sluitend.identifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * A surname as it takes part in a {@link DemographicKey}: without tussenvoegsels, diacritics, case,
 * hyphens and spaces, so that "van der Berg", "Berg, van der" and "BERG" are one. Never printed.
 * The rules belong to key version 1 and may not change under it.
 */
public final class Surname {

    private static final int LONGEST = 200;

    private static final String EXPECTATION =
            "a surname of at most 200 Latin letters, hyphens, apostrophes and spaces";

    /** Tussenvoegsels, and particles that registers keep in the same field. */
    private static final Set<String> PARTICLES =
            Set.of(
                    "a", "aan", "af", "al", "am", "auf", "aus", "bij", "bin", "d", "da", "dal",
                    "dalla", "das", "de", "degli", "dei", "del", "della", "dell", "den", "der",
                    "des", "di", "die", "do", "don", "dos", "du", "el", "het", "im", "in", "l",
                    "la", "las", "le", "les", "lo", "los", "n", "of", "onder", "op", "over", "s",
                    "t", "te", "ten", "ter", "thoe", "tho", "to", "toe", "tot", "uijt", "uit",
                    "unter", "v", "van", "vande", "vanden", "vander", "vd", "ver", "vom", "von",
                    "voor", "vor", "zu", "zum", "zur");

    private final String normalised;

    private Surname(String normalised) {
        this.normalised = normalised;
    }

    /** Reads a surname, with its tussenvoegsels before it, after a comma, or left out. */
    public static Checked<Surname> parse(String text) {
        if (text.length() > LONGEST) {
            return new Invalid<>(EXPECTATION);
        }
        String normalised = Letters.fold(text).map(Surname::normalise).orElse("");
        return normalised.isEmpty()
                ? new Invalid<>(EXPECTATION)
                : new Valid<>(new Surname(normalised));
    }

    private static String normalise(String folded) {
        List<String> parts = new ArrayList<>();
        for (String part : folded.toLowerCase(Locale.ROOT).split(",", -1)) {
            List<String> words =
                    Arrays.stream(part.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
            boolean onlyParticles = PARTICLES.containsAll(words);
            if (parts.isEmpty() || !onlyParticles) {
                parts.addAll(words);
            }
        }
        // A surname that is itself a tussenvoegsel, such as "Van Den", keeps its last word.
        while (parts.size() > 1 && PARTICLES.contains(parts.getFirst())) {
            parts.removeFirst();
        }
        return String.join("", parts);
    }

    String normalised() {
        return normalised;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Surname surname && normalised.equals(surname.normalised);
    }

    @Override
    public int hashCode() {
        return normalised.hashCode();
    }

    @Override
    public String toString() {
        return "Surname[masked]";
    }
}
