package nl.sluitend.demo.expected;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line of a list as text.
 *
 * @param cells by column name; an absent column and an empty cell are the same
 */
record PlainLine(Map<String, String> cells) {

    private static final Set<String> PARTICLES = Set.of("van", "der", "de", "ter");

    String cell(String column) {
        return cells.getOrDefault(column, "");
    }

    String code(String column) {
        return cell(column).toUpperCase(Locale.ROOT);
    }

    String reference() {
        return cell("reference");
    }

    Optional<LocalDate> date(String column) {
        return cell(column).isEmpty()
                ? Optional.empty()
                : Optional.of(LocalDate.parse(cell(column)));
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
                                cell("birthDate"),
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
