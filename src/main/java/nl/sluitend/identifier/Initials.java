package nl.sluitend.identifier;

import java.util.Locale;
import java.util.Optional;
import nl.sluitend.identifier.Checked.Invalid;
import nl.sluitend.identifier.Checked.Valid;

/**
 * All initials of a pupil as they take part in a {@link DemographicKey}: "J.P.", "JP" and "j p" are
 * one. In a part of mixed case only the capitals count, so that "Th.J." equals "T.J.". Never
 * printed. The rules belong to key version 1 and may not change under it.
 */
public final class Initials {

    private static final int LONGEST = 40;

    private static final String EXPECTATION =
            "initials of at most 40 Latin letters, stops and spaces";

    private final String normalised;

    private Initials(String normalised) {
        this.normalised = normalised;
    }

    /** Reads initials, with or without stops, spaces and hyphens. */
    public static Checked<Initials> parse(String text) {
        if (text.length() > LONGEST) {
            return new Invalid<>(EXPECTATION);
        }
        Optional<String> folded = Letters.fold(text).map(Initials::normalise);
        return folded.filter(initials -> !initials.isEmpty()).isPresent()
                ? new Valid<>(new Initials(folded.get()))
                : new Invalid<>(EXPECTATION);
    }

    private static String normalise(String folded) {
        StringBuilder initials = new StringBuilder();
        for (String part : folded.split("[ ,]+", -1)) {
            String capitals = part.replaceAll("[a-z]", "");
            initials.append(capitals.isEmpty() ? part : capitals);
        }
        return initials.toString().toLowerCase(Locale.ROOT);
    }

    String normalised() {
        return normalised;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Initials initials && normalised.equals(initials.normalised);
    }

    @Override
    public int hashCode() {
        return normalised.hashCode();
    }

    @Override
    public String toString() {
        return "Initials[masked]";
    }
}
