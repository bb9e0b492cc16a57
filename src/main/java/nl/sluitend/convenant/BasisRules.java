package nl.sluitend.convenant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nl.sluitend.convenant.Convenant.Field;
import nl.sluitend.convenant.Convenant.LegalBasis;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.identifier.Oin;

/**
 * Whether each party states a legal basis for everything that it does; never whether it is right.
 */
final class BasisRules {

    private final Convenant convenant;
    private final Findings findings;

    BasisRules(Convenant convenant, Findings findings) {
        this.convenant = convenant;
        this.findings = findings;
    }

    void check() {
        Set<String> known = new HashSet<>(toCover());
        convenant.fields().forEach(field -> known.add(field.name()));
        for (int i = 0; i < convenant.legalBases().size(); i++) {
            LegalBasis basis = convenant.legalBases().get(i);
            findings.requireParty("/legalBases/" + i + "/party", basis.party());
            findings.require(
                    known.containsAll(basis.covers()),
                    "/legalBases/" + i + "/covers",
                    "only modes, matching keys and fields of this convenant are expected",
                    "Noem alleen manieren, koppelsleutels en gegevens die in dit convenant staan.");
            pgnStandsAlone("/legalBases/" + i + "/covers", basis);
        }
        for (Party party : convenant.parties()) {
            toCover().forEach(covered -> covered(party, covered));
        }
        for (int i = 0; i < convenant.fields().size(); i++) {
            field("/fields/" + i, convenant.fields().get(i));
        }
        for (int i = 0; i < convenant.specialCategories().size(); i++) {
            exception("/specialCategories/" + i, convenant.specialCategories().get(i));
        }
    }

    /** One party's exception alone lets nobody take part: it would promise what is not done. */
    private void exception(String pointer, SpecialBasis basis) {
        findings.requireParty(pointer + "/party", basis.party());
        for (Category category : basis.covers()) {
            findings.require(
                    category.isSpecial() && convenant.scope().categories().contains(category),
                    pointer + "/covers",
                    "only categories of the scope that tell about health are expected",
                    "Noem hier alleen categorieën uit het bereik die iets zeggen over"
                            + " gezondheid.");
            for (Party party : convenant.parties()) {
                findings.require(
                        convenant.excepts(party.oin(), category),
                        "/specialCategories",
                        "an exception of "
                                + party.oin()
                                + " that covers "
                                + category
                                + " is expected too",
                        party.name()
                                + " noemt nog geen uitzondering voor "
                                + category.inDutch()
                                + ".");
            }
        }
    }

    /**
     * A samenwerkingsverband may not be assumed to hold a BSN (Wabb art. 10, UAVG art. 46): whoever
     * uses PGN with one says so apart, and not in passing.
     */
    private void pgnStandsAlone(String pointer, LegalBasis basis) {
        findings.require(
                !withSamenwerkingsverband()
                        || !basis.covers().contains(KeyKind.PGN.name())
                        || basis.covers().size() == 1,
                pointer,
                "with a samenwerkingsverband, a legal basis for PGN is expected to cover PGN alone",
                "Noem de grondslag voor PGN apart: een samenwerkingsverband mag een BSN niet zomaar"
                        + " gebruiken.");
    }

    /** A legal basis is stated by each party for itself, for each mode and each matching key. */
    private void covered(Party party, String covered) {
        boolean pgn = covered.equals(KeyKind.PGN.name()) && withSamenwerkingsverband();
        findings.require(
                convenant.legalBasis(party.oin(), covered).isPresent(),
                "/legalBases",
                pgn
                        ? "matching by PGN with a samenwerkingsverband is expected to rest on a"
                                + " legal basis that "
                                + party.oin()
                                + " states for PGN"
                        : "a legal basis of "
                                + party.oin()
                                + " that covers "
                                + covered
                                + " is expected",
                party.name() + " noemt nog geen grondslag voor " + covered + ".");
    }

    private void field(String pointer, Field field) {
        findings.requireParty(pointer + "/from", field.from());
        findings.requireParty(pointer + "/to", field.to());
        findings.require(
                !field.from().equals(field.to()),
                pointer,
                "a field is expected to go from one party to the other",
                "Een gegeven gaat van de ene partij naar de andere.");
        for (Oin party : List.of(field.from(), field.to())) {
            findings.require(
                    convenant.legalBasis(party, field.name()).isPresent(),
                    "/legalBases",
                    "a legal basis of " + party + " that covers " + field.name() + " is expected",
                    "Voor het gegeven "
                            + field.name()
                            + " ontbreekt een grondslag van "
                            + party
                            + ".");
        }
    }

    private boolean withSamenwerkingsverband() {
        return convenant.parties().stream().anyMatch(p -> p.role().isSamenwerkingsverband());
    }

    private List<String> toCover() {
        return Stream.concat(
                        convenant.modes().stream().map(Enum::name),
                        convenant.matchingKeys().stream().map(Enum::name))
                .toList();
    }
}
