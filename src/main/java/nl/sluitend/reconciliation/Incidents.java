package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.party.Alerts;

/**
 * Incidents and their clock: who knows of a breach has 72 hours to report it to the Autoriteit
 * Persoonsgegevens (art. 33, first member, AVG). Whether it is one is for people to decide.
 */
@ApplicationScoped
class Incidents {

    /** Art. 33, first member. */
    static final Duration TERM = Duration.ofDays(3);

    /** How long before its end an alert tells. */
    static final Duration WARNING = Duration.ofHours(24);

    /** Of the node log. */
    static final String ACTIVITY = "incident";

    private static final int MOST = 500;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy 'om' HH:mm", Locale.of("nl"))
                    .withZone(ZoneId.of("Europe/Amsterdam"));

    private final Sql sql;
    private final NodeLog nodeLog;
    private final Alerts alerts;
    private final Transactions transactions;
    private final Clock clock;

    Incidents(Sql sql, NodeLog nodeLog, Alerts alerts, Transactions transactions, Clock clock) {
        this.sql = sql;
        this.nodeLog = nodeLog;
        this.alerts = alerts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Starts the clock, in the caller's transaction. */
    void open(UUID withdrawal, Instant aware) {
        UUID id = UUID.randomUUID();
        Instant from = aware.truncatedTo(ChronoUnit.SECONDS);
        Instant due = from.plus(TERM);
        sql.run(
                "INSERT INTO incident (incident_id, withdrawal_id, aware, due) VALUES (?, ?, ?, ?)",
                id,
                withdrawal,
                from,
                due);
        nodeLog.byNode(
                LeafKind.INCIDENT,
                ACTIVITY,
                Map.of(
                        "step", "opened",
                        "incident", id.toString(),
                        "withdrawal", withdrawal.toString(),
                        "due", due.toString()));
    }

    /** Tells people of the incident of a withdrawal, once what began it is committed. */
    void tell(UUID withdrawal) {
        undecided().stream()
                .filter(incident -> incident.withdrawal().equals(withdrawal))
                .forEach(this::tell);
    }

    private void tell(Incident incident) {
        alerts.raise(
                "incident-open",
                incident.id().toString(),
                ("Een overeenkomst is ingetrokken: een partij kan gegevens van een ander kind hebben"
                                + " gezien. Beslis voor %s of dit een datalek is dat gemeld moet"
                                + " worden (artikel 33 AVG). Leg de beslissing vast bij incident %s.")
                        .formatted(MOMENT.format(incident.due()), incident.id()));
    }

    /** Newest first. */
    List<Incident> newest() {
        return sql.list(
                "SELECT * FROM incident ORDER BY aware DESC, incident_id LIMIT " + MOST,
                Incidents::read);
    }

    Optional<Incident> find(UUID id) {
        return sql.first("SELECT * FROM incident WHERE incident_id = ?", Incidents::read, id);
    }

    Optional<Incident> of(UUID withdrawal) {
        return sql.first(
                "SELECT * FROM incident WHERE withdrawal_id = ?", Incidents::read, withdrawal);
    }

    /**
     * Keeps what was decided; the first decision stays.
     *
     * @return empty when there is no such incident, or it was decided before
     */
    Optional<Incident> decide(
            UUID id, Incident.Decision decision, String explanation, String officer) {
        return transactions.run(
                () -> {
                    int changed =
                            sql.run(
                                    "UPDATE incident SET decision = ?, explanation = ?, decided = ?"
                                            + " WHERE incident_id = ? AND decision IS NULL",
                                    decision,
                                    explanation,
                                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                                    id);
                    if (changed == 0) {
                        return Optional.empty();
                    }
                    nodeLog.byOfficer(
                            LeafKind.INCIDENT,
                            ACTIVITY,
                            Map.of(
                                    "step", "decided",
                                    "incident", id.toString(),
                                    "decision", decision.name()),
                            officer);
                    return sql.first(
                            "SELECT * FROM incident WHERE incident_id = ?", Incidents::read, id);
                });
    }

    boolean exists(UUID id) {
        return sql.first("SELECT 1 FROM incident WHERE incident_id = ?", _ -> true, id).isPresent();
    }

    /** Raises an alert for each incident whose term ends within a day, or has ended, undecided. */
    void watch() {
        Instant now = clock.instant();
        for (Incident incident : undecided()) {
            if (now.isAfter(incident.due())) {
                alerts.raise(
                        "incident-overdue",
                        incident.id().toString(),
                        ("De termijn van 72 uur van incident %s is voorbij en er is niet besloten."
                                        + " Beslis nu, en leg uit waarom het later is (artikel 33, eerste"
                                        + " lid, AVG).")
                                .formatted(incident.id()));
            } else if (now.isAfter(incident.due().minus(WARNING))) {
                alerts.raise(
                        "incident-due",
                        incident.id().toString(),
                        "De termijn van 72 uur van incident %s eindigt op %s. Beslis of het gemeld moet worden."
                                .formatted(incident.id(), MOMENT.format(incident.due())));
            }
        }
    }

    private List<Incident> undecided() {
        return transactions.run(
                () ->
                        sql.list(
                                "SELECT * FROM incident WHERE decision IS NULL ORDER BY due",
                                Incidents::read));
    }

    private static Incident read(ResultSet row) throws SQLException {
        return new Incident(
                Sql.uuid(row, "incident_id"),
                Sql.uuid(row, "withdrawal_id"),
                Sql.instant(row, "aware"),
                Sql.instant(row, "due"),
                Optional.ofNullable(row.getString("decision")).map(Incident.Decision::valueOf),
                Optional.ofNullable(row.getString("explanation")),
                Sql.optionalInstant(row, "decided"));
    }
}
