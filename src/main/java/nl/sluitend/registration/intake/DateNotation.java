package nl.sluitend.registration.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a list writes a date. */
public enum DateNotation {
    /** 2026-03-31 (ISO 8601). */
    @JsonProperty("jjjj-mm-dd")
    ISO("jjjj-mm-dd", Pattern.compile("(?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})")),
    /** 31-03-2026. */
    @JsonProperty("dd-mm-jjjj")
    DUTCH("dd-mm-jjjj", Pattern.compile("(?<d>[0-9]{1,2})-(?<m>[0-9]{1,2})-(?<y>[0-9]{4})")),
    /** 20260331. */
    @JsonProperty("jjjjmmdd")
    COMPACT("jjjjmmdd", Pattern.compile("(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})"));

    private final String form;
    private final Pattern pattern;

    DateNotation(String form, Pattern pattern) {
        this.form = form;
        this.pattern = pattern;
    }

    /** The notation in Dutch letters. */
    String form() {
        return form;
    }

    /** A day of the calendar from 1900 up to and including 2199, when the text is one. */
    Optional<LocalDate> parse(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(matcher.group("y"));
        if (year < 1900 || year > 2199) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.of(
                            year,
                            Integer.parseInt(matcher.group("m")),
                            Integer.parseInt(matcher.group("d"))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
