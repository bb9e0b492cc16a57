package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
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
     * Raises the alarm when too many are gone.
     *
     * @param session the last one of its run
     * @param before outcomes as they were before this session
     */
    void watch(Session session, Map<UUID, OutcomeEntry> before) {
        Set<UUID> matched = new HashSet<>(lists.matchedInRun(session.runId()));
        lists.all(session.sid()).stream()
                .filter(FrozenPupil::isMatched)
                .forEach(pupil -> matched.addAll(pupil.registrations()));
        Set<UUID> seen = new HashSet<>();
        int earlier = 0;
        int gone = 0;
        for (Session each : sessions.ofRun(session.runId())) {
            for (FrozenPupil pupil : lists.all(each.sid())) {
                if (isNew(pupil, seen)
                        && pupil.registrations().stream().anyMatch(id -> was(before, id))) {
                    earlier++;
                    gone += pupil.registrations().stream().anyMatch(matched::contains) ? 0 : 1;
                }
            }
        }
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

    private static boolean isNew(FrozenPupil pupil, Set<UUID> seen) {
        boolean known = pupil.registrations().stream().anyMatch(seen::contains);
        seen.addAll(pupil.registrations());
        return !known;
    }

    private static boolean was(Map<UUID, OutcomeEntry> before, UUID registration) {
        OutcomeEntry entry = before.get(registration);
        return entry != null && entry.outcome() == Outcome.Kind.MATCHED;
    }
}
