package nl.sluitend.identifier;

import java.util.List;

/** A pupil as a school's own administration knows them. */
public final class SchoolPupilKey extends MatchingKey {

    private final Brin brin;
    private final Vestiging vestiging;
    private final Leerlingnummer leerlingnummer;

    public SchoolPupilKey(Brin brin, Vestiging vestiging, Leerlingnummer leerlingnummer) {
        this.brin = brin;
        this.vestiging = vestiging;
        this.leerlingnummer = leerlingnummer;
    }

    @Override
    public KeyKind kind() {
        return KeyKind.SCHOOL_PUPIL;
    }

    @Override
    List<String> fields() {
        return List.of(brin.value(), vestiging.value(), leerlingnummer.value());
    }
}
