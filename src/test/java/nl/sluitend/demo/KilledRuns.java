package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import nl.sluitend.demo.register.DemoParty;

/** Runs of two packaged nodes that are killed on the way, at points drawn at random. */
final class KilledRuns {

    private final TwoNodes nodes;
    private final RunInvariants invariants;
    private List<DemoParty> down = List.of();
    private int stops;
    private int kills;

    private final Mishap mishap;

    KilledRuns(TwoNodes nodes) {
        this.nodes = nodes;
        this.invariants = new RunInvariants(nodes);
        this.mishap = this::killNodes;
    }

    /** Runs of nodes that stay up, to which something else happens at each point. */
    KilledRuns(TwoNodes nodes, Mishap mishap) {
        this.nodes = nodes;
        this.invariants = new RunInvariants(nodes);
        this.mishap = mishap;
    }

    /** What happens while a node stands before a gate. */
    interface Mishap {

        /** Gives how many processes or connections it ended. */
        int strike(Gate gate, Random random) throws SQLException;
    }

    private int killNodes(Gate gate, Random random) {
        down = stops++ % 2 == 1 ? TwoNodes.PARTIES : List.of(KilledMode.party(random));
        down.forEach(victim -> nodes.process(victim).kill());
        return down.size();
    }

    /** Processes or connections that were ended so far. */
    int kills() {
        return kills;
    }

    /** Opens a gate. */
    private interface Place {
        Gate gate() throws SQLException;
    }

    /**
     * Plays a run to its end with a kill at each point that its mode gives; what must hold is
     * checked while the killed node is down, and when the run has ended.
     *
     * @param when for messages
     * @return the convenant of the run
     */
    String run(KilledMode mode, Random random, String when) throws SQLException {
        if (mode == KilledMode.COUNTS) {
            forgetCounts();
        }
        String convenant = mode.convenant(nodes);
        DemoParty initiator = mode.initiator(random);
        List<KilledMode.Point> points = mode.points(initiator, random);
        if (points.isEmpty()) {
            nodes.start(initiator, convenant);
        }
        boolean started = false;
        for (KilledMode.Point point : points) {
            String at = point + " in " + when;
            Runnable begin = started ? () -> {} : () -> nodes.start(initiator, convenant);
            started = true;
            if (kill(
                    () ->
                            Gate.inLane(
                                    nodes,
                                    point.at(),
                                    point.lane(),
                                    point.sender(),
                                    point.type(),
                                    point.j()),
                    begin,
                    () -> isStored(point, convenant) || hasEnded(point.at(), convenant),
                    random,
                    at)) {
                invariants.assertAtAnyMoment(convenant, at);
            }
        }
        restart();
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until("the end at " + party + " of " + when, () -> hasEnded(party, convenant));
        }
        invariants.assertAtTheEnd(mode, convenant, when);
        return convenant;
    }

    /**
     * Has people of both parties answer the one probable match of a run, and kills nodes while the
     * answers go to and fro.
     */
    void answer(String convenant, Random random, String when) throws SQLException {
        boolean match = random.nextBoolean();
        DemoParty refusing = KilledMode.party(random);
        Map<DemoParty, String> answers =
                Map.of(refusing, match ? "YES" : "NO", KilledMode.other(refusing), "YES");
        boolean asked = false;
        for (String column :
                List.of("own_commit", "peer_commit", "held", "own_open", "peer_open")) {
            DemoParty at = KilledMode.party(random);
            String point = column + " at " + at + " in " + when;
            Runnable begin =
                    asked
                            ? () -> {}
                            : () ->
                                    answers.forEach(
                                            (party, answer) ->
                                                    Thread.ofVirtual()
                                                            .start(
                                                                    () ->
                                                                            give(
                                                                                    party,
                                                                                    convenant,
                                                                                    answer)));
            asked = true;
            if (kill(
                    () -> Gate.ofProposal(nodes, at, column),
                    begin,
                    () -> proposals(at, convenant, column + " is not null") > 0,
                    random,
                    point)) {
                invariants.assertAnswers(convenant, point);
            }
        }
        restart();
        String state = match ? "CONFIRMED" : "NOT_CONFIRMED";
        for (DemoParty party : TwoNodes.PARTIES) {
            nodes.until(
                    "the decision at " + party + " in " + when,
                    () -> proposals(party, convenant, "state = '" + state + "'") == 1);
        }
        invariants.assertAnswers(convenant, when);
    }

    /**
     * Kills one node, or both every other time, at that place; whatever was killed before is
     * started again first.
     *
     * @param passed whether what the gate waits for is there already, or was and is wiped
     * @return whether it came by there
     */
    private boolean kill(
            Place place, Runnable begin, BooleanSupplier passed, Random random, String when)
            throws SQLException {
        try (Gate gate = place.gate()) {
            restart();
            begin.run();
            nodes.until(when, () -> gate.isHolding() || passed.getAsBoolean());
            if (!gate.isHolding()) {
                return false;
            }
            kills += mishap.strike(gate, random);
            return true;
        }
    }

    private void restart() {
        for (DemoParty party : down) {
            nodes.process(party).restart();
        }
        for (DemoParty party : down) {
            nodes.process(party).awaitReady();
        }
        down = List.of();
    }

    boolean hasEnded(DemoParty party, String convenant) {
        String state = nodes.run(party, convenant).path("state").asText();
        return !state.isEmpty() && !state.equals("RUNNING");
    }

    private boolean isStored(KilledMode.Point point, String convenant) {
        return number(
                        point.at(),
                        "select count(*) from session_message m join session s using (sid) where"
                                + " s.convenant = ? and s.lane = ? and m.sender = ? and m.type = ?"
                                + " and m.j = ?",
                        convenant,
                        point.lane(),
                        point.sender(),
                        point.type(),
                        point.j())
                > 0;
    }

    private long proposals(DemoParty party, String convenant, String condition) {
        return number(
                party,
                "select count(*) from proposal where convenant = ? and " + condition,
                convenant);
    }

    private long number(DemoParty party, String sql, Object... values) {
        try {
            return nodes.number(party, sql, values);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** As a person does whose node is down for a moment: tries until it is told to be there. */
    private void give(DemoParty party, String convenant, String answer) {
        nodes.until(
                "the answer of " + party,
                () -> {
                    if (proposals(party, convenant, "answer is not null") > 0) {
                        return true;
                    }
                    try {
                        for (JsonNode one : nodes.casework(party).get("/v1/proposals")) {
                            if (one.path("convenant").asText().equals(convenant)) {
                                nodes.casework(party)
                                        .post(
                                                "/v1/proposals/%s/_answer"
                                                        .formatted(one.path("id").asText()),
                                                Map.of("answer", answer));
                            }
                        }
                    } catch (UncheckedIOException | DemoFailure e) {
                        // Its node was killed, or the answer is there.
                        return false;
                    }
                    return false;
                });
    }

    /** As if nobody ever counted, so that the budget of a school year does not end the test. */
    private void forgetCounts() throws SQLException {
        for (DemoParty party : TwoNodes.PARTIES) {
            try (Connection connection = nodes.connect(party);
                    Statement statement = connection.createStatement()) {
                statement.execute("delete from ledger where mode = 'COUNTS'");
            }
        }
    }
}
