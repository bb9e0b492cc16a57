package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.party.Alerts;

/**
 * Watches for the trace that a second exponent leaves (finding 11): a counterpart that masks its
 * own list under another key than it offered learns everything, and we see no match. Pupils that
 * matched before, are still in our own list, and match no more are therefore counted after each
 * run.
 */
@ApplicationScoped
class VanishedMatches {

    /** Fewer than this many are the ordinary course of things. */
    static final int FEWEST = 3;

    /** One part in this many of the earlier matches. */
    static final int SHARE = 5;

    private final FrozenLists lists;
    private final Sessions sessions;
    private final Alerts alerts;

    VanishedMatches(FrozenLists lists, Sessions sessions, Alerts alerts) {
        this.lists = lists;
        this.sessions = sessions;
        this.alerts = alerts;
    }

    /**
     * How many of the earlier matches are in the own lists still, and how many of those vanished.
     */
    private static final class Tally {
        private final Set<UUID> before;
        private final Set<UUID> matched;
        private final boolean severalLanes;
        private final Set<UUID> seen = new HashSet<>();
        private int earlier;
        private int gone;

        Tally(Set<UUID> before, Set<UUID> matched, boolean severalLanes) {
            this.before = before;
            this.matched = matched;
            this.severalLanes = severalLanes;
        }

        /** One pupil of a list; counts once, however many lanes it is in. */
        void add(List<UUID> registrations) {
            boolean known = registrations.stream().anyMatch(seen::contains);
            if (severalLanes) {
                seen.addAll(registrations);
            }
            if (!known && registrations.stream().anyMatch(before::contains)) {
                earlier++;
                gone += registrations.stream().anyMatch(matched::contains) ? 0 : 1;
            }
        }
    }

    /**
     * Raises the alarm when too many are gone.
     *
     * @param session the last one of its run, agreed
     * @param before registrations that matched before this run
     */
    void watch(Session session, Set<UUID> before) {
        List<Session> lanes = sessions.ofRun(session.runId());
        Tally tally = new Tally(before, lists.matchedInRun(session.runId()), lanes.size() > 1);
        lanes.forEach(lane -> lists.eachPupil(lane.sid(), tally::add));
        int gone = tally.gone;
        int earlier = tally.earlier;
        if (isAlarming(gone, earlier)) {
            alerts.raise(
                    "matches-vanished",
                    session.sid().toString(),
                    ("%d van de %d leerlingen die eerder overeenkwamen staan nog in de eigen lijst en"
                                    + " komen niet meer overeen. Vraag de andere partij (%s) om het"
                                    + " bewijs bij de lijst van deze sessie.")
                            .formatted(gone, earlier, session.counterpart().value()));
        }
    }

    /** Over a fifth of the earlier matches, and three at least. */
    static boolean isAlarming(int gone, int earlier) {
        return gone >= FEWEST && gone * SHARE > earlier;
    }
}
