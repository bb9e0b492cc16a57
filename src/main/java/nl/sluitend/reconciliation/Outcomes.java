package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.SourceReference;

/**
 * Works out, in the transaction that ends a session, what its run says of each registration, and
 * makes every change an entry of the feed.
 */
@ApplicationScoped
class Outcomes {

    private final OutcomeFeed feed;
    private final OwnLists ownLists;
    private final Sessions sessions;
    private final FrozenLists lists;
    private final VanishedMatches vanished;
    private final Sql sql;
    private final Clock clock;

    Outcomes(
            OutcomeFeed feed,
            OwnLists ownLists,
            Sessions sessions,
            FrozenLists lists,
            VanishedMatches vanished,
            Sql sql,
            Clock clock) {
        this.feed = feed;
        this.ownLists = ownLists;
        this.sessions = sessions;
        this.lists = lists;
        this.vanished = vanished;
        this.sql = sql;
        this.clock = clock;
    }

    /** An outcome before it is known whose registration it is. */
    private record Finding(
            Outcome.Kind outcome, Optional<String> rule, Optional<String> casusnummer) {}

    /** Remembers which registrations stay out of this lane. */
    void exclude(UUID runId, String lane, List<OwnList.Excluded> excluded) {
        sql.batch(
                "INSERT INTO run_excluded (run_id, registration_id, lane, outcome, rule) VALUES (?,"
                        + " ?, ?, ?, ?) ON CONFLICT (run_id, registration_id, lane) DO UPDATE SET"
                        + " outcome = excluded.outcome, rule = excluded.rule",
                excluded.stream()
                        .map(
                                e ->
                                        new Object[] {
                                            runId, e.registration(), lane, e.outcome(), e.rule()
                                        })
                        .toList());
    }

    /**
     * Shows the matches of a session that both parties agreed on; after the last lane also what did
     * not match.
     *
     * @param last whether no lane comes after this one
     */
    void show(Session session, boolean last) {
        Map<UUID, OutcomeEntry> before = feed.current(session.convenant());
        Map<Octets, List<UUID>> earlier = lists.matchedBefore(session);
        Map<UUID, Finding> findings = new LinkedHashMap<>();
        for (FrozenPupil pupil : lists.all(session.sid())) {
            if (pupil.isMatched()) {
                String number =
                        kept(pupil, before, earlier)
                                .orElseGet(() -> fresh(session, pupil.tag().orElseThrow()));
                var matched =
                        new Finding(Outcome.Kind.MATCHED, Optional.empty(), Optional.of(number));
                pupil.registrations().forEach(id -> findings.put(id, matched));
            }
        }
        if (last) {
            addUnmatched(session, findings);
            vanished.watch(session, before);
        }
        publish(session, findings, before);
        if (last) {
            feed.count(session.runId());
        }
    }

    private static String fresh(Session session, Octets tag) {
        return Casusnummer.of(session.convenant(), tag).value();
    }

    /**
     * The number of a pair that matched before; both parties kept it from the same first session. A
     * registration that came in the place of another one has it too.
     *
     * @param earlier registrations that matched in the session before, by point
     */
    private static Optional<String> kept(
            FrozenPupil pupil, Map<UUID, OutcomeEntry> before, Map<Octets, List<UUID>> earlier) {
        return Stream.concat(
                        pupil.registrations().stream(),
                        earlier.getOrDefault(pupil.point(), List.of()).stream())
                .map(before::get)
                .filter(entry -> entry != null && entry.outcome() == Outcome.Kind.MATCHED)
                .flatMap(entry -> entry.casusnummer().stream())
                .min(Comparator.naturalOrder());
    }

    /**
     * Strongest first: what took part and matched earlier is left alone, then reasons, then "only
     * here".
     */
    private void addUnmatched(Session session, Map<UUID, Finding> findings) {
        Map<UUID, Finding> rest = new LinkedHashMap<>();
        for (Session each : sessions.ofRun(session.runId())) {
            if (each.transcript().isPresent()) {
                lists.all(each.sid()).forEach(pupil -> addUnmatched(pupil, rest));
            }
        }
        excluded(session.runId())
                .forEach((id, finding) -> rest.merge(id, finding, Outcomes::stronger));
        lists.matchedInRun(session.runId()).forEach(rest::remove);
        rest.forEach(findings::putIfAbsent);
    }

    private static void addUnmatched(FrozenPupil pupil, Map<UUID, Finding> rest) {
        Outcome.Kind outcome = pupil.conflict() ? Outcome.Kind.CONFLICT : Outcome.Kind.ONLY_HERE;
        var finding = new Finding(outcome, Optional.empty(), Optional.empty());
        pupil.registrations().forEach(id -> rest.merge(id, finding, Outcomes::stronger));
    }

    private Map<UUID, Finding> excluded(UUID runId) {
        Map<UUID, Finding> found = new HashMap<>();
        sql.list(
                        "SELECT registration_id, outcome, rule FROM run_excluded WHERE run_id = ?",
                        row ->
                                Map.entry(
                                        Sql.uuid(row, "registration_id"),
                                        new Finding(
                                                Outcome.Kind.valueOf(row.getString("outcome")),
                                                Optional.ofNullable(row.getString("rule")),
                                                Optional.empty())),
                        runId)
                .forEach(e -> found.merge(e.getKey(), e.getValue(), Outcomes::stronger));
        return found;
    }

    private static Finding stronger(Finding one, Finding other) {
        return strength(one.outcome()) >= strength(other.outcome()) ? one : other;
    }

    /**
     * A missing key in one lane says nothing when another lane used one; a doubt weighs more than
     * "only here".
     */
    private static int strength(Outcome.Kind outcome) {
        return switch (outcome) {
            case MATCHED -> 7;
            case OBJECTION -> 6;
            case OUT_OF_SCOPE -> 5;
            case NOBODY_ANSWERS -> 4;
            case CONFLICT -> 3;
            case AMBIGUOUS -> 2;
            case ONLY_HERE -> 1;
            case KEY_MISSING -> 0;
        };
    }

    private void publish(
            Session session, Map<UUID, Finding> findings, Map<UUID, OutcomeEntry> before) {
        Map<UUID, SourceReference> references = ownLists.references(List.copyOf(findings.keySet()));
        List<OutcomeChange> changed = new ArrayList<>();
        findings.forEach(
                (id, finding) -> {
                    SourceReference known = references.get(id);
                    if (known == null) {
                        return;
                    }
                    Optional<OutcomeEntry> old = Optional.ofNullable(before.get(id));
                    var entry =
                            new OutcomeEntry(
                                    id,
                                    known.sourceSystem(),
                                    session.convenant(),
                                    session.counterpart(),
                                    finding.outcome(),
                                    finding.rule(),
                                    finding.casusnummer(),
                                    session.runId(),
                                    clock.instant());
                    if (old.isEmpty() || !old.get().saysTheSame(entry)) {
                        changed.add(OutcomeChange.of(old, entry));
                    }
                });
        feed.append(changed);
        feed.confirm(session.convenant(), session.runId(), List.copyOf(findings.keySet()));
    }
}
