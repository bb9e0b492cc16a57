package nl.sluitend.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** How long each part of a session took, by what the initiator stored when. */
final class Phases {

    /** The message whose storing ends a part, in the order of the session. */
    private static final Map<String, String> ENDS = new LinkedHashMap<>();

    static {
        ENDS.put("opening", "OWN OFFER");
        ENDS.put("answering", "PEER OFFER");
        ENDS.put("lists", "OWN EXPOSED");
        ENDS.put("exposure", "PEER EXPOSED");
        ENDS.put("rounds", "PEER EVALUATED");
        ENDS.put("computing", "OWN RESULT");
        ENDS.put("comparing", "PEER RESULT");
    }

    private Phases() {}

    /**
     * Seconds of each part.
     *
     * @param initiator database of the initiator's node
     * @param until when the later of the two parties had both receipts; what is left until then is
     *     {@code ending}
     */
    static Map<String, Double> of(DataSource initiator, UUID sid, Instant from, Instant until) {
        Map<String, Instant> last = new LinkedHashMap<>();
        try (Connection connection = initiator.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT sender || ' ' || type, max(at) FROM session_message WHERE"
                                        + " sid = ? GROUP BY 1")) {
            statement.setObject(1, sid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    last.put(
                            rows.getString(1), rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        } catch (SQLException e) {
            throw new DemoFailure("de tijden van de sessie zijn niet te lezen: " + e.getMessage());
        }
        Map<String, Double> phases = new LinkedHashMap<>();
        Instant at = from;
        for (Map.Entry<String, String> end : ENDS.entrySet()) {
            Instant next = last.getOrDefault(end.getValue(), at);
            phases.put(end.getKey(), seconds(at, next));
            at = next;
        }
        phases.put("ending", seconds(at, until));
        return phases;
    }

    /** When this node had both receipts. */
    static Instant settled(DataSource node, UUID sid) {
        try (Connection connection = node.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT settled FROM session WHERE sid = ?")) {
            statement.setObject(1, sid);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new DemoFailure("de sessie " + sid + " is er niet");
                }
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException e) {
            throw new DemoFailure("het einde van de sessie is niet te lezen: " + e.getMessage());
        }
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toNanos() / 1e9;
    }
}
