package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.disclosure.DisclosureLog;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.PersonalMember;
import nl.sluitend.disclosure.PupilMembers;
import nl.sluitend.disclosure.SubjectRef;
import nl.sluitend.psi.BatchProof;
import nl.sluitend.psi.Casusnummer;
import nl.sluitend.psi.Octets;
import nl.sluitend.psi.RefusalType;

/**
 * Closes one match on this side, whoever withdrew it: the feed says so, what was received is
 * deleted, the key stays out of later lists, the log keeps it and the clock of the incident runs.
 * Every method runs in the caller's transaction.
 */
@ApplicationScoped
class WithdrawalClosing {

    private final OutcomeFeed feed;
    private final WithdrawalRows rows;
    private final WithdrawnKeys keys;
    private final Sessions sessions;
    private final Agreements agreements;
    private final Incidents incidents;
    private final SessionLog sessionLog;
    private final DisclosureLog log;
    private final Clock clock;

    WithdrawalClosing(
            OutcomeFeed feed,
            WithdrawalRows rows,
            WithdrawnKeys keys,
            Sessions sessions,
            Agreements agreements,
            Incidents incidents,
            SessionLog sessionLog,
            DisclosureLog log,
            Clock clock) {
        this.feed = feed;
        this.rows = rows;
        this.keys = keys;
        this.sessions = sessions;
        this.agreements = agreements;
        this.incidents = incidents;
        this.sessionLog = sessionLog;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A match as this party has it.
     *
     * @param session in which it matched
     * @param entries of every own registration that is said to match under its casusnummer; none
     *     when that is over already
     */
    record Match(
            Session session,
            Agreement agreement,
            FrozenPupil pupil,
            String casusnummer,
            List<OutcomeEntry> entries) {

        int received() {
            return (int)
                    entries.stream()
                            .flatMap(entry -> entry.fields().stream())
                            .filter(field -> field.received().isPresent())
                            .count();
        }
    }

    /**
     * Keeps lists from being frozen under this convenant until the transaction ends.
     *
     * @throws RefusedException when a session is open: what it compares cannot change any more
     */
    void hold(String convenant) throws RefusedException {
        rows.lock(convenant);
        if (sessions.lockOpen(convenant).isPresent()) {
            throw new RefusedException(
                    RefusalType.SESSION_OPEN,
                    "a session under this convenant is open; try again when it has ended");
        }
    }

    Match match(Agreement agreement, WithdrawalRows.Matched found) {
        List<OutcomeEntry> current =
                feed.current(agreement.hash(), found.pupil().registrations()).values().stream()
                        .filter(entry -> entry.outcome() == Outcome.Kind.MATCHED)
                        .toList();
        String casusnummer =
                current.stream()
                        .flatMap(entry -> entry.casusnummer().stream())
                        .findFirst()
                        .orElseGet(
                                () ->
                                        Casusnummer.of(
                                                        agreement.hash(),
                                                        found.pupil().tag().orElseThrow())
                                                .value());
        return new Match(
                sessions.get(found.sid()),
                agreement,
                found.pupil(),
                casusnummer,
                feed.ofCase(agreement.hash(), casusnummer));
    }

    /** Does all of it. */
    void close(Match match, StoredWithdrawal withdrawal) {
        Session session = match.session();
        BatchProof proof =
                sessions.batchProof(session.sid())
                        .orElseThrow(() -> Withdrawals.tooOld(match.agreement().state()));
        boolean known = rows.isKnown(withdrawal.convenant(), withdrawal.casusnummer());
        rows.insert(
                withdrawal,
                keys.seal(
                        withdrawal.id(),
                        session.convenant(),
                        session.lane(),
                        session.suite().identifier(),
                        session.keyVersion(),
                        proof.registrationKey(),
                        match.pupil().point()));
        Instant now = clock.instant();
        feed.append(
                match.entries().stream()
                        .map(entry -> OutcomeChange.of(Optional.of(entry), entry.withdrawn(now)))
                        .toList());
        List<UUID> registrations =
                match.entries().stream().map(OutcomeEntry::registration).toList();
        rows.forgetFields(session.convenant(), registrations);
        log(
                match,
                Map.of(
                        "step", "withdrawn",
                        "withdrawal", withdrawal.id().toString(),
                        "by", withdrawal.own() ? "owner" : "counterpart",
                        "reason", withdrawal.reason().name(),
                        "deleted", withdrawal.ownDeleted()));
        if (!known) {
            incidents.open(withdrawal.id(), now);
        }
    }

    /**
     * What the counterpart confirmed, however late: tags are gone after 90 days, the key that stays
     * out is not.
     */
    void confirmed(StoredWithdrawal withdrawal, int deleted) {
        log(
                withdrawal,
                rows.key(withdrawal.id()),
                Map.of(
                        "step",
                        "confirmed",
                        "withdrawal",
                        withdrawal.id().toString(),
                        "deleted",
                        deleted));
    }

    /** This party lets the pair match again, by the key that stayed out. */
    void lifted(StoredWithdrawal withdrawal, WithdrawalRows.KeyRow key) {
        log(withdrawal, key, Map.of("step", "lifted", "withdrawal", key.id().toString()));
    }

    private void log(
            StoredWithdrawal withdrawal, WithdrawalRows.KeyRow key, Map<String, Object> about) {
        log(
                sessions.get(withdrawal.sid()),
                agreements.find(withdrawal.convenant()).orElseThrow(),
                withdrawal.casusnummer(),
                key.sealed().point(),
                about);
    }

    private void log(Match match, Map<String, Object> about) {
        log(match.session(), match.agreement(), match.casusnummer(), match.pupil().point(), about);
    }

    private void log(
            Session session,
            Agreement agreement,
            String casusnummer,
            Octets point,
            Map<String, Object> about) {
        Map<String, Object> clear = new TreeMap<>(about);
        clear.put("lane", session.lane());
        log.append(
                sessionLog.name(session.convenant()),
                List.of(
                        sessionLog.leaf(
                                session,
                                agreement,
                                LeafKind.WITHDRAWAL,
                                clear,
                                List.of(new PersonalMember(PupilMembers.CASE, casusnummer)),
                                Optional.of(SubjectRef.pupil(point.toByteArray())))));
    }
}
