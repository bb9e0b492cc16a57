package nl.sluitend.convenant;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.convenant.Formalities.ControllershipKind;
import nl.sluitend.convenant.Formalities.Decision;
import nl.sluitend.convenant.Formalities.DecisionKind;
import nl.sluitend.convenant.Formalities.FellowParty;
import nl.sluitend.convenant.Formalities.Risk;
import nl.sluitend.convenant.Formalities.SchoolBoard;
import nl.sluitend.party.PartyRole;

/** What must be in order around a convenant: always, and before it can come into force. */
final class FormalityRules {

    private final Convenant convenant;
    private final Findings findings;

    private FormalityRules(Convenant convenant, Findings findings) {
        this.convenant = convenant;
        this.findings = findings;
    }

    /** What holds for a draft too. */
    static void check(Convenant convenant, Findings findings) {
        FormalityRules rules = new FormalityRules(convenant, findings);
        rules.controllership();
        rules.fellowParties();
        rules.schoolBoards();
        rules.decisions();
        rules.drafter();
        rules.hosts();
    }

    /** What still lacks before the convenant can come into force; empty when nothing does. */
    static List<Finding> missing(Convenant convenant) {
        FormalityRules rules = new FormalityRules(convenant, new Findings(convenant));
        rules.complete();
        return rules.findings.list();
    }

    /** What the parties are to know before they sign; in Dutch. */
    static List<String> warnings(Convenant convenant) {
        List<String> warnings = new ArrayList<>();
        if (hasSameHost(convenant)) {
            warnings.add(
                    "Eén organisatie beheert de knooppunten van beide partijen. Wie beide beheert,"
                            + " kan de lijsten naast elkaar leggen. Lees welke maatregel is"
                            + " afgesproken.");
        }
        return warnings;
    }

    private void controllership() {
        var controllership = convenant.controllership();
        findings.require(
                (controllership.kind() == ControllershipKind.JOINT)
                        == controllership.arrangement().isPresent(),
                "/controllership/arrangement",
                "the arrangement is expected exactly when controllership is JOINT",
                "Beschrijf de regeling als u samen verantwoordelijk bent, en alleen dan.");
    }

    private void fellowParties() {
        findings.require(
                Findings.distinct(
                        Stream.concat(
                                convenant.parties().stream().map(Party::oin),
                                convenant.fellowParties().stream().map(FellowParty::oin))),
                "/fellowParties",
                "parties with different OINs are expected",
                "Een medepartij heeft een eigen OIN en is niet één van de twee partijen.");
    }

    private void schoolBoards() {
        List<SchoolBoard> boards = convenant.schoolBoards();
        findings.require(
                Findings.distinct(boards.stream().map(SchoolBoard::name)),
                "/schoolBoards",
                "every school board is expected once",
                "Noem elk schoolbestuur één keer.");
        for (int i = 0; i < boards.size(); i++) {
            findings.requireParty("/schoolBoards/" + i + "/through", boards.get(i).through());
            findings.require(
                    boards.get(i).brins().stream().allMatch(b -> b.matches("[0-9]{2}[A-Z]{2}")),
                    "/schoolBoards/" + i + "/brins",
                    "BRINs such as 99ZZ are expected",
                    "Vul BRIN-nummers in, zoals 99ZZ.");
        }
    }

    private void decisions() {
        for (int i = 0; i < convenant.decisions().size(); i++) {
            Decision decision = convenant.decisions().get(i);
            String pointer = "/decisions/" + i;
            findings.requireParty(pointer + "/party", decision.party());
            findings.require(
                    decision.municipality().isPresent()
                            == (decision.kind() == DecisionKind.COLLEGEBESLUIT),
                    pointer + "/municipality",
                    "a municipality is expected exactly with a COLLEGEBESLUIT",
                    "Noem bij een collegebesluit de gemeente, en alleen daarbij.");
            boolean byBoard = decision.kind() == DecisionKind.BESTUURSBESLUIT;
            Optional<PartyRole> role = convenant.party(decision.party()).map(Party::role);
            findings.require(
                    role.filter(r -> r.isSamenwerkingsverband() != byBoard).isEmpty(),
                    pointer + "/kind",
                    "BESTUURSBESLUIT of a samenwerkingsverband, COLLEGEBESLUIT or MANDAAT of an RBL"
                            + " is expected",
                    "Een samenwerkingsverband noemt een bestuursbesluit, een RBL een collegebesluit"
                            + " of een mandaat.");
        }
    }

    private void drafter() {
        convenant
                .drafter()
                .ifPresent(
                        drafter -> {
                            findings.requireParty("/drafter/party", drafter.party());
                            findings.require(
                                    signatories().noneMatch(plain(drafter.name())::equals),
                                    "/drafter/name",
                                    "somebody else than a signatory is expected: who drafts does"
                                            + " not sign",
                                    "Wie het convenant opstelt, ondertekent het niet.");
                        });
    }

    private Stream<String> signatories() {
        return Stream.concat(
                        convenant.parties().stream()
                                .flatMap(party -> party.formalities().stream())
                                .map(Formalities::signatory),
                        convenant.schoolBoards().stream().map(SchoolBoard::signatory))
                .map(signatory -> plain(signatory.name()));
    }

    private void hosts() {
        boolean agreed = convenant.safeguards().stream().anyMatch(s -> s.risk() == Risk.SAME_HOST);
        findings.require(
                agreed || !hasSameHost(convenant),
                "/safeguards",
                "a safeguard against SAME_HOST is expected: one organisation runs both nodes",
                "Eén organisatie beheert beide knooppunten. Beschrijf de maatregel daartegen.");
        findings.require(
                Findings.distinct(convenant.safeguards().stream().map(Formalities.Safeguard::risk)),
                "/safeguards",
                "every risk is expected once",
                "Noem elk risico één keer.");
    }

    private static boolean hasSameHost(Convenant convenant) {
        List<String> hosts =
                convenant.parties().stream()
                        .flatMap(party -> party.formalities().stream())
                        .map(formalities -> plain(formalities.host().name()))
                        .toList();
        List<String> addresses =
                convenant.parties().stream()
                        .flatMap(party -> party.url().stream())
                        .map(URI::getHost)
                        .toList();
        return !Findings.distinct(hosts.stream()) || !Findings.distinct(addresses.stream());
    }

    private void complete() {
        findings.require(
                convenant.drafter().isPresent(),
                "/drafter",
                "the name of the drafter is expected",
                "Vul in wie het convenant heeft opgesteld.");
        for (int i = 0; i < convenant.parties().size(); i++) {
            complete("/parties/" + i + "/formalities", convenant.parties().get(i));
        }
        for (int i = 0; i < convenant.decisions().size(); i++) {
            inTime("/decisions/" + i + "/date", convenant.decisions().get(i).date());
        }
    }

    private void complete(String pointer, Party party) {
        findings.require(
                party.formalities().isPresent(),
                pointer,
                "the DPIA, advice of the FG, notice, host and signatory of "
                        + party.oin()
                        + " are expected",
                "Vul voor "
                        + party.name()
                        + " in: DPIA, advies van de FG, informatie voor ouders, beheerder en"
                        + " ondertekenaar.");
        party.formalities().ifPresent(formalities -> complete(pointer, party, formalities));
        List<Decision> own =
                convenant.decisions().stream().filter(d -> d.party().equals(party.oin())).toList();
        findings.require(
                !own.isEmpty(),
                "/decisions",
                "a decision of " + party.oin() + " is expected",
                "Het besluit van " + party.name() + " ontbreekt.");
        if (!own.isEmpty() && own.stream().allMatch(d -> d.kind() == DecisionKind.COLLEGEBESLUIT)) {
            everyMunicipality(own);
        }
    }

    private void complete(String pointer, Party party, Formalities formalities) {
        formalities.dated().forEach(d -> inTime(pointer + "/" + d.member(), d.day()));
        String host = plain(formalities.host().name());
        findings.require(
                formalities.host().processorAgreement().isPresent()
                        || host.equals(plain(party.name()))
                        || host.equals(plain(formalities.controller())),
                pointer + "/host/processorAgreement",
                "a processor agreement is expected: somebody else than the party or its controller"
                        + " runs the node",
                "Een ander beheert het knooppunt van "
                        + party.name()
                        + ". Noem de verwerkersovereenkomst.");
    }

    private void everyMunicipality(List<Decision> decisions) {
        Set<String> without =
                convenant.scope().municipalities().stream()
                        .map(FormalityRules::plain)
                        .collect(Collectors.toCollection(HashSet::new));
        decisions.forEach(
                decision ->
                        decision.municipality()
                                .map(FormalityRules::plain)
                                .ifPresent(without::remove));
        findings.require(
                !convenant.scope().municipalities().isEmpty(),
                "/scope/municipalities",
                "the municipalities are expected of which the colleges decided, or a MANDAAT",
                "Noem de gemeenten waarvan het college besloot, of noem een mandaat.");
        findings.require(
                without.isEmpty(),
                "/decisions",
                "a COLLEGEBESLUIT of every municipality in the scope, or a MANDAAT, is expected",
                "Nog zonder collegebesluit: " + String.join(", ", without) + ".");
    }

    private void inTime(String pointer, java.time.LocalDate day) {
        findings.require(
                !day.isAfter(convenant.validity().from()),
                pointer,
                "a day on or before the first day of the convenant is expected",
                "Dit moet er zijn op de eerste dag van het convenant.");
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
