package nl.sluitend.demo.expected;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line of a list as text.
 *
 * @param cells by column name in lower case; an absent column and an empty cell are the same
 */
record PlainLine(Map<String, String> cells) {

    private static final DateTimeFormatter DUTCH =
            DateTimeFormatter.ofPattern("d-M-uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final Set<String> PARTICLES = Set.of("van", "der", "de", "ter");

    String cell(String column) {
        return cells.getOrDefault(column.toLowerCase(Locale.ROOT), "");
    }

    String code(String column) {
        return cell(column).toUpperCase(Locale.ROOT);
    }

    String reference() {
        return cell("reference");
    }

    /**
     * A date as {@code 2022-09-12} or {@code 12-09-2022}.
     *
     * @throws java.time.DateTimeException for a cell that holds anything else
     */
    Optional<LocalDate> date(String column) {
        String text = cell(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(LocalDate.parse(text, text.indexOf('-') == 4 ? ISO_LOCAL_DATE : DUTCH));
    }

    /** BSN or onderwijsnummer, as nine digits. */
    Optional<String> pgn() {
        String number = cell("bsn").isEmpty() ? cell("onderwijsnummer") : cell("bsn");
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of("0".repeat(Math.max(0, 9 - number.length())) + number);
    }

    /** Birth date, surname, initials and postcode-4 together, when all four are there. */
    Optional<String> person() {
        boolean complete =
                Set.of("birthDate", "surname", "initials", "postcode4").stream()
                        .noneMatch(column -> cell(column).isEmpty());
        return complete
                ? Optional.of(
                        String.join(
                                " ",
                                date("birthDate").orElseThrow().toString(),
                                surname(),
                                letters(cell("initials")),
                                cell("postcode4").substring(0, 4)))
                : Optional.empty();
    }

    private String surname() {
        return Arrays.stream(cell("surname").split("[ ,]+"))
                .map(PlainLine::letters)
                .filter(word -> !PARTICLES.contains(word))
                .collect(Collectors.joining());
    }

    private static String letters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
