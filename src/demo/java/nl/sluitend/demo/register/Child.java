package nl.sluitend.demo.register;

import java.time.LocalDate;

/**
 * A fictional pupil.
 *
 * @param bsn a synthetic number, see {@link SyntheticNumbers}
 * @param leerlingnummer the number at the school
 * @param municipality code of the municipality of residence; 99xx is not issued
 */
record Child(
        String bsn,
        String leerlingnummer,
        LocalDate birthDate,
        String surname,
        String initials,
        String postcode4,
        String municipality) {

    Child named(String otherSurname, String otherInitials) {
        return new Child(
                bsn,
                leerlingnummer,
                birthDate,
                otherSurname,
                otherInitials,
                postcode4,
                municipality);
    }

    Child movedTo(String otherPostcode4) {
        return new Child(
                bsn, leerlingnummer, birthDate, surname, initials, otherPostcode4, municipality);
    }

    /** A twin: same birth date, surname and address, another person. */
    Child twin(Child numbers, String otherInitials) {
        return new Child(
                numbers.bsn,
                numbers.leerlingnummer,
                birthDate,
                surname,
                otherInitials,
                postcode4,
                municipality);
    }
}
