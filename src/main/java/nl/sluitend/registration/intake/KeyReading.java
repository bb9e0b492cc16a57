package nl.sluitend.registration.intake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import nl.sluitend.identifier.Brin;
import nl.sluitend.identifier.Bsn;
import nl.sluitend.identifier.Checked;
import nl.sluitend.identifier.DemographicKey;
import nl.sluitend.identifier.Initials;
import nl.sluitend.identifier.Leerlingnummer;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.identifier.Onderwijsnummer;
import nl.sluitend.identifier.Pgn;
import nl.sluitend.identifier.PgnKey;
import nl.sluitend.identifier.Postcode4;
import nl.sluitend.identifier.SchoolPupilKey;
import nl.sluitend.identifier.Surname;
import nl.sluitend.identifier.Vestiging;

/** Reads the matching keys of a row. An invalid part is an error even when another key is whole. */
final class KeyReading {

    private static final String ANY_KEY =
            "bsn or onderwijsnummer; or brin, vestiging and leerlingnummer;"
                    + " or birthDate, surname, initials and postcode4";

    /** Digits of a number of a pupil without its leading zeros, at least. */
    private static final int SHORTEST_NUMBER = 7;

    private final RowReading row;
    private final Optional<LocalDate> birthDate;
    private Optional<Brin> brin = Optional.empty();
    private boolean anyInvalid;

    KeyReading(RowReading row, Optional<LocalDate> birthDate) {
        this.row = row;
        this.birthDate = birthDate;
    }

    /** The school, after {@link #read}. */
    Optional<Brin> brin() {
        return brin;
    }

    List<MatchingKey> read() {
        List<MatchingKey> keys = new ArrayList<>();
        pgn().ifPresent(pgn -> keys.add(new PgnKey(pgn)));
        brin = part(Column.BRIN, Brin::parse);
        Optional<Vestiging> vestiging = part(Column.VESTIGING, Vestiging::parse);
        Optional<Leerlingnummer> number = part(Column.LEERLINGNUMMER, Leerlingnummer::parse);
        if (brin.isPresent() && vestiging.isPresent() && number.isPresent()) {
            keys.add(new SchoolPupilKey(brin.get(), vestiging.get(), number.get()));
        }
        Optional<Surname> surname = part(Column.SURNAME, Surname::parse);
        Optional<Initials> initials = part(Column.INITIALS, Initials::parse);
        Optional<Postcode4> postcode4 = part(Column.POSTCODE4, Postcode4::parse);
        if (birthDate.isPresent()
                && surname.isPresent()
                && initials.isPresent()
                && postcode4.isPresent()) {
            keys.add(
                    new DemographicKey(
                            birthDate.get(), surname.get(), initials.get(), postcode4.get()));
        }
        boolean birthDateInvalid = row.has(Column.BIRTH_DATE) && birthDate.isEmpty();
        if (keys.isEmpty() && !anyInvalid && !birthDateInvalid) {
            row.error("matching key", "is not complete", ANY_KEY);
        }
        checkReference();
        return keys;
    }

    private <T> Optional<T> part(Column column, Function<String, Checked<T>> parser) {
        if (!row.has(column)) {
            return Optional.empty();
        }
        return switch (parser.apply(row.value(column))) {
            case Checked.Valid<T>(T value) -> Optional.of(value);
            case Checked.Invalid<T>(String expectation) -> {
                anyInvalid = true;
                row.error(column, "is not valid", expectation);
                yield Optional.empty();
            }
        };
    }

    private Optional<Pgn> pgn() {
        Optional<Pgn> either = part(Column.PGN, this::parsePgn);
        Optional<Bsn> bsn = part(Column.BSN, text -> bsn(Column.BSN, text));
        Optional<Onderwijsnummer> number = part(Column.ONDERWIJSNUMMER, Onderwijsnummer::parse);
        if (bsn.isPresent() && number.isPresent()) {
            row.warn(
                    Column.ONDERWIJSNUMMER,
                    "is left out because there is a bsn",
                    "no onderwijsnummer once there is a bsn");
        }
        return bsn.<Pgn>map(Function.identity())
                .or(() -> number.map(Function.identity()))
                .or(() -> either);
    }

    private Checked<Pgn> parsePgn(String text) {
        Checked<Pgn> asNumber = widen(Onderwijsnummer.parse(text));
        return asNumber instanceof Checked.Valid ? asNumber : widen(bsn(Column.PGN, text));
    }

    private Checked<Bsn> bsn(Column column, String text) {
        if (!Bsn.looksStripped(text)) {
            return Bsn.parse(text);
        }
        Checked<Bsn> restored = Bsn.restore(text);
        if (restored instanceof Checked.Valid) {
            row.warn(
                    column,
                    "had lost its leading zeros, which were restored",
                    "nine digits; store the column as text in the spreadsheet");
        }
        return restored;
    }

    private static <T extends Pgn> Checked<Pgn> widen(Checked<T> checked) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> new Checked.Valid<>(value);
            case Checked.Invalid<T>(String expectation) -> new Checked.Invalid<>(expectation);
        };
    }

    /**
     * A reference is stored in clear, so it may not be what the keys are there to forget; signs
     * between its digits hide no number.
     */
    private void checkReference() {
        String reference = row.value(Column.REFERENCE).toUpperCase(Locale.ROOT);
        String digits = reference.replaceAll("[^0-9]", "");
        for (Column column : List.of(Column.BSN, Column.ONDERWIJSNUMMER, Column.PGN)) {
            String number = row.value(column).replaceFirst("^0+", "");
            if (number.length() >= SHORTEST_NUMBER && digits.contains(number)) {
                row.error(
                        Column.REFERENCE,
                        "holds the number of the pupil",
                        "a key of the source system that is not itself an identifier");
            }
        }
        String pupil = row.value(Column.LEERLINGNUMMER).toUpperCase(Locale.ROOT);
        if (!pupil.isEmpty() && reference.equals(pupil)) {
            row.error(
                    Column.REFERENCE,
                    "is the leerlingnummer of the pupil",
                    "a key of the source system that is not itself an identifier");
        }
        if (Bsn.parse(reference) instanceof Checked.Valid) {
            row.warn(
                    Column.REFERENCE,
                    "satisfies the test of a BSN and is stored in clear",
                    "a key of the source system that is not itself an identifier");
        }
    }
}
