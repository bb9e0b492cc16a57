package nl.sluitend.convenant;

import java.time.Period;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nl.sluitend.convenant.Convenant.CategoryDefinition;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.convenant.Convenant.Purpose;
import nl.sluitend.convenant.Convenant.Sector;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Noise;

/** The rules between the members of a convenant. Not about law: whether it says what it must. */
final class ContentRules {

    private static final Period LONGEST = Period.ofYears(5);

    /** What a count is grouped by: an attribute that every register has. */
    private static final String GROUPS = "AGE_BAND";

    private static final String STRONGEST_FIRST =
            Arrays.stream(KeyKind.values()).map(Enum::name).collect(Collectors.joining(", "));

    private final Convenant convenant;
    private final Findings findings;

    private ContentRules(Convenant convenant) {
        this.convenant = convenant;
        this.findings = new Findings(convenant);
    }

    /** Every rule that the content breaks, with JSON pointers. */
    static List<Finding> broken(Convenant convenant) {
        ContentRules rules = new ContentRules(convenant);
        rules.parties();
        rules.codes();
        new BasisRules(convenant, rules.findings).check();
        rules.scope();
        rules.modes();
        rules.matchingKeys();
        rules.confirmation();
        rules.caps();
        FormalityRules.check(convenant, rules.findings);
        rules.validity();
        return rules.findings.list();
    }

    private void parties() {
        List<Party> parties = convenant.parties();
        findings.require(
                parties.size() == 2,
                "/parties",
                "exactly two parties are expected",
                "Een convenant heeft precies twee partijen met een knooppunt.");
        findings.require(
                Findings.distinct(parties.stream().map(Party::oin)),
                "/parties",
                "two parties with different OINs are expected",
                "De twee partijen hebben elk een eigen OIN.");
        findings.require(
                Findings.distinct(parties.stream().map(Party::logKey)),
                "/parties",
                "every party is expected to have a log key of its own",
                "De twee partijen hebben elk een eigen sleutel van het logboek.");
    }

    private void codes() {
        findings.require(
                Findings.distinct(convenant.purposes().stream().map(Purpose::code)),
                "/purposes",
                "every code is expected once",
                "Noem elke code één keer.");
        findings.require(
                Findings.distinct(convenant.categories().stream().map(CategoryDefinition::code)),
                "/categories",
                "every code is expected once",
                "Noem elke categorie één keer.");
        findings.require(
                Findings.distinct(convenant.categories().stream().flatMap(c -> c.duo().stream()))
                        && Findings.distinct(
                                convenant.categories().stream().flatMap(c -> c.local().stream())),
                "/categories",
                "a code of DUO or of a local system is expected in one category at most",
                "Een code van DUO of van een eigen systeem hoort bij één categorie.");
        findings.require(
                Suite.find(convenant.suite()).isPresent(),
                "/suite",
                "ristretto255-SHA512 or P256-SHA256 is expected",
                "Kies ristretto255-SHA512 of P256-SHA256.");
        findings.require(
                convenant.keyVersion().matches("[1-9][0-9]{0,3}"),
                "/keyVersion",
                "a version such as \"1\" is expected",
                "Vul een versie in, zoals \"1\".");
    }

    private void scope() {
        findings.require(
                convenant.scope().sectors().size() == 1
                        || !convenant.scope().sectors().contains(Sector.ALL),
                "/scope/sectors",
                "ALL stands alone",
                "Kies ALL, of kies PO en VO.");
        Set<Category> defined =
                convenant.categories().stream()
                        .map(CategoryDefinition::code)
                        .collect(Collectors.toSet());
        findings.require(
                defined.containsAll(convenant.scope().categories()),
                "/scope/categories",
                "only categories that /categories defines are expected",
                "Kies alleen categorieën die het convenant omschrijft.");
        findings.require(
                convenant.modes().stream().noneMatch(mode -> Policy.tellsHealth(convenant, mode)),
                "/scope/categories",
                "a category that does not tell about health by itself is expected too: a match"
                        + " within "
                        + EnumSet.copyOf(convenant.scope().categories())
                        + " alone would disclose it",
                "Neem ook een categorie op die niets over gezondheid zegt. Anders verraadt een"
                        + " overeenkomst in welke categorie een leerling zit.");
    }

    private void modes() {
        List<ExchangeMode> modes = convenant.modes();
        findings.require(
                modes.contains(ExchangeMode.COUNTS) == convenant.counts().isPresent(),
                "/counts",
                "counts and mode COUNTS are expected together",
                "Afspraken over tellen horen bij de manier COUNTS, en alleen daarbij.");
        convenant.counts().ifPresent(this::counts);
        oneSided(modes);
        findings.require(
                modes.contains(ExchangeMode.FIELDS) != convenant.fields().isEmpty(),
                "/fields",
                "fields and mode FIELDS are expected together",
                "Gegevens per leerling horen bij de manier FIELDS, en alleen daarbij.");
        FieldRules.check(convenant, findings);
    }

    /** What one party may not learn in one mode it must not learn in another. */
    private void oneSided(List<ExchangeMode> modes) {
        boolean asked = modes.contains(ExchangeMode.MATCH_ONE_SIDED);
        findings.require(
                asked == convenant.oneSided().isPresent(),
                "/oneSided",
                "oneSided and mode MATCH_ONE_SIDED are expected together",
                "Wie mag vragen hoort bij de manier MATCH_ONE_SIDED, en alleen daarbij.");
        findings.require(
                !asked
                        || Collections.disjoint(
                                modes, List.of(ExchangeMode.MATCH, ExchangeMode.FIELDS)),
                "/modes",
                "MATCH_ONE_SIDED is expected without MATCH and FIELDS, in which both learn it",
                "MATCH_ONE_SIDED gaat niet samen met MATCH of FIELDS: daarin leren beide partijen"
                        + " het.");
        convenant
                .oneSided()
                .ifPresent(agreed -> findings.requireParty("/oneSided/asker", agreed.asker()));
    }

    private void counts(Convenant.Counts counts) {
        findings.require(
                counts.groups().equals(List.of(GROUPS)),
                "/counts/groups",
                GROUPS + " alone is expected",
                "Tellen gaat per leeftijdsgroep: " + GROUPS + ".");
        findings.require(
                counts.epsilon() >= Noise.SMALLEST_EPSILON,
                "/counts/epsilon",
                "at least " + Noise.SMALLEST_EPSILON + " is expected",
                "Neem minstens "
                        + Noise.SMALLEST_EPSILON
                        + ": met meer ruis zegt een aantal niets.");
    }

    private void matchingKeys() {
        List<KeyKind> keys = convenant.matchingKeys();
        findings.require(
                keys.stream().sorted(Comparator.naturalOrder()).toList().equals(keys),
                "/matchingKeys",
                "the strongest key is expected first: " + STRONGEST_FIRST,
                "Zet de sterkste sleutel vooraan: " + STRONGEST_FIRST + ".");
        findings.require(
                keys.stream().findFirst().filter(KeyKind::isPartial).isEmpty()
                        || !convenant.modes().contains(ExchangeMode.MATCH_ONE_SIDED),
                "/matchingKeys",
                "a whole key is expected first with MATCH_ONE_SIDED: one party alone knows of a"
                        + " pair, and people of both would have to confirm it",
                "Zet een hele sleutel vooraan als eenzijdig wordt vastgesteld wie ook bij de ander is:"
                        + " een paar op een deel van de naam moeten mensen van beide partijen"
                        + " bevestigen.");
    }

    /** Where nobody is asked a term says nothing, and what says nothing is not signed. */
    private void confirmation() {
        List<KeyKind> keys = convenant.matchingKeys();
        convenant
                .confirmation()
                .ifPresent(
                        terms -> {
                            findings.require(
                                    !Collections.disjoint(
                                            convenant.modes(),
                                            List.of(ExchangeMode.MATCH, ExchangeMode.FIELDS)),
                                    "/confirmation",
                                    "confirmation and mode MATCH or FIELDS are expected together",
                                    "Mensen bevestigen alleen als beide partijen leren wie ook bij"
                                            + " de ander bekend is (MATCH of FIELDS).");
                            findings.require(
                                    keys.stream().anyMatch(terms::asks),
                                    "/confirmation",
                                    "a matching key is expected whose pairs people confirm",
                                    "Noem ook een koppelsleutel waarbij mensen bevestigen, of laat"
                                            + " dit leeg.");
                            findings.require(
                                    terms.exact() == ConfirmationTerms.Exact.ASKED
                                            || keys.contains(KeyKind.DEMOGRAPHIC),
                                    "/confirmation/exact",
                                    "ASKED is expected without the matching key DEMOGRAPHIC: who"
                                            + " has four equal parts is then found on three of them",
                                    "Kies ASKED als DEMOGRAPHIC geen koppelsleutel is: ook wie op"
                                            + " alle vier gelijk is, wordt dan op een deel gevonden"
                                            + " en voorgelegd.");
                            findings.require(
                                    terms.termDays() <= convenant.retention().outcomeDays(),
                                    "/confirmation/termDays",
                                    "at most retention.outcomeDays is expected",
                                    "Neem hoogstens het aantal dagen dat uitkomsten worden bewaard.");
                        });
    }

    private void caps() {
        Caps caps = convenant.caps();
        findings.require(
                caps.growthFloor() <= caps.maxElements(),
                "/caps/growthFloor",
                "at most maxElements is expected",
                "De groei is niet groter dan het aantal leerlingen dat mag meedoen.");
        findings.require(
                caps.maxEvaluated() >= caps.maxElements(),
                "/caps/maxEvaluated",
                "at least maxElements is expected: one run of the largest list",
                "Neem minstens het aantal leerlingen dat per keer mag meedoen.");
    }

    private void validity() {
        var validity = convenant.validity();
        findings.require(
                !validity.until().isBefore(validity.from()),
                "/validity/until",
                "a day on or after the first is expected",
                "De laatste dag komt niet voor de eerste.");
        findings.require(
                validity.until().isBefore(validity.from().plus(LONGEST)),
                "/validity/until",
                "at most five years are expected",
                "Een convenant duurt hoogstens vijf jaar.");
    }
}
