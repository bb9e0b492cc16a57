package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.party.Alerts;
import nl.sluitend.problem.ProblemException;

/**
 * How many pupils that a source system did not have yet it may bring in on one day: the larger of
 * the smallest quota and twice its register of that morning, or what an operator raised it to. It
 * keeps a stolen token from testing which numbers exist (protocol review, finding 2).
 */
@ApplicationScoped
class Quota {

    private static final ZoneId HERE = ZoneId.of("Europe/Amsterdam");

    private final Sql sql;
    private final RegisterTable register;
    private final RegistrationConfig config;
    private final Alerts alerts;
    private final Clock clock;

    Quota(Sql sql, RegisterTable register, RegistrationConfig config, Alerts alerts, Clock clock) {
        this.sql = sql;
        this.register = register;
        this.config = config;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** Alerts the functionaris gegevensbescherming; returns what the source system is told. */
    ProblemException refusal(String sourceSystem, QuotaExceededException exceeded) {
        alerts.raise(
                "quota-exceeded",
                sourceSystem,
                ("Bronsysteem %s wilde meer nieuwe leerlingen aanleveren dan het dagquotum van %d."
                                + " Dat is geweigerd. Ga na of het bronsysteem dit zelf wilde, of"
                                + " dat iemand met zijn sleutel nummers probeert.")
                        .formatted(sourceSystem, exceeded.quota()));
        return new ProblemException(ImportProblems.quotaExceeded(exceeded.quota()));
    }

    /**
     * Takes new distinct points from today's quota, in the caller's transaction.
     *
     * @throws QuotaExceededException when that is more than is left; the caller has to roll back
     */
    void take(String sourceSystem, KeyKind kind, long newPoints) throws QuotaExceededException {
        if (newPoints == 0) {
            return;
        }
        long used =
                sql.query(
                                "insert into quota_use (source_system, day, kind, used)"
                                        + " values (?, ?, ?, ?)"
                                        + " on conflict (source_system, day, kind) do update"
                                        + " set used = quota_use.used + excluded.used"
                                        + " returning used",
                                statement -> {
                                    statement.setString(1, sourceSystem);
                                    statement.setObject(2, today());
                                    statement.setString(3, kind.name());
                                    statement.setLong(4, newPoints);
                                },
                                row -> row.getLong(1))
                        .getFirst();
        long quota = of(sourceSystem);
        if (used > quota) {
            throw new QuotaExceededException(quota);
        }
    }

    /** Today's quota per kind of key. */
    long of(String sourceSystem) {
        long register =
                this.register.countBefore(sourceSystem, today().atStartOfDay(HERE).toInstant());
        long raised =
                sql
                        .query(
                                "select quota from quota_raise where source_system = ? and day = ?",
                                statement -> {
                                    statement.setString(1, sourceSystem);
                                    statement.setObject(2, today());
                                },
                                row -> row.getLong(1))
                        .stream()
                        .findFirst()
                        .orElse(0L);
        return Math.max(raised, Math.max(config.smallestQuota(), 2 * register));
    }

    /** Raises today's quota of a source system. */
    void raise(String sourceSystem, long quota, String operator, String reason) {
        sql.update(
                "insert into quota_raise (source_system, day, quota, raised_by, reason, raised_at)"
                        + " values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (source_system, day) do update set quota = excluded.quota,"
                        + " raised_by = excluded.raised_by, reason = excluded.reason,"
                        + " raised_at = excluded.raised_at",
                statement -> {
                    statement.setString(1, sourceSystem);
                    statement.setObject(2, today());
                    statement.setLong(3, quota);
                    statement.setString(4, operator);
                    statement.setString(5, reason);
                    statement.setTimestamp(6, Timestamp.from(clock.instant()));
                });
    }

    /** The day of the quota, which starts at midnight in the Netherlands. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), HERE);
    }
}
