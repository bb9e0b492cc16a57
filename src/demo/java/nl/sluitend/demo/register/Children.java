package nl.sluitend.demo.register;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Draws fictional pupils, no two with the same name and birth date. */
final class Children {

    /** Municipalities of the demo's RBL, and one next to it where it has no task. */
    static final List<String> OWN_MUNICIPALITIES = List.of("9901", "9902");

    static final String OTHER_MUNICIPALITY = "9903";

    private static final List<String> FIRST_PARTS =
            List.of(
                    "Water", "Rijn", "Broek", "Heide", "Veen", "Zand", "Linden", "Eiken", "Kerk",
                    "Molen", "Dijk", "Groen", "Zilver", "Ooster", "Wester", "Hazel");
    private static final List<String> LAST_PARTS =
            List.of(
                    "kampen",
                    "horstink",
                    "stravel",
                    "veldtman",
                    "beemdert",
                    "damstra",
                    "burgink",
                    "laarzoon",
                    "mansveld");
    private static final List<String> PREFIXES =
            List.of("", "", "", "", "van ", "van der ", "de ", "ter ");
    private static final List<String> OTHER_SURNAMES =
            List.of("Çelebioğlan", "Benaïssarat", "Škodovarić", "El Mahdiouri", "Özkarahan");
    private static final String LETTERS = "ABCDEFGHIJKLMNOPRSTVWYZ";

    private final Random random;
    private final SyntheticNumbers numbers = new SyntheticNumbers();
    private final Set<String> taken = new HashSet<>();
    private int leerlingnummers = 70_311;

    Children(Random random) {
        this.random = random;
    }

    Child resident(AgeBand age) {
        return child(age, random.nextInt(3) == 0 ? "9902" : "9901");
    }

    Child child(AgeBand age, String municipality) {
        while (true) {
            LocalDate birthDate = age.birthDate(random);
            String surname = surname();
            String initials = initials();
            if (taken.add(birthDate + surname + initials.charAt(0))) {
                leerlingnummers += 7;
                return new Child(
                        numbers.next(),
                        "LN" + (1_000_000 + leerlingnummers),
                        birthDate,
                        surname,
                        initials,
                        postcode4(municipality),
                        municipality);
            }
        }
    }

    private String surname() {
        if (random.nextInt(12) == 0) {
            return OTHER_SURNAMES.get(random.nextInt(OTHER_SURNAMES.size()));
        }
        return PREFIXES.get(random.nextInt(PREFIXES.size()))
                + FIRST_PARTS.get(random.nextInt(FIRST_PARTS.size()))
                + LAST_PARTS.get(random.nextInt(LAST_PARTS.size()));
    }

    private String initials() {
        StringBuilder initials = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            initials.append(LETTERS.charAt(random.nextInt(LETTERS.length()))).append('.');
        }
        return initials.toString();
    }

    private String postcode4(String municipality) {
        int base =
                switch (municipality) {
                    case "9901" -> 6801;
                    case "9902" -> 6861;
                    default -> 6901;
                };
        return Integer.toString(base + random.nextInt(40));
    }
}
