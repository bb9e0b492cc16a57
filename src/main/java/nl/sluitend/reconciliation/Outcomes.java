package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Octets;
import nl.sluitend.registration.SourceReference;
import org.jspecify.annotations.Nullable;

/**
 * Works out, in the transaction that ends a session, what its run says of each registration, and
 * makes every change an entry of the feed.
 */
@ApplicationScoped
class Outcomes {

    private final OutcomeFeed feed;
    private final OwnLists ownLists;
    private final FrozenLists lists;
    private final VanishedMatches vanished;
    private final Proposing proposing;
    private final Sql sql;
    private final Clock clock;

    Outcomes(
            OutcomeFeed feed,
            OwnLists ownLists,
            FrozenLists lists,
            VanishedMatches vanished,
            Proposing proposing,
            Sql sql,
            Clock clock) {
        this.feed = feed;
        this.ownLists = ownLists;
        this.lists = lists;
        this.vanished = vanished;
        this.proposing = proposing;
        this.sql = sql;
        this.clock = clock;
    }

    /** An outcome before it is known whose registration it is. */
    private record Finding(
            Outcome.Kind outcome, Optional<String> rule, Optional<String> casusnummer) {}

    /** Remembers which registrations stay out of this lane. */
    void exclude(UUID runId, String lane, List<OwnList.Excluded> excluded) {
        sql.batch(
                "INSERT INTO run_excluded (run_id, registration_id, lane, outcome, rule,"
                        + " matched_with) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run_id,"
                        + " registration_id, lane) DO UPDATE SET outcome = excluded.outcome, rule ="
                        + " excluded.rule, matched_with = excluded.matched_with",
                excluded.stream()
                        .map(
                                e ->
                                        new Object[] {
                                            runId,
                                            e.registration(),
                                            lane,
                                            e.outcome(),
                                            e.rule(),
                                            e.with()
                                        })
                        .toList());
    }

    /**
     * Shows the matches of a session that both parties agreed on; after the last lane also what did
     * not match. Works on some pupils at a time: a list is larger than memory may be.
     *
     * @param last whether no lane comes after this one
     */
    void show(Session session, boolean last) {
        if (last) {
            vanished.watch(session, feed.matched(session.convenant()));
        }
        Map<Octets, List<UUID>> earlier = lists.matchedBefore(session);
        Optional<Proposing.Lane> proposals = proposing.lane(session);
        List<FrozenPupil> some = new ArrayList<>();
        lists.eachMatched(
                session.sid(),
                pupil -> {
                    some.add(pupil);
                    if (some.size() == FrozenLists.PAGE) {
                        publishMatched(session, some, earlier, proposals);
                        some.clear();
                    }
                });
        publishMatched(session, some, earlier, proposals);
        proposals.ifPresent(Proposing.Lane::endOthers);
        if (last) {
            publishUnmatched(session);
            feed.count(session.runId());
        }
    }

    private void publishMatched(
            Session session,
            List<FrozenPupil> pupils,
            Map<Octets, List<UUID>> earlier,
            Optional<Proposing.Lane> proposals) {
        Set<UUID> known = new HashSet<>();
        for (FrozenPupil pupil : pupils) {
            known.addAll(pupil.registrations());
            known.addAll(earlier.getOrDefault(pupil.point(), List.of()));
        }
        Map<UUID, OutcomeEntry> before = feed.current(session.convenant(), known);
        Map<UUID, Finding> findings = new LinkedHashMap<>();
        for (FrozenPupil pupil : pupils) {
            // The party that was asked derives no casusnummer: nobody could speak by one.
            Finding finding =
                    proposals
                            .map(lane -> finding(lane.of(pupil)))
                            .orElseGet(
                                    () ->
                                            matched(
                                                    session.asks()
                                                            ? Optional.empty()
                                                            : number(
                                                                    session, pupil, before,
                                                                    earlier)));
            pupil.registrations().forEach(id -> findings.put(id, finding));
        }
        publish(session, findings, before);
    }

    private static Finding matched(Optional<String> number) {
        return new Finding(Outcome.Kind.MATCHED, Optional.empty(), number);
    }

    private static Optional<String> number(
            Session session,
            FrozenPupil pupil,
            Map<UUID, OutcomeEntry> before,
            Map<Octets, List<UUID>> earlier) {
        return kept(pupil, before, earlier)
                .or(() -> Optional.of(fresh(session, pupil.tag().orElseThrow())));
    }

    /** What people said of a pair that they have to confirm. */
    private static Finding finding(StoredProposal proposal) {
        return switch (proposal.state()) {
            case CONFIRMED -> matched(Optional.of(proposal.casusnummer()));
            case OPEN -> new Finding(Outcome.Kind.PROBABLE, Optional.empty(), Optional.empty());
            case NOT_CONFIRMED, LAPSED, OVER ->
                    new Finding(Outcome.Kind.NOT_CONFIRMED, Optional.empty(), Optional.empty());
        };
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

    /** What is said of a registration that did not match in this run. */
    private record Unmatched(UUID registration, Finding finding, Optional<UUID> with) {}

    /**
     * Strongest first: what took part and matched earlier is left alone, then reasons, then "only
     * here".
     */
    private void publishUnmatched(Session session) {
        Set<UUID> matched = lists.matchedInRun(session.runId());
        Map<UUID, Finding> some = new LinkedHashMap<>();
        Map<UUID, UUID> with = new HashMap<>();
        sql.each(
                """
                SELECT unnest(f.registrations) AS id, NULL AS rule, NULL::uuid AS matched_with,
                  CASE WHEN f.conflict THEN 'CONFLICT' ELSE 'ONLY_HERE' END AS outcome
                FROM frozen_pupil f JOIN session s USING (sid)
                WHERE s.run_id = ? AND s.transcript IS NOT NULL AND (f.tag IS NULL OR f.conflict)
                UNION ALL
                SELECT registration_id, rule, matched_with, outcome FROM run_excluded WHERE run_id = ?
                ORDER BY id
                """,
                row -> {
                    Unmatched unmatched = unmatched(row);
                    if (matched.contains(unmatched.registration())) {
                        return;
                    }
                    // What is said of one registration comes in a row, and stays together.
                    if (some.size() >= FrozenLists.PAGE
                            && !some.containsKey(unmatched.registration())) {
                        publishWithOthers(session, some, with);
                        some.clear();
                        with.clear();
                    }
                    some.merge(unmatched.registration(), unmatched.finding(), Outcomes::stronger);
                    unmatched.with().ifPresent(other -> with.put(unmatched.registration(), other));
                },
                session.runId(),
                session.runId());
        publishWithOthers(session, some, with);
    }

    /**
     * Of a registration that stayed out as another one of the pupil had matched, the same is said
     * as of that one: it may be probable still, and it has a number by which people speak.
     */
    private void publishWithOthers(
            Session session, Map<UUID, Finding> findings, Map<UUID, UUID> with) {
        Map<UUID, OutcomeEntry> others =
                feed.current(session.convenant(), new HashSet<>(with.values()));
        with.forEach(
                (id, other) ->
                        findings.computeIfPresent(
                                id,
                                (_, finding) ->
                                        finding.outcome() == Outcome.Kind.MATCHED
                                                ? same(finding, others.get(other))
                                                : finding));
        publish(session, findings);
    }

    private static Finding same(Finding finding, @Nullable OutcomeEntry other) {
        return other == null
                ? finding
                : new Finding(other.outcome(), other.rule(), other.casusnummer());
    }

    private static Unmatched unmatched(ResultSet row) throws SQLException {
        return new Unmatched(
                Sql.uuid(row, "id"),
                new Finding(
                        Outcome.Kind.valueOf(row.getString("outcome")),
                        Optional.ofNullable(row.getString("rule")),
                        Optional.empty()),
                Optional.ofNullable(row.getObject("matched_with", UUID.class)));
    }

    private static Finding stronger(Finding one, Finding other) {
        return one.outcome().isAsStrongAs(other.outcome()) ? one : other;
    }

    private void publish(Session session, Map<UUID, Finding> findings) {
        publish(session, findings, feed.current(session.convenant(), findings.keySet()));
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
        // What changed names this run already.
        Set<UUID> unchanged = new HashSet<>(findings.keySet());
        changed.forEach(change -> unchanged.remove(change.entry().registration()));
        feed.confirm(session.convenant(), session.runId(), List.copyOf(unchanged));
    }
}
