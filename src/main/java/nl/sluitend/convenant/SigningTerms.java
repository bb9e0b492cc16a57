package nl.sluitend.convenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nl.sluitend.convenant.Convenant.Party;
import nl.sluitend.identifier.MatchingKey;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.Counterparties;
import nl.sluitend.party.KeyRing;
import nl.sluitend.party.OwnParty;
import nl.sluitend.problem.FieldError;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What must hold on this node before it proposes or accepts a convenant. */
@ApplicationScoped
class SigningTerms {

    private final OwnParty own;
    private final Counterparties counterparties;
    private final KeyRing keys;
    private final Event<CategoryCodes> intake;
    private final String suite;

    /**
     * @param suite identifier (RFC 9497) of the group in which this node keeps points
     */
    SigningTerms(
            OwnParty own,
            Counterparties counterparties,
            KeyRing keys,
            Event<CategoryCodes> intake,
            @ConfigProperty(
                            name = "sluitend.registration.suite",
                            defaultValue = "ristretto255-SHA512")
                    String suite) {
        this.own = own;
        this.counterparties = counterparties;
        this.keys = keys;
        this.intake = intake;
        this.suite = suite;
    }

    /**
     * The other party of a convenant to which this party is one.
     *
     * @throws nl.sluitend.problem.ProblemException when this party is not, or not as it is written
     */
    Oin counterpart(Convenant convenant) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < convenant.parties().size(); i++) {
            Party party = convenant.parties().get(i);
            if (party.oin().equals(own.oin())) {
                checkOwn("/parties/" + i, party, errors);
            }
        }
        if (!errors.isEmpty()) {
            throw ConvenantProblems.invalid(errors);
        }
        return convenant
                .counterpartOf(own.oin())
                .orElseThrow(
                        () ->
                                ConvenantProblems.otherParties(
                                        "One of the parties is expected to be " + own.oin()))
                .oin();
    }

    /**
     * Checks that this node can carry out what it is about to propose or sign.
     *
     * @throws nl.sluitend.problem.ProblemException {@code unknown-counterparty}, {@code
     *     categories-differ} or {@code unsupported}
     */
    void check(Convenant convenant) {
        Oin counterpart = counterpart(convenant);
        Party other = convenant.party(counterpart).orElseThrow();
        boolean known =
                counterparties
                        .find(counterpart)
                        .filter(configured -> configured.role() == other.role())
                        .isPresent();
        if (!known) {
            throw ConvenantProblems.unknownCounterparty();
        }
        if (!suite.equals(convenant.suite())) {
            throw ConvenantProblems.unsupported(
                    "This node keeps points in " + suite + ", not in " + convenant.suite() + ".");
        }
        List<Finding> codes = codesThatDiffer(convenant);
        if (!codes.isEmpty()) {
            throw ConvenantProblems.otherCategories(codes);
        }
        if (!ConvenantDocuments.hasText(convenant)) {
            throw ConvenantProblems.unsupported(
                    "This node does not have the text that text.digest names, so that nobody here"
                            + " can read what is signed.");
        }
        if (!MatchingKey.KEY_VERSION.equals(convenant.keyVersion())) {
            throw ConvenantProblems.unsupported(
                    "This node makes keys of version "
                            + MatchingKey.KEY_VERSION
                            + ", not of version "
                            + convenant.keyVersion()
                            + ".");
        }
    }

    /** Codes that the intake of this node counts under another category than the convenant. */
    List<Finding> codesThatDiffer(Convenant convenant) {
        CategoryCodes codes = new CategoryCodes(convenant.categories());
        intake.fire(codes);
        return codes.findings();
    }

    /**
     * Checks that the convenant holds what must be there before it can come into force.
     *
     * @throws nl.sluitend.problem.ProblemException {@code formalities-missing}
     */
    static void checkComplete(ConvenantDossier dossier) {
        List<Finding> missing = dossier.missing();
        if (!missing.isEmpty()) {
            throw ConvenantProblems.incomplete(missing);
        }
    }

    private void checkOwn(String pointer, Party party, List<FieldError> errors) {
        String logKey = Base64.getEncoder().encodeToString(keys.logPublicKey());
        if (!party.logKey().equals(logKey)) {
            errors.add(new FieldError(pointer + "/logKey", "the log key of this node is expected"));
        }
        if (party.role() != own.role()) {
            errors.add(new FieldError(pointer + "/role", own.role() + " is expected"));
        }
    }
}
