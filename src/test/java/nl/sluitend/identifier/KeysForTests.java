package nl.sluitend.identifier;

import java.time.LocalDate;

final class KeysForTests {

    private KeysForTests() {}

    static DemographicKey demographic(
            String birthDate, String surname, String initials, String postcode4) {
        return new DemographicKey(
                LocalDate.parse(birthDate),
                Surname.parse(surname).orThrow(),
                Initials.parse(initials).orThrow(),
                Postcode4.parse(postcode4).orThrow());
    }

    static SchoolPupilKey schoolPupil(String brin, String vestiging, String leerlingnummer) {
        return new SchoolPupilKey(
                Brin.parse(brin).orThrow(),
                Vestiging.parse(vestiging).orThrow(),
                Leerlingnummer.parse(leerlingnummer).orThrow());
    }
}
