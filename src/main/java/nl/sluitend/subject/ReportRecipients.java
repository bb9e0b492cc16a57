package nl.sluitend.subject;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.sluitend.identifier.Oin;
import nl.sluitend.reconciliation.Comparisons.Comparison;
import nl.sluitend.reconciliation.Comparisons.Counted;
import nl.sluitend.reconciliation.Recipients.Recipient;

/** Who has to be told when something of a pupil is put right, erased or restricted. */
final class ReportRecipients {

    private ReportRecipients() {}

    /**
     * @param name of a party
     */
    static List<AccessReport.Recipient> of(List<Recipient> recipients, Function<Oin, String> name) {
        return recipients.stream()
                .map(
                        one ->
                                new AccessReport.Recipient(
                                        name.apply(one.counterpart()),
                                        one.fields(),
                                        one.isReachable()))
                .toList();
    }

    /**
     * Names of parties that may know of the pupil: what they could compare left, and nothing was
     * agreed, or they alone learned what came of it.
     */
    static List<String> unsure(
            List<Comparison> sessions, List<Recipient> recipients, Function<Oin, String> name) {
        Set<Oin> known =
                recipients.stream().map(Recipient::counterpart).collect(Collectors.toSet());
        return sessions.stream()
                .filter(session -> session.exposed() && session.matched().isEmpty())
                .filter(
                        session ->
                                session.counted() == Counted.NOBODY
                                        || session.counted() == Counted.COUNTERPART_ASKED)
                .map(Comparison::counterpart)
                .filter(counterpart -> !known.contains(counterpart))
                .map(name)
                .distinct()
                .sorted()
                .toList();
    }
}
