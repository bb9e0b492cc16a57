package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Offer;
import nl.sluitend.psi.Refusal;
import nl.sluitend.psi.Role;
import nl.sluitend.psi.SessionMode;

/**
 * How much the own list changed since the count before: what two counts differ in is about the
 * registrations that came and went, and few of those are few pupils.
 */
@ApplicationScoped
class CountChanges {

    private final OwnLists ownLists;
    private final Agreements agreements;
    private final Sql sql;
    private final Clock clock;

    CountChanges(OwnLists ownLists, Agreements agreements, Sql sql, Clock clock) {
        this.ownLists = ownLists;
        this.agreements = agreements;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Refuses to be counted at while too little changed here.
     *
     * @throws RefusedException {@code too-few-changes}
     */
    void refuse(Agreement agreement, SessionMode mode, Offer offer, LocalDate refDate)
            throws RefusedException {
        if (!(mode instanceof SessionMode.Counts)
                || before(agreement.counterpart(), Role.RESPONDER).isEmpty()) {
            return;
        }
        Run run = Run.begin(agreement, mode, offer.purpose(), refDate, false, clock.instant());
        OwnList own = ownLists.freeze(run, agreement, offer.lane(), Set.of());
        RefusedException.when(
                refusal(
                        agreement,
                        mode,
                        offer.lane(),
                        offer.purpose(),
                        refDate,
                        own,
                        Role.RESPONDER));
    }

    /**
     * Why this party may not count, or be counted at, for want of changes.
     *
     * @param role our part in the count
     */
    Optional<Refusal> refusal(
            Agreement agreement,
            SessionMode mode,
            String lane,
            String purpose,
            LocalDate refDate,
            OwnList own,
            Role role) {
        return agreements.permitsChanged(
                agreement,
                mode,
                lane,
                purpose,
                refDate,
                changed(agreement.counterpart(), role, own));
    }

    /** Registrations that are on one of the two lists alone; empty when nothing was counted. */
    private Optional<Integer> changed(Oin counterpart, Role role, OwnList own) {
        return before(counterpart, role)
                .map(
                        sid -> {
                            Set<UUID> now = new HashSet<>();
                            own.pupils().forEach(pupil -> now.addAll(pupil.registrations()));
                            Set<UUID> then = registrations(sid);
                            Set<UUID> either = new HashSet<>(now);
                            either.addAll(then);
                            now.retainAll(then);
                            return either.size() - now.size();
                        });
    }

    /** The last count with this party that was agreed, in this role of ours, in any convenant. */
    private Optional<UUID> before(Oin counterpart, Role role) {
        return sql.first(
                "SELECT sid FROM session WHERE counterpart = ? AND role = ? AND mode = 'COUNTS' AND"
                        + " ending = 'AGREED' ORDER BY updated DESC LIMIT 1",
                row -> Sql.uuid(row, "sid"),
                counterpart,
                role);
    }

    private Set<UUID> registrations(UUID sid) {
        Set<UUID> found = new HashSet<>();
        sql.each(
                "SELECT unnest(registrations) AS id FROM frozen_pupil WHERE sid = ?",
                row -> found.add(Sql.uuid(row, "id")),
                sid);
        return found;
    }
}
