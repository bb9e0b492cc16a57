package nl.sluitend.registration;

import io.quarkus.arc.Arc;

/** Registrations of the running node, for tests of other packages. */
public final class TestRegister {

    /** The source system of all registrations here. */
    public static final String SOURCE = "lvs";

    private TestRegister() {}

    /** Stores a registration of the pupil with this number. */
    public static void put(String reference, String bsn) {
        Arc.container()
                .instance(RegistrationOperations.class)
                .get()
                .put(
                        SOURCE,
                        new RegistrationBody(
                                reference,
                                bsn,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "DREIGEND",
                                "2025-09-01",
                                null,
                                true,
                                "VMBO",
                                "9901",
                                null,
                                null,
                                null,
                                null));
    }

    /** Deletes all registrations. */
    public static void clear() {
        RegisterDatabase.clear();
    }
}
