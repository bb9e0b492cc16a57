package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;
import nl.sluitend.psi.Terms;

/** What opening a session means when it is a count. */
@ApplicationScoped
class CountOpening {

    private final Agreements agreements;
    private final CountChanges changes;
    private final CountedLists lists;
    private final CountFigures figures;
    private final SecureRandom random;

    CountOpening(
            Agreements agreements,
            CountChanges changes,
            CountedLists lists,
            CountFigures figures,
            SecureRandom random) {
        this.agreements = agreements;
        this.changes = changes;
        this.lists = lists;
        this.figures = figures;
        this.random = random;
    }

    /** The list as it enters: in a count filled up. */
    SessionList entering(OwnList own, Terms terms, Optional<Opening.Answered> answered, byte[] seed)
            throws RefusedException {
        return switch (terms.mode()) {
            case SessionMode.Mutual _, SessionMode.OneSided _ -> SessionList.plain(own.pupils());
            case SessionMode.Counts counts ->
                    answered.isEmpty()
                            ? SessionList.counting(own.pupils(), terms.suite(), random)
                            : SessionList.counted(
                                    own.pupils(),
                                    counts,
                                    answered.get().offer().sections().size(),
                                    terms.suite(),
                                    seed,
                                    random);
        };
    }

    /**
     * The count that we made of the very same list, if there was one: the counterpart says whether
     * its own changed. Any other count must be within the budget.
     */
    Optional<UUID> sameListAs(
            Run run,
            Agreement agreement,
            Terms terms,
            OwnList own,
            SessionList entering,
            Optional<Opening.Answered> answered)
            throws RefusedException {
        if (!(terms.mode() instanceof SessionMode.Counts) || answered.isPresent()) {
            return Optional.empty();
        }
        Optional<UUID> same =
                lists.last(run.convenant(), terms.lane())
                        .filter(
                                sid ->
                                        lists.version(sid, run.convenant(), run.counterpart())
                                                .equals(Optional.of(entering.version())));
        if (same.isEmpty()) {
            RefusedException.when(
                    agreements.permitsCount(run, agreement, terms.mode(), terms.lane()));
            RefusedException.when(
                    changes.refusal(
                            agreement,
                            terms.mode(),
                            terms.lane(),
                            run.purpose(),
                            run.refDate(),
                            own,
                            Role.INITIATOR));
        }
        return same;
    }

    /** Elements of each group of the initiator's list; none unless it counts. */
    static List<Integer> groups(
            Terms terms, SessionList entering, Optional<Opening.Answered> answered) {
        return switch (terms.mode()) {
            case SessionMode.Mutual _, SessionMode.OneSided _ -> List.of();
            case SessionMode.Counts _ ->
                    answered.map(a -> a.offer().sections()).orElse(entering.sections());
        };
    }

    /** Keeps what a count of ours is about. */
    void remember(UUID sid, SessionList entering) {
        lists.save(sid, entering.version());
        figures.insert(
                sid, entering.groups(), entering.groups().stream().map(_ -> fresh()).toList());
    }

    private Octets fresh() {
        var octets = new byte[32];
        random.nextBytes(octets);
        return Octets.of(octets);
    }
}
