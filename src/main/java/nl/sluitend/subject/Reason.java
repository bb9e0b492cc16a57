package nl.sluitend.subject;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why an officer decided so, in the officer's own words. It goes into the log and stays for years,
 * so it must not hold a pupil's number.
 */
public record Reason(String text) {

    /** The most characters. */
    public static final int LONGEST = 500;

    private static final Pattern DATE =
            Pattern.compile("\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}-\\d{1,2}-\\d{4})\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[ .-]?\\d){6,}");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\r\\n]]");

    public Reason {
        if (!isGood(text)) {
            throw new IllegalArgumentException("not a reason for the log");
        }
    }

    /** The reason, unless there is none, it is too long, or it holds a number like a BSN. */
    public static Optional<Reason> read(@Nullable String sent) {
        String text = sent == null ? "" : sent.strip().replaceAll("\\s+", " ");
        return isGood(text) ? Optional.of(new Reason(text)) : Optional.empty();
    }

    private static boolean isGood(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST
                && !UNPRINTABLE.matcher(text).find()
                && !NUMBER.matcher(DATE.matcher(text).replaceAll("")).find();
    }
}
