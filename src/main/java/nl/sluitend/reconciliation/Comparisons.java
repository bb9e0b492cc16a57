package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Ending;
import nl.sluitend.psi.Octets;

/** In which sessions one pupil was on the own list, and what stands now: for the pupil. */
@ApplicationScoped
public class Comparisons {

    private final Sql sql;
    private final FieldsBox box;

    Comparisons(Sql sql, FieldsBox box) {
        this.sql = sql;
        this.box = box;
    }

    /**
     * A session in which the pupil was on the own list.
     *
     * @param at when the list was frozen
     * @param lane the kind of key on which was compared
     * @param ending empty while it runs
     * @param exposed whether anything left with which the counterpart can compare: from then on it
     *     may know, whatever became of the session
     * @param matched whether the pupil is on both lists; empty unless both parties agreed
     * @param counted who alone learned something, if the session was for that
     */
    public record Comparison(
            UUID session,
            String convenant,
            Oin counterpart,
            String purpose,
            String lane,
            Instant at,
            Optional<Ending> ending,
            boolean exposed,
            Optional<Boolean> matched,
            Counted counted) {}

    /** Who alone learned something in a session. */
    public enum Counted {
        /** Neither: the pupils were compared one by one, and both learned the matches. */
        NOBODY,
        /** We counted: nobody learned of the pupil by itself. */
        WE,
        /** The counterpart counted, and learned numbers with noise. */
        COUNTERPART,
        /** We asked which of our own pupils the counterpart has too. */
        WE_ASKED,
        /** The counterpart asked which of its pupils we have: whether this one is unknown to us. */
        COUNTERPART_ASKED
    }

    /**
     * What the last run says of a registration.
     *
     * @param outcome name of the outcome, as the interface for source systems has it
     * @param casusnummer the number under which both parties speak of the pupil, if there is one
     * @param received what the counterpart gave, by the name of the field; personal
     */
    public record Standing(
            UUID registration,
            String convenant,
            Oin counterpart,
            String outcome,
            Optional<String> casusnummer,
            Instant since,
            SortedMap<String, String> received) {

        @Override
        public String toString() {
            return "Standing[" + registration + ", masked]";
        }
    }

    /**
     * The sessions, oldest first, without counts that ended before a list left. Reads every frozen
     * list: for a single question, not for a table.
     *
     * @param registrations of the pupil
     * @param points every keyed point of the pupil; those of lists are kept for 90 days
     */
    @Transactional
    public List<Comparison> of(List<UUID> registrations, List<Octets> points) {
        return sql.list(
                """
                SELECT s.sid, s.convenant, s.counterpart, s.purpose, s.lane, s.created, s.ending,
                  s.evaluated_sent > 0 AS exposed,
                  CASE WHEN s.mode NOT IN ('COUNTS', 'MATCH_ONE_SIDED') THEN 'NOBODY' ELSE
                    CASE s.role WHEN 'INITIATOR' THEN 'WE' ELSE 'COUNTERPART' END
                    || CASE s.mode WHEN 'COUNTS' THEN '' ELSE '_ASKED' END END AS counted,
                  CASE WHEN s.settled IS NOT NULL AND s.mode <> 'COUNTS'
                    AND NOT (s.mode = 'MATCH_ONE_SIDED' AND s.role = 'RESPONDER') THEN bool_or(f.tag IS NOT NULL AND NOT f.conflict)
                    END AS matched
                FROM frozen_pupil f JOIN session s USING (sid)
                WHERE (f.registrations && cast(? AS uuid[]) OR f.point = ANY (cast(? AS bytea[])))
                  AND (s.mode <> 'COUNTS' OR s.offers_hash IS NOT NULL)
                GROUP BY s.sid ORDER BY s.created, s.sid
                """,
                Comparisons::read,
                registrations,
                points);
    }

    /** What the last runs say of these registrations. */
    @Transactional
    public List<Standing> standing(List<UUID> registrations) {
        return sql.list(
                "SELECT * FROM outcome WHERE registration_id = ANY (cast(? AS uuid[]))"
                        + " ORDER BY since, convenant, registration_id",
                row ->
                        new Standing(
                                Sql.uuid(row, "registration_id"),
                                row.getString("convenant"),
                                new Oin(row.getString("counterpart")),
                                row.getString("outcome"),
                                Optional.ofNullable(row.getString("casusnummer")),
                                Sql.instant(row, "since"),
                                received(row)),
                registrations);
    }

    /** Deletes what counterparts gave of these registrations. */
    @Transactional
    public void forgetFields(List<UUID> registrations) {
        sql.run(
                "UPDATE outcome SET fields = NULL, fields_at = NULL WHERE fields IS NOT NULL AND"
                        + " registration_id = ANY (cast(? AS uuid[]))",
                registrations);
        sql.run(
                "UPDATE outcome_entry SET fields = NULL WHERE fields IS NOT NULL AND"
                        + " registration_id = ANY (cast(? AS uuid[]))",
                registrations);
    }

    private SortedMap<String, String> received(ResultSet row) throws SQLException {
        SortedMap<String, String> received = new TreeMap<>();
        box.open(
                        row.getString("convenant"),
                        Sql.uuid(row, "registration_id"),
                        Sql.optionalOctets(row, "fields"))
                .forEach(
                        field ->
                                field.received()
                                        .ifPresent(value -> received.put(field.name(), value)));
        return received;
    }

    private static Comparison read(ResultSet row) throws SQLException {
        return new Comparison(
                Sql.uuid(row, "sid"),
                row.getString("convenant"),
                new Oin(row.getString("counterpart")),
                row.getString("purpose"),
                row.getString("lane"),
                Sql.instant(row, "created"),
                Optional.ofNullable(row.getString("ending")).map(Ending::valueOf),
                row.getBoolean("exposed"),
                Optional.ofNullable(row.getObject("matched", Boolean.class)),
                Counted.valueOf(row.getString("counted")));
    }
}
