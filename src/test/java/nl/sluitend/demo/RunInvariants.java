package nl.sluitend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nl.sluitend.demo.register.DemoParty;

/**
 * What must hold of every session of a convenant at any moment, and what when its run has ended,
 * whatever was killed meanwhile: read from the databases of both parties.
 */
final class RunInvariants {

    private static final String LEAVES =
            """
            with leaf as (
              select e ->> 'type' as type, e ->> 'exchangeId' as sid, e -> 'detail' as detail
              from (select convert_from(entry, 'UTF8')::json as e from disclosure_leaf) entries),
            s as (select * from session where convenant = ?)
            """;

    /** Sessions that break a rule, at one party. */
    private static final Map<String, String> BROKEN = new LinkedHashMap<>();

    /** The same once the run has ended. */
    private static final Map<String, String> UNFINISHED = new LinkedHashMap<>();

    /** What one party may only have when the other has what leads to it. */
    private static final Map<String, List<String>> BETWEEN = new LinkedHashMap<>();

    static {
        BROKEN.put(
                "a chunk was evaluated without an exposure leaf",
                "select sid from s where evaluated_sent > 0 and " + lacks("'exposure'"));
        BROKEN.put(
                "a chunk was evaluated before the other's exposure was verified",
                "select sid from s where evaluated_sent > 0 and " + holdsNo("PEER", "EXPOSED"));
        BROKEN.put(
                "a chunk was released and not counted, or the other way round",
                "select sid from s where evaluated_sent <> (select count(*) from session_message m"
                        + " where m.sid = s.sid and sender = 'OWN' and type = 'EVALUATED')");
        BROKEN.put(
                "a result was fixed without its leaf",
                "select sid from s where not (mode = 'MATCH_ONE_SIDED' and role = 'RESPONDER') and "
                        + holds("OWN", "RESULT")
                        + " and "
                        + lacks("'outcome', 'received', 'count', 'counted'"));
        BROKEN.put(
                "fields left without their leaf",
                "select sid from s where fields_sent > 0 and " + lacks("'disclosure'"));
        BROKEN.put(
                "two leaves for one thing",
                "select sid::uuid from leaf where sid in (select sid::text from s) and type in"
                        + " ('session-open', 'exposure', 'sending', 'outcome', 'received',"
                        + " 'counted', 'disclosure', 'receipt', 'fields-receipt', 'session-end')"
                        + " group by sid, type having count(*) > 1");
        BROKEN.put(
                "agreed without receipt and end in the log",
                "select sid from s where ending = 'AGREED' and ("
                        + lacks("'receipt'")
                        + " or "
                        + lacks("'session-end'")
                        + ")");
        BROKEN.put(
                "a match is shown of which the other's receipt is not there",
                "select sid from s where exists (select 1 from outcome o where o.convenant ="
                        + " s.convenant and o.outcome in ('MATCHED', 'PROBABLE')) and not exists"
                        + " (select 1 from session_message m join s t on t.sid = m.sid where"
                        + " m.sender = 'PEER' and m.type = 'RECEIPT')");
        UNFINISHED.put(
                "not ended in agreement",
                "select sid from s where ending is distinct from 'AGREED'");
        UNFINISHED.put(
                "a secret, or what was made with it, is left",
                "select sid from s where exists (select 1 from session_secret t where t.sid ="
                        + " s.sid) or exists (select 1 from session_message m where m.sid = s.sid"
                        + " and (type = 'COMPARED' or type in ('EVALUATED', 'FIELDS') and body is"
                        + " not null))");
        UNFINISHED.put(
                "a match at who only answers",
                "select sid from s where mode in ('MATCH_ONE_SIDED', 'COUNTS') and role ="
                        + " 'RESPONDER' and (exists (select 1 from frozen_pupil f where f.sid ="
                        + " s.sid and tag is not null) or exists (select 1 from outcome o where"
                        + " o.convenant = s.convenant) or exists (select 1 from session_count c"
                        + " where c.sid = s.sid))");
        BETWEEN.put(
                "evaluated points came without an exposure leaf of their sender",
                List.of(
                        "select sid from s where " + holds("PEER", "EVALUATED"),
                        "select sid from s where not (" + lacks("'exposure'") + ")"));
        BETWEEN.put(
                "fields came without a disclosure leaf of their sender",
                List.of(
                        "select sid from s where fields_received > 0",
                        "select sid from s where not (" + lacks("'disclosure'") + ")"));
        BETWEEN.put(
                "one agreed while the other can still drop it",
                List.of(
                        "select sid from s where " + holds("PEER", "RECEIPT"),
                        "select sid from s where phase in ('AGREED', 'FIELDS_DUE', 'FIELDS_SENT',"
                                + " 'FIELDS_HELD', 'COMPLETED') and "
                                + holds("PEER", "RESULT")));
        BETWEEN.put(
                "fields are shown while the other can still drop them",
                List.of(
                        "select sid from s where " + holds("PEER", "FIELDS_RECEIPT"),
                        "select sid from s where phase in ('FIELDS_HELD', 'COMPLETED')"));
    }

    private final TwoNodes nodes;

    RunInvariants(TwoNodes nodes) {
        this.nodes = nodes;
    }

    private static String lacks(String types) {
        return "not exists (select 1 from leaf where leaf.sid = s.sid::text and leaf.type in ("
                + types
                + "))";
    }

    private static String holds(String sender, String type) {
        return "exists (select 1 from session_message m where m.sid = s.sid and m.sender = '%s' and m.type = '%s')"
                .formatted(sender, type);
    }

    private static String holdsNo(String sender, String type) {
        return "not " + holds(sender, type);
    }

    /** What must hold in the middle of a run too. */
    void assertAtAnyMoment(String convenant, String when) throws SQLException {
        for (DemoParty party : TwoNodes.PARTIES) {
            assertNone(BROKEN, party, convenant, when);
            for (Map.Entry<String, List<String>> rule : BETWEEN.entrySet()) {
                assertThat(sessions(KilledMode.other(party), rule.getValue().getLast(), convenant))
                        .as("%s, at %s, %s", rule.getKey(), party, when)
                        .containsAll(sessions(party, rule.getValue().getFirst(), convenant));
            }
        }
    }

    /** What must hold of a run that ended. */
    void assertAtTheEnd(KilledMode mode, String convenant, String when) throws SQLException {
        assertAtAnyMoment(convenant, when);
        for (DemoParty party : TwoNodes.PARTIES) {
            assertNone(UNFINISHED, party, convenant, when);
            assertThat(nodes.run(party, convenant).path("state").asText())
                    .as("%s, %s", party, when)
                    .isEqualTo("COMPLETED");
        }
        assertThat(shown(DemoParty.RBL, convenant) > 0)
                .as("matches, %s", when)
                .isEqualTo(mode != KilledMode.COUNTS);
        if (mode != KilledMode.ONE_SIDED) {
            assertThat(shown(DemoParty.RBL, convenant))
                    .as("shown by both or by neither, %s", when)
                    .isEqualTo(shown(DemoParty.SWV_PO, convenant));
        }
    }

    /** What must hold of the answers about probable matches, at any moment. */
    void assertAnswers(String convenant, String when) throws SQLException {
        for (DemoParty party : TwoNodes.PARTIES) {
            Map<String, String> broken =
                    Map.of(
                            "a commitment left that is not logged",
                            "answer is not null and " + steps("answered") + " <> 1",
                            "an answer was opened that is not logged",
                            "(own_open is not null) <> (" + steps("opened") + " = 1)",
                            "an answer was opened before both had committed",
                            "own_open is not null and (own_commit is null or peer_commit is null)",
                            "an end that is not logged once",
                            "(state <> 'OPEN') <> (" + steps("ended") + " = 1)",
                            "decided on one answer",
                            "state <> 'OPEN' and (own_open is null or peer_open is null)",
                            "a match is shown of which the other has not opened its yes",
                            "state <> 'CONFIRMED' and exists (select 1 from matched_pupil f where"
                                    + " f.sid = p.sid and f.tag = p.tag)");
            for (Map.Entry<String, String> rule : broken.entrySet()) {
                assertThat(
                                sessions(
                                        party,
                                        "select p.sid from proposal p join s on s.sid = p.sid"
                                                + " where "
                                                + rule.getValue(),
                                        convenant))
                        .as("%s, at %s, %s", rule.getKey(), party, when)
                        .isEmpty();
            }
            assertThat(
                            sessions(
                                    KilledMode.other(party),
                                    "select p.sid from proposal p join s on s.sid = p.sid where"
                                            + " peer_commit is not null",
                                    convenant))
                    .as("what %s takes for held, the other holds, %s", party, when)
                    .containsAll(
                            sessions(
                                    party,
                                    "select p.sid from proposal p join s on s.sid = p.sid where"
                                            + " held is not null",
                                    convenant));
        }
    }

    private static String steps(String step) {
        return "(select count(*) from leaf where type = 'proposal' and detail ->> 'proposal' = proposal_id::text and detail ->> 'step' = '%s')"
                .formatted(step);
    }

    private void assertNone(
            Map<String, String> rules, DemoParty party, String convenant, String when)
            throws SQLException {
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            assertThat(sessions(party, rule.getValue(), convenant))
                    .as("%s, at %s, %s", rule.getKey(), party, when)
                    .isEmpty();
        }
    }

    private long shown(DemoParty party, String convenant) throws SQLException {
        return nodes.number(
                party,
                "select count(*) from outcome where convenant = ? and outcome in ('MATCHED',"
                        + " 'PROBABLE')",
                convenant);
    }

    private Set<UUID> sessions(DemoParty party, String query, String convenant)
            throws SQLException {
        Set<UUID> found = new TreeSet<>();
        try (Connection connection = nodes.connect(party);
                PreparedStatement statement = connection.prepareStatement(LEAVES + query)) {
            statement.setString(1, convenant);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }
}
