package nl.sluitend.convenant;

import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant.CategoryDefinition;
import nl.sluitend.convenant.Convenant.Decision;
import nl.sluitend.convenant.Convenant.Field;
import nl.sluitend.convenant.Convenant.LegalBasis;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.convenant.Convenant.Purpose;
import nl.sluitend.convenant.Convenant.Sector;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;
import nl.sluitend.oprf.Suite;
import nl.sluitend.problem.FieldError;

/** The rules between the members of a convenant. Not about law: whether it says what it must. */
final class ContentRules {

    private static final Period LONGEST = Period.ofYears(5);

    private final Convenant convenant;
    private final List<FieldError> broken = new ArrayList<>();

    private ContentRules(Convenant convenant) {
        this.convenant = convenant;
    }

    /** Every rule that the content breaks, with JSON pointers. */
    static List<FieldError> broken(Convenant convenant) {
        ContentRules rules = new ContentRules(convenant);
        rules.parties();
        rules.codes();
        rules.legalBases();
        rules.scope();
        rules.modes();
        rules.matchingKeys();
        rules.decisions();
        rules.validity();
        return rules.broken;
    }

    private void parties() {
        List<Party> parties = convenant.parties();
        require(parties.size() == 2, "/parties", "exactly two parties are expected");
        require(
                distinct(parties.stream().map(Party::oin)),
                "/parties",
                "two parties with different OINs are expected");
        require(
                distinct(parties.stream().map(Party::logKey)),
                "/parties",
                "every party is expected to have a log key of its own");
    }

    private void codes() {
        require(
                distinct(convenant.purposes().stream().map(Purpose::code)),
                "/purposes",
                "every code is expected once");
        require(
                distinct(convenant.categories().stream().map(CategoryDefinition::code)),
                "/categories",
                "every code is expected once");
        require(
                Suite.find(convenant.suite()).isPresent(),
                "/suite",
                "ristretto255-SHA512 or P256-SHA256 is expected");
        require(
                convenant.keyVersion().matches("[1-9][0-9]{0,3}"),
                "/keyVersion",
                "a version such as \"1\" is expected");
    }

    private void legalBases() {
        Set<String> known = new HashSet<>(toCover());
        convenant.fields().forEach(field -> known.add(field.name()));
        for (int i = 0; i < convenant.legalBases().size(); i++) {
            LegalBasis basis = convenant.legalBases().get(i);
            party("/legalBases/" + i + "/party", basis.party());
            require(
                    known.containsAll(basis.covers()),
                    "/legalBases/" + i + "/covers",
                    "only modes, matching keys and fields of this convenant are expected");
        }
        for (Party party : convenant.parties()) {
            for (String covered : toCover()) {
                covered(party, covered);
            }
        }
    }

    /** A legal basis is stated by each party for itself, for each mode and each matching key. */
    private void covered(Party party, String covered) {
        boolean pgnTowardsSwv =
                covered.equals(KeyKind.PGN.name()) && party.role().isSamenwerkingsverband();
        require(
                convenant.legalBasis(party.oin(), covered).isPresent(),
                "/legalBases",
                pgnTowardsSwv
                        ? "matching by PGN with a samenwerkingsverband is expected to rest on a"
                                + " legal basis that "
                                + party.oin()
                                + " states for PGN"
                        : "a legal basis of "
                                + party.oin()
                                + " that covers "
                                + covered
                                + " is expected");
    }

    private List<String> toCover() {
        return Stream.concat(
                        convenant.modes().stream().map(Enum::name),
                        convenant.matchingKeys().stream().map(Enum::name))
                .toList();
    }

    private void scope() {
        require(
                convenant.scope().sectors().size() == 1
                        || !convenant.scope().sectors().contains(Sector.ALL),
                "/scope/sectors",
                "ALL stands alone");
        Set<Category> defined =
                convenant.categories().stream()
                        .map(CategoryDefinition::code)
                        .collect(Collectors.toSet());
        require(
                defined.containsAll(convenant.scope().categories()),
                "/scope/categories",
                "only categories that /categories defines are expected");
        require(
                convenant.modes().stream().noneMatch(ExchangeMode::isPerPupil)
                        || !convenant.scope().categories().stream().allMatch(Category::isSpecial),
                "/scope/categories",
                "a category that does not tell about health by itself is expected too: a match"
                        + " within "
                        + EnumSet.copyOf(convenant.scope().categories())
                        + " alone would disclose it");
    }

    private void modes() {
        List<ExchangeMode> modes = convenant.modes();
        require(
                modes.contains(ExchangeMode.COUNTS) == convenant.counts().isPresent(),
                "/counts",
                "counts and mode COUNTS are expected together");
        require(
                modes.contains(ExchangeMode.FIELDS) != convenant.fields().isEmpty(),
                "/fields",
                "fields and mode FIELDS are expected together");
        require(distinct(convenant.fields().stream()), "/fields", "every field is expected once");
        for (int i = 0; i < convenant.fields().size(); i++) {
            field("/fields/" + i, convenant.fields().get(i));
        }
    }

    private void field(String pointer, Field field) {
        party(pointer + "/from", field.from());
        party(pointer + "/to", field.to());
        require(
                !field.from().equals(field.to()),
                pointer,
                "a field is expected to go from one party to the other");
        for (Oin party : List.of(field.from(), field.to())) {
            require(
                    convenant.legalBasis(party, field.name()).isPresent(),
                    "/legalBases",
                    "a legal basis of " + party + " that covers " + field.name() + " is expected");
        }
    }

    private void matchingKeys() {
        List<KeyKind> keys = convenant.matchingKeys();
        require(
                keys.stream().sorted(Comparator.naturalOrder()).toList().equals(keys),
                "/matchingKeys",
                "the strongest key is expected first: PGN, SCHOOL_PUPIL, DEMOGRAPHIC");
        require(
                convenant.caps().maxGrowth() <= convenant.caps().maxElements(),
                "/caps/maxGrowth",
                "at most maxElements is expected");
    }

    private void decisions() {
        for (int i = 0; i < convenant.decisions().size(); i++) {
            party("/decisions/" + i + "/party", convenant.decisions().get(i).party());
        }
        for (Party party : convenant.parties()) {
            Optional<Decision> decision =
                    convenant.decisions().stream()
                            .filter(d -> d.party().equals(party.oin()))
                            .findFirst();
            require(
                    decision.isPresent(),
                    "/decisions",
                    "a decision of " + party.oin() + " is expected");
        }
    }

    private void validity() {
        var validity = convenant.validity();
        require(
                !validity.until().isBefore(validity.from()),
                "/validity/until",
                "a day on or after the first is expected");
        require(
                validity.until().isBefore(validity.from().plus(LONGEST)),
                "/validity/until",
                "at most five years are expected");
    }

    private void party(String pointer, Oin oin) {
        require(
                convenant.party(oin).isPresent(),
                pointer,
                "the OIN of one of the parties is expected");
    }

    private void require(boolean holds, String pointer, String expectation) {
        if (!holds) {
            broken.add(new FieldError(pointer, expectation));
        }
    }

    private static boolean distinct(Stream<?> values) {
        Set<Object> seen = new HashSet<>();
        return values.allMatch(seen::add);
    }
}
