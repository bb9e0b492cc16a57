package nl.sluitend.convenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluitend.convenant.Convenant.FieldUse;
import nl.sluitend.convenant.PolicyDecision.Permitted;
import nl.sluitend.convenant.PolicyDecision.Refused;
import nl.sluitend.convenant.PolicyDecision.Rule;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every rule of the policy, held against the text that people sign: what the policy is asked is
 * made from the words of the document alone, once exactly within what they say and once just
 * outside.
 */
final class TextAndPolicyTest {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.of("nl", "NL"));

    /** Something that the text allows, on the edge of every number in it. */
    private static final class Probe {
        private final Convenant convenant;
        private final Map<String, String> text;
        private final boolean counting;
        private Oin peer;
        private ExchangeMode mode;
        private String purpose;
        private KeyKind lane;
        private String suite;
        private String keyVersion;
        private int elements;
        private Instant at;
        private LocalDate referenceDate;
        private Instant previous;
        private int previousElements;
        private int attempts;
        private int counts;
        private long evaluated;
        private List<FieldUse> fields = List.of();
        private Optional<Oin> asker = Optional.empty();
        private Optional<Integer> changed = Optional.empty();

        Probe(boolean counting) throws Exception {
            this(counting ? ConvenantTemplate.TELLING : ConvenantTemplate.AFSTEMMING);
        }

        Probe(ConvenantTemplate template) throws Exception {
            this.counting = template == ConvenantTemplate.TELLING;
            convenant = ConvenantFixture.filled(template).read();
            text = ConvenantDocumentsTest.shown(convenant);
            peer = new Oin(say("/parties/1/oin"));
            mode = meant(ExchangeMode.values(), say("/modes/0"));
            purpose = say("/purposes/0/code");
            lane = meant(KeyKind.values(), say("/matchingKeys/0"));
            suite = say("/suite");
            keyVersion = say("/keyVersion");
            elements = number("/caps/maxElements");
            at = noon(day("/validity/from"));
            referenceDate = day("/validity/from");
            previous = at.minus(Duration.ofDays(daysBetween()));
            previousElements = shortestBefore(elements);
            evaluated = (long) number("/caps/maxEvaluated") - elements;
            attempts = number("/caps/attemptsPerDay") - 1;
            counts = counting ? number("/counts/runsPerSchoolYear") - 1 : 0;
            changed = counting ? Optional.of(number("/counts/minChanged")) : Optional.empty();
        }

        String say(String pointer) {
            return Objects.requireNonNull(text.get(pointer), pointer);
        }

        int daysBetween() {
            return number(counting ? "/counts/minDaysBetween" : "/caps/minDaysBetweenRuns");
        }

        int number(String pointer) {
            return Integer.parseInt(say(pointer));
        }

        LocalDate day(String pointer) {
            return LocalDate.parse(say(pointer), DAY);
        }

        Set<String> words(String pointer) {
            return starting(text, pointer);
        }

        PolicyDecision decide() {
            return Policy.decide(
                    convenant,
                    new PolicyRequest(
                            ConvenantFixture.RBL,
                            peer,
                            mode,
                            purpose,
                            lane,
                            suite,
                            keyVersion,
                            elements,
                            referenceDate,
                            at,
                            fields,
                            asker),
                    new PolicyState(
                            ConvenantState.IN_FORCE,
                            Optional.of(previous),
                            previousElements,
                            attempts,
                            counts,
                            evaluated,
                            changed));
        }

        /** The shortest list from which the text lets a list grow to this length. */
        private int shortestBefore(int length) {
            int percent = number("/caps/maxGrowthPercent");
            int floor = number("/caps/growthFloor");
            int before = length;
            while (length - before + 1 <= Math.max(floor, (before - 1) * percent / 100)) {
                before--;
            }
            return before;
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void every_rule_refuses_just_outside_what_the_text_says_and_nothing_within(Rule rule)
            throws Exception {
        Probe probe =
                switch (rule) {
                    case FIELD -> giving();
                    case DIRECTION -> asking();
                    case COUNTS_PER_SCHOOL_YEAR, CHANGED_SINCE_COUNT -> new Probe(true);
                    default -> new Probe(false);
                };
        assertThat(probe.decide()).isInstanceOf(Permitted.class);
        if (stepOutside(rule, probe)) {
            assertThat(probe.decide())
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
        }
    }

    /**
     * Whether there is an outside: a text without a legal basis, or about health alone, cannot be
     * made.
     */
    private static boolean stepOutside(Rule rule, Probe probe) {
        switch (rule) {
            case PARTIES -> probe.peer = new Oin("00000099000000009000");
            case CONVENANT_IN_FORCE -> probe.at = noon(probe.day("/validity/from").minusDays(1));
            case MODE -> probe.mode = other(ExchangeMode.values(), probe.words("/modes/"));
            case DIRECTION -> probe.asker = Optional.of(ConvenantFixture.SWV);
            case PURPOSE -> probe.purpose += "x";
            case LANE -> probe.lane = other(KeyKind.values(), probe.words("/matchingKeys/"));
            case LEGAL_BASIS -> {
                assertThat(probe.words("/legalBases/"))
                        .contains(
                                probe.say("/parties/0/name"),
                                probe.say("/parties/1/name"),
                                ConvenantDocumentsTest.word(probe.lane));
                return false;
            }
            case SPECIAL_CATEGORIES -> {
                assertThat(probe.words("/scope/categories/"))
                        .contains(Category.ABSOLUUT_VERZUIM.inDutch());
                return false;
            }
            case SUITE -> probe.suite = "P256-SHA256";
            case KEY_VERSION -> probe.keyVersion += "0";
            case FIELD ->
                    probe.fields =
                            List.of(
                                    use(
                                            Arrays.stream(SharedField.values())
                                                    .filter(
                                                            field ->
                                                                    !probe.words("/fields/")
                                                                            .contains(word(field)))
                                                    .findFirst()
                                                    .orElseThrow(),
                                            ConvenantFixture.RBL));
            case REFERENCE_DATE -> probe.referenceDate = probe.referenceDate.plusDays(1);
            case MAX_ELEMENTS -> probe.elements++;
            case MAX_GROWTH -> probe.previousElements--;
            case EVALUATED_PER_PERIOD -> probe.evaluated++;
            case COUNTS_PER_SCHOOL_YEAR -> probe.counts++;
            case CHANGED_SINCE_COUNT -> probe.changed = probe.changed.map(n -> n - 1);
            case DAYS_BETWEEN_RUNS -> probe.previous = probe.previous.plusSeconds(1);
            case ATTEMPTS_PER_DAY -> probe.attempts++;
        }
        return true;
    }

    /** The party that the text lets ask. */
    private static Probe asking() throws Exception {
        Probe probe = new Probe(ConvenantTemplate.EENZIJDIG);
        assertThat(probe.say("/oneSided/asker")).isEqualTo(probe.say("/parties/0/name"));
        probe.asker = Optional.of(ConvenantFixture.RBL);
        return probe;
    }

    /** Every field that the text of the template names, from whom it names. */
    private static Probe giving() throws Exception {
        Probe probe = new Probe(ConvenantTemplate.GEGEVENSDELING);
        List<FieldUse> fields = new ArrayList<>();
        for (int i = 0; probe.text.containsKey("/fields/" + i + "/name"); i++) {
            String name = probe.say("/fields/" + i + "/name");
            boolean fromRbl = probe.say("/fields/" + i + "/from").equals("RBL Test");
            fields.add(
                    use(
                            Arrays.stream(SharedField.values())
                                    .filter(field -> word(field).equals(name))
                                    .findFirst()
                                    .orElseThrow(),
                            fromRbl ? ConvenantFixture.RBL : ConvenantFixture.SWV));
        }
        assertThat(fields).hasSize(4);
        probe.fields = fields;
        return probe;
    }

    private static FieldUse use(SharedField field, Oin from) {
        return new FieldUse(
                field.fieldName(),
                from,
                from.equals(ConvenantFixture.RBL) ? ConvenantFixture.SWV : ConvenantFixture.RBL);
    }

    private static String word(SharedField field) {
        return DutchWords.of("/fields/0/name", TextNode.valueOf(field.fieldName()), Map.of());
    }

    @Test
    void holds_until_the_last_day_that_the_text_names() throws Exception {
        Probe probe = new Probe(false);
        probe.at = noon(probe.day("/validity/until"));
        assertThat(probe.decide()).isInstanceOf(Permitted.class);
        probe.at = noon(probe.day("/validity/until").plusDays(1));
        assertThat(probe.decide()).isInstanceOf(Refused.class);
    }

    @Test
    void the_days_between_counts_are_those_of_the_text_too() throws Exception {
        Probe probe = new Probe(true);
        probe.previous = probe.previous.plusSeconds(1);
        assertThat(probe.decide())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo(Rule.DAYS_BETWEEN_RUNS));
    }

    @Test
    void who_takes_part_per_pupil_is_whom_the_text_names() throws Exception {
        String health =
                ConvenantTemplate.articles().replaceFirst("(?s).*iets over gezondheid: ", "");
        String listed = health.substring(0, health.indexOf('.'));
        for (Category category : Category.values()) {
            assertThat(listed.contains(category.inDutch())).isEqualTo(category.isSpecial());
        }
        for (ConvenantFixture fixture :
                List.of(
                        ConvenantFixture.filled(),
                        ConvenantFixture.filled().withExceptions("VRIJSTELLING_5A"))) {
            Convenant convenant = fixture.read();
            Map<String, String> text = ConvenantDocumentsTest.shown(convenant);
            Set<String> scope = starting(text, "/scope/categories/");
            Set<String> excepted = starting(text, "/specialCategories/0/covers/");
            assertThat(starting(text, "/specialCategories/1/covers/")).isEqualTo(excepted);
            for (Category category : Category.values()) {
                String words = category.inDutch();
                assertThat(convenant.takesPart(category, ExchangeMode.MATCH))
                        .isEqualTo(
                                scope.contains(words)
                                        && (!listed.contains(words) || excepted.contains(words)));
                assertThat(convenant.takesPart(category, ExchangeMode.COUNTS))
                        .isEqualTo(scope.contains(words));
            }
        }
    }

    private static Set<String> starting(Map<String, String> text, String pointer) {
        return text.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(pointer))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    private static <E extends Enum<E>> E meant(E[] all, String words) {
        return Arrays.stream(all)
                .filter(one -> ConvenantDocumentsTest.word(one).equals(words))
                .findFirst()
                .orElseThrow();
    }

    private static <E extends Enum<E>> E other(E[] all, Set<String> words) {
        return Arrays.stream(all)
                .filter(one -> !words.contains(ConvenantDocumentsTest.word(one)))
                .findFirst()
                .orElseThrow();
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(Convenant.ZONE).toInstant();
    }
}
