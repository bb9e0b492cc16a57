package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.convenant.Convenant;
import nl.sluitend.convenant.SharedField;
import nl.sluitend.psi.FieldComparison;
import nl.sluitend.psi.FieldParts;
import nl.sluitend.psi.FieldRecord;
import nl.sluitend.registration.SharedValues.Held;

/**
 * Lays what the counterpart gave beside the own registrations, in the transaction that ends a
 * session, and makes every change an entry of the feed.
 */
@ApplicationScoped
class FieldOutcomes {

    private final FrozenLists lists;
    private final FieldMessages stored;
    private final OwnFields own;
    private final OutcomeFeed feed;
    private final Clock clock;

    FieldOutcomes(
            FrozenLists lists, FieldMessages stored, OwnFields own, OutcomeFeed feed, Clock clock) {
        this.lists = lists;
        this.stored = stored;
        this.own = own;
        this.feed = feed;
        this.clock = clock;
    }

    /** Shows what the counterpart gave, some pupils at a time. */
    void show(Session session, Agreement agreement) {
        List<Convenant.Field> given = agreement.convenant().fieldsOf(agreement.counterpart());
        if (given.isEmpty()) {
            return;
        }
        var parts = new FieldParts(session.matched().orElseThrow());
        for (int part = 0; part < parts.parts(); part++) {
            show(session, given, parts.from(part), parts.until(part));
        }
    }

    private void show(Session session, List<Convenant.Field> given, int from, int until) {
        List<FrozenPupil> pupils = lists.matched(session.sid(), from, until);
        List<FieldRecord> records = stored.range(session.sid(), Sender.PEER, from, until);
        Map<UUID, Held> held = own.held(pupils);
        Map<UUID, OutcomeEntry> before = feed.current(session.convenant(), held.keySet());
        List<OutcomeChange> changes = new ArrayList<>();
        List<UUID> confirmed = new ArrayList<>();
        for (int i = 0; i < pupils.size(); i++) {
            for (UUID registration : pupils.get(i).registrations()) {
                OutcomeEntry entry = before.get(registration);
                Held values = held.get(registration);
                if (entry == null || values == null || entry.outcome() != Outcome.Kind.MATCHED) {
                    continue;
                }
                List<OutcomeChange> found =
                        OutcomeChange.ofFields(
                                entry,
                                compare(given, values, records.get(i)),
                                session.runId(),
                                clock.instant());
                changes.addAll(found);
                confirmed.add(registration);
            }
        }
        feed.append(changes);
        feed.confirmFields(session.convenant(), confirmed, clock.instant());
    }

    private static List<FieldFinding> compare(
            List<Convenant.Field> given, Held own, FieldRecord received) {
        List<FieldFinding> findings = new ArrayList<>();
        for (Convenant.Field field : given) {
            Optional<String> theirs = Optional.ofNullable(received.values().get(field.name()));
            SharedField.find(field.name())
                    .ifPresent(
                            shared ->
                                    findings.add(
                                            new FieldFinding(
                                                    field.name(),
                                                    compare(
                                                            shared,
                                                            field.withinDays(),
                                                            own.value(shared),
                                                            theirs),
                                                    theirs,
                                                    false)));
        }
        return findings;
    }

    private static FieldComparison compare(
            SharedField field, int withinDays, Optional<String> own, Optional<String> received) {
        return field.isDate()
                ? FieldComparison.ofDates(own, received, withinDays)
                : FieldComparison.ofCodes(own, received);
    }
}
