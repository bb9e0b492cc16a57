package nl.sluitend.subject;

import java.util.Optional;
import nl.sluitend.psi.Ending;
import nl.sluitend.reconciliation.Comparisons.Comparison;

/** What a session in which one party asked means for a pupil, as it or a parent reads it (B1). */
final class AskedTexts {

    private AskedTexts() {}

    /** We asked: the counterpart learned nothing of the pupil. */
    static String byUs(Optional<Comparison> session, Optional<String> outcome, String counterpart) {
        boolean agreed =
                session.isEmpty()
                        || session.flatMap(Comparison::ending)
                                .filter(Ending.AGREED::equals)
                                .isPresent();
        String learned =
                outcome.map("matched"::equals)
                        .or(() -> session.flatMap(Comparison::matched))
                        .filter(_ -> agreed)
                        .map(
                                matched ->
                                        matched
                                                ? "Het kind is daar ook bekend."
                                                : "Volgens de uitkomst is het kind daar niet bekend.")
                        .orElse("Daar is voor dit kind geen uitkomst van.");
        return "Wij hebben aan %s gevraagd welke kinderen van onze lijst daar ook bekend zijn. %s %s zag alleen hoe lang onze lijst is."
                .formatted(counterpart, learned, counterpart);
    }

    /** The counterpart asked: whether the pupil is on its list is not known here. */
    static String byThem(Optional<Comparison> session, String counterpart) {
        return session.filter(Comparison::exposed).isPresent()
                ? "%s heeft gevraagd welke kinderen van de eigen lijst ook bij ons bekend zijn. Het kind stond op onze lijst. Staat het kind ook op de lijst van %s, dan kan %s nu weten dat het bij ons bekend is. Wij kunnen dat niet zien."
                        .formatted(counterpart, counterpart, counterpart)
                : "%s wilde vragen welke kinderen van de eigen lijst ook bij ons bekend zijn. Het kind stond op onze lijst. Er is niets vergeleken."
                        .formatted(counterpart);
    }
}
