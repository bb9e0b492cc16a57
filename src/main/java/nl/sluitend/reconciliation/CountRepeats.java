package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.RefusalType;
import nl.sluitend.psi.SessionMode;

/**
 * Keeps the same question from being asked twice: noise that is drawn again for the same lists can
 * be averaged away.
 */
@ApplicationScoped
class CountRepeats {

    private final CountedLists lists;
    private final OwnLists ownLists;
    private final Agreements agreements;
    private final Clock clock;

    CountRepeats(CountedLists lists, OwnLists ownLists, Agreements agreements, Clock clock) {
        this.lists = lists;
        this.ownLists = ownLists;
        this.agreements = agreements;
        this.clock = clock;
    }

    /**
     * Refuses to be counted at again when the peer says that its list is that of an earlier count,
     * and ours is still that one too.
     *
     * @throws RefusedException {@code counted-before}; whoever lies about its own list gets no new
     *     count by it
     */
    void refuse(Agreement agreement, SessionMode mode, Offer offer, LocalDate refDate)
            throws RefusedException {
        Optional<UUID> earlier = offer.counting().flatMap(Offer.Counting::sameListAs);
        if (earlier.isEmpty()) {
            return;
        }
        Optional<Octets> then =
                lists.version(earlier.get(), agreement.hash(), agreement.counterpart());
        if (then.isEmpty()) {
            throw new RefusedException(
                    RefusalType.NOT_PERMITTED, "sameListAs names no count between us");
        }
        RefusedException.when(
                agreements.permitsOwn(agreement, mode, offer.lane(), offer.purpose(), refDate));
        Run run = Run.begin(agreement, mode, offer.purpose(), refDate, false, clock.instant());
        OwnList own = ownLists.freeze(run, agreement, offer.lane(), Set.of());
        if (SessionList.version(own.pupils()).equals(then.get())) {
            throw new RefusedException(
                    RefusalType.COUNTED_BEFORE,
                    "neither list changed since session " + earlier.get() + ": its result stands");
        }
    }
}
