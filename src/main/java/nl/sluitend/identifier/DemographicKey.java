package nl.sluitend.identifier;

import java.time.LocalDate;
import java.util.List;

/**
 * A pupil by birth date, surname, initials and postcode, all four of them: less would fit more than
 * one child too often (twins, common names). Unlike the other kinds it can be tabulated by whoever
 * knows the children of a municipality, and it can fit two pupils, so it matches only where it is
 * unique on both sides.
 */
public final class DemographicKey extends MatchingKey {

    private final LocalDate birthDate;
    private final Surname surname;
    private final Initials initials;
    private final Postcode4 postcode4;

    public DemographicKey(
            LocalDate birthDate, Surname surname, Initials initials, Postcode4 postcode4) {
        this.birthDate = birthDate;
        this.surname = surname;
        this.initials = initials;
        this.postcode4 = postcode4;
    }

    @Override
    public KeyKind kind() {
        return KeyKind.DEMOGRAPHIC;
    }

    /** The keys of the partial tier of the same pupil, one of each kind. */
    public List<PartialKey> partial() {
        return List.of(
                new PartialKey(
                        KeyKind.DEMOGRAPHIC_SURNAME,
                        birthDate.toString(),
                        initials.normalised(),
                        surname.normalised()),
                new PartialKey(
                        KeyKind.DEMOGRAPHIC_POSTCODE,
                        birthDate.toString(),
                        initials.normalised(),
                        postcode4.digits()));
    }

    @Override
    List<String> fields() {
        return List.of(
                birthDate.toString(),
                surname.normalised(),
                initials.normalised(),
                postcode4.digits());
    }
}
