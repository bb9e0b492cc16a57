package nl.sluitend.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.sluitend.problem.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody did something, in his own words, as it goes into the node log. The log keeps it for
 * years, so it must not hold a pupil's number.
 */
public record StatedReason(String text) {

    private static final int LONGEST = 500;
    private static final Pattern DATE =
            Pattern.compile("\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}-\\d{1,2}-\\d{4})\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[ .-]?\\d){6,}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /**
     * Reads the member {@code /reason} of a body.
     *
     * @param wrong gets what is wrong with it
     */
    public static Optional<StatedReason> read(@Nullable String sent, List<FieldError> wrong) {
        List<FieldError> found = new ArrayList<>();
        String text = sent == null ? "" : sent.strip();
        if (text.isEmpty() || text.length() > LONGEST || UNPRINTABLE.matcher(text).find()) {
            found.add(
                    new FieldError("/reason", "must be a line of text of at most 500 characters"));
        }
        if (NUMBER.matcher(DATE.matcher(text).replaceAll("")).find()) {
            found.add(
                    new FieldError(
                            "/reason",
                            "must not hold a number of seven digits or more, such as a BSN"));
        }
        wrong.addAll(found);
        return found.isEmpty() ? Optional.of(new StatedReason(text)) : Optional.empty();
    }
}
