package nl.sluitend.convenant;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.sluitend.convenant.Convenant.Field;

/** Whether the fields of a convenant can be exchanged as it says. */
final class FieldRules {

    private FieldRules() {}

    static void check(Convenant convenant, Findings findings) {
        List<Field> fields = convenant.fields();
        findings.require(
                Findings.distinct(fields.stream().map(f -> List.of(f.name(), f.from(), f.to()))),
                "/fields",
                "every field is expected once",
                "Noem elk gegeven één keer per richting.");
        String known =
                Arrays.stream(SharedField.values())
                        .map(SharedField::fieldName)
                        .sorted()
                        .collect(Collectors.joining(", "));
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Optional<SharedField> shared = SharedField.find(field.name());
            findings.require(
                    shared.isPresent(),
                    "/fields/" + i + "/name",
                    "one of " + known + " is expected",
                    "Kies een gegeven dat een register heeft: " + known + ".");
            findings.require(
                    field.withinDays() == 0 || shared.filter(SharedField::isDate).isPresent(),
                    "/fields/" + i + "/withinDays",
                    "days are expected with a date alone",
                    "Een aantal dagen verschil hoort alleen bij een datum.");
            findings.require(
                    fields.stream()
                            .filter(other -> other.name().equals(field.name()))
                            .allMatch(other -> other.withinDays() == field.withinDays()),
                    "/fields/" + i + "/withinDays",
                    "the same number of days is expected in both directions",
                    "Neem voor beide richtingen hetzelfde aantal dagen.");
        }
        category(convenant, findings);
    }

    /**
     * A category that tells about health would be told by its absence too, as the others are named
     * (AVG art. 9).
     */
    private static void category(Convenant convenant, Findings findings) {
        boolean given =
                convenant.fields().stream()
                        .anyMatch(f -> f.name().equals(SharedField.CATEGORY.fieldName()));
        findings.require(
                !given
                        || convenant.scope().categories().stream()
                                .filter(Category::isSpecial)
                                .noneMatch(c -> convenant.takesPart(c, ExchangeMode.FIELDS)),
                "/fields",
                "category is expected only when no category that takes part tells about health",
                "Deel de categorie alleen als geen categorie die meedoet iets over gezondheid"
                        + " zegt.");
    }
}
