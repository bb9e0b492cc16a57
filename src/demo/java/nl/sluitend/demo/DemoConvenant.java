package nl.sluitend.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nl.sluitend.demo.register.ArnhemRegisters;
import nl.sluitend.demo.register.DemoParty;

/** The content of a demo convenant, as a convenant manager would hand it in. */
final class DemoConvenant {

    /** The purpose that the demo's runs state. */
    static final String PURPOSE = "sluitende-registratie";

    private static final Map<String, String> DEFINITIONS =
            Map.of(
                    "ABSOLUUT_VERZUIM", "Leerplichtig, niet ingeschreven en niet vrijgesteld.",
                    "LANGDURIG_RELATIEF_VERZUIM",
                            "Ingeschreven en langer dan vier weken ongeoorloofd afwezig.",
                    "VRIJSTELLING_5A", "Vrijgesteld op grond van artikel 5 onder a Leerplichtwet.",
                    "GEOORLOOFD_LANGDURIG", "Langer dan vier weken geoorloofd afwezig.",
                    "DREIGEND", "Dreigt thuis te komen zitten.",
                    "TRAJECT_BUITEN_SCHOOL", "Volgt een programma buiten de school.");

    /** Categories that tell about health. */
    private static final Set<String> HEALTH =
            Set.of("VRIJSTELLING_5A", "GEOORLOOFD_LANGDURIG", "TRAJECT_BUITEN_SCHOOL");

    private final DemoPair pair;
    private final boolean everything;

    DemoConvenant(DemoPair pair) {
        this.pair = pair;
        this.everything = pair.sector().equals("ALL");
    }

    /**
     * The members of a convenant.
     *
     * @param logKeys of the RBL and of the samenwerkingsverband, base64
     * @param maxElements most pupils that either may enter
     */
    Map<String, Object> content(List<String> logKeys, int maxElements, LocalDate today) {
        Map<String, Object> members = new HashMap<>();
        DemoFormalities.members("afstemming", pair.first().oin())
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        members.putAll(agreed(logKeys, maxElements, today));
        return members;
    }

    /** The members of a convenant under which both may count at each other. */
    Map<String, Object> counting(List<String> logKeys, int maxElements, LocalDate today) {
        Map<String, Object> members = content(logKeys, maxElements, today);
        DemoFormalities.members("telling", pair.first().oin())
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        members.put("modes", List.of("COUNTS"));
        members.put("specialCategories", List.of());
        members.put(
                "legalBases",
                pair.parties().stream().flatMap(p -> legalBases(p, "COUNTS").stream()).toList());
        members.put(
                "counts",
                Map.of(
                        "groups",
                        List.of("AGE_BAND"),
                        "epsilon",
                        0.5,
                        "runsPerSchoolYear",
                        2,
                        "minDaysBetween",
                        60,
                        "minChanged",
                        1));
        members.remove("schedule");
        return members;
    }

    /** The members of a convenant under which the RBL alone may ask. */
    Map<String, Object> asking(List<String> logKeys, int maxElements, LocalDate today) {
        Map<String, Object> members = content(logKeys, maxElements, today);
        DemoFormalities.members("eenzijdig", pair.first().oin())
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        members.put("modes", List.of("MATCH_ONE_SIDED"));
        members.put("oneSided", Map.of("asker", pair.first().oin()));
        members.put(
                "legalBases",
                pair.parties().stream()
                        .flatMap(p -> legalBases(p, "MATCH_ONE_SIDED").stream())
                        .toList());
        return members;
    }

    /**
     * The members of a convenant made from the template for fields, as it is handed out.
     *
     * @param lanes kinds of matching key, in order
     */
    Map<String, Object> giving(
            List<String> logKeys, int maxElements, LocalDate today, List<String> lanes) {
        Map<String, Object> members = content(logKeys, maxElements, today);
        DemoFormalities.members("gegevensdeling", pair.first().oin())
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        members.put("modes", List.of("FIELDS"));
        members.put(
                "legalBases",
                pair.parties().stream()
                        .flatMap(
                                p ->
                                        bases(
                                                p,
                                                Stream.of(
                                                                List.of("FIELDS"),
                                                                lanes,
                                                                List.of("startDate", "lead"))
                                                        .flatMap(List::stream)
                                                        .toList())
                                                .stream())
                        .toList());
        members.put("matchingKeys", lanes);
        List<Map<String, Object>> fields = new ArrayList<>();
        for (DemoParty from : pair.parties()) {
            String to =
                    pair.parties().stream()
                            .filter(party -> party != from)
                            .findFirst()
                            .orElseThrow()
                            .oin();
            fields.add(Map.of("name", "startDate", "from", from.oin(), "to", to, "withinDays", 7));
            fields.add(Map.of("name", "lead", "from", from.oin(), "to", to));
        }
        members.put("fields", fields);
        return members;
    }

    private Map<String, Object> agreed(List<String> logKeys, int maxElements, LocalDate today) {
        List<String> categories =
                everything
                        ? DEFINITIONS.keySet().stream().sorted().toList()
                        : DemoPair.CATEGORIES.stream().sorted().toList();
        List<String> special = categories.stream().filter(HEALTH::contains).toList();
        return Map.ofEntries(
                Map.entry(
                        "specialCategories",
                        pair.parties().stream()
                                .map(p -> DemoFormalities.specialBasis(p.oin(), special))
                                .toList()),
                Map.entry("parties", parties(logKeys, today)),
                Map.entry("purposes", List.of(purpose())),
                Map.entry(
                        "legalBases",
                        pair.parties().stream()
                                .flatMap(p -> legalBases(p, "MATCH").stream())
                                .toList()),
                Map.entry("categories", categories.stream().map(DemoConvenant::category).toList()),
                Map.entry("scope", scope(categories)),
                Map.entry("modes", List.of("MATCH")),
                Map.entry("suite", "ristretto255-SHA512"),
                Map.entry("keyVersion", "1"),
                Map.entry("matchingKeys", List.of(pair.matchingKey())),
                Map.entry("fields", List.of()),
                Map.entry("caps", DemoFormalities.caps(maxElements, 3)),
                Map.entry("schedule", Map.of("intervalDays", 7)),
                Map.entry("retention", Map.of("outcomeDays", 365, "logYears", 5)),
                Map.entry(
                        "informing",
                        Map.of(
                                "text",
                                "Ouders en leerlingen lezen op de website van beide organisaties"
                                        + " dat de registers naast elkaar worden gelegd.")),
                Map.entry(
                        "decisions",
                        pair.parties().stream().map(party -> decision(party, today)).toList()),
                Map.entry(
                        "validity",
                        Map.of(
                                "from", today.minusDays(1).toString(),
                                "until", today.plusYears(1).toString())));
    }

    private List<Map<String, Object>> parties(List<String> logKeys, LocalDate today) {
        List<Map<String, Object>> parties = new ArrayList<>();
        for (DemoParty party : pair.parties()) {
            parties.add(
                    Map.of(
                            "oin", party.oin(),
                            "name", party.displayName(),
                            "role", party.name(),
                            "logKey", logKeys.get(parties.size()),
                            "formalities",
                                    DemoFormalities.ofParty(
                                            party.displayName(), today.minusDays(30))));
        }
        return parties;
    }

    private static Map<String, Object> purpose() {
        return Map.of(
                "code",
                PURPOSE,
                "text",
                "Geen kind tussen wal en schip: weten of beide organisaties dezelfde"
                        + " thuiszitters kennen.",
                "processingActivity",
                "https://register.example/verwerkingen/thuiszitters");
    }

    private List<Map<String, Object>> legalBases(DemoParty party, String mode) {
        return bases(party, List.of(mode, pair.matchingKey()));
    }

    private static List<Map<String, Object>> bases(DemoParty party, List<String> covers) {
        return DemoFormalities.bases(
                party.oin(),
                covers,
                "AVG art. 6 lid 1 onder e",
                party == DemoParty.RBL
                        ? "Leerplichtwet 1969 art. 16"
                        : "Zorgplicht passend onderwijs (WPO art. 18a, WVO 2020)");
    }

    private Map<String, Object> scope(List<String> categories) {
        return everything
                ? Map.of("period", "ALL", "sectors", List.of("ALL"), "categories", categories)
                : Map.of(
                        "period",
                        "SCHOOL_YEAR",
                        "sectors",
                        List.of(pair.sector()),
                        "notEnrolled",
                        "LAST_SCHOOL",
                        "categories",
                        categories,
                        "municipalities",
                        ArnhemRegisters.MUNICIPALITIES);
    }

    private static Map<String, Object> decision(DemoParty party, LocalDate today) {
        return DemoFormalities.decision(
                party.oin(), party == DemoParty.RBL, "demo-" + party.role(), today.minusDays(30));
    }

    private static Map<String, Object> category(String code) {
        return Map.of(
                "code",
                code,
                "definition",
                DEFINITIONS.getOrDefault(code, code),
                "duo",
                List.of(),
                "local",
                List.of());
    }
}
