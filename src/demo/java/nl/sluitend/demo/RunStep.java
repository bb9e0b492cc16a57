package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nl.sluitend.demo.PairResult.Side;
import nl.sluitend.demo.register.DemoParty;

/** Lays the registers of two parties side by side and pulls what each of them learned. */
final class RunStep {

    private final DemoWorld world;
    private final Terminal terminal;
    private final Waiting waiting;
    private final Map<DemoParty, OutcomeFeedReader> feeds = new EnumMap<>(DemoParty.class);

    RunStep(DemoWorld world, Terminal terminal, Waiting waiting) {
        this.world = world;
        this.terminal = terminal;
        this.waiting = waiting;
        for (DemoParty party : DemoParty.values()) {
            feeds.put(party, new OutcomeFeedReader(world.node(party).source()));
        }
    }

    /** Starts a run at the RBL, waits for both parties and returns what each has. */
    PairResult run(DemoPair pair, String convenant, LocalDate refDate) {
        NodeApi rbl = world.node(DemoParty.RBL).manager();
        String run =
                rbl.post(
                                "/v1/runs",
                                Map.of(
                                        "convenant",
                                        convenant,
                                        "purpose",
                                        DemoConvenant.PURPOSE,
                                        "refDate",
                                        refDate.toString()))
                        .path("id")
                        .asText();
        Progress progress = new Progress(pair);
        waiting.until("de vergelijking", () -> progress.isDone(rbl.get("/v1/runs/" + run)));
        JsonNode done = rbl.get("/v1/runs/" + run);
        if (!done.path("state").asText().equals("COMPLETED")) {
            throw new DemoFailure(
                    "de vergelijking met %s eindigt als %s: %s %s"
                            .formatted(
                                    pair.swv().displayName(),
                                    done.path("state").asText(),
                                    done.path("reason").asText(),
                                    done.path("detail").asText()));
        }
        List<Side> sides = new ArrayList<>();
        for (DemoParty party : pair.parties()) {
            sides.add(side(party, convenant, sid(done)));
        }
        return new PairResult(pair, convenant, done.path("durationMs").asLong(), sides);
    }

    private Side side(DemoParty party, String convenant, String sid) {
        NodeApi node = world.node(party).manager();
        waiting.until(
                "het einde van de vergelijking bij " + party.displayName(),
                () -> session(node, sid).path("matched").isInt());
        JsonNode session = session(node, sid);
        OutcomeFeedReader feed = Objects.requireNonNull(feeds.get(party));
        feed.pull();
        return new Side(
                party,
                session.path("ownSize").asInt(),
                session.path("matched").asInt(),
                feed.under(convenant));
    }

    /** Both parties know the one session of the run under the same number. */
    private static String sid(JsonNode run) {
        return run.path("sessions").path(0).path("sid").asText();
    }

    private static JsonNode session(NodeApi node, String sid) {
        for (JsonNode run : node.get("/v1/runs")) {
            if (sid(run).equals(sid) && !run.path("state").asText().equals("RUNNING")) {
                return run.path("sessions").path(0);
            }
        }
        return MissingNode.getInstance();
    }

    /** Tells the person at the terminal how far a run is, a quarter at a time. */
    private final class Progress {

        private final DemoPair pair;
        private int told;

        Progress(DemoPair pair) {
            this.pair = pair;
        }

        boolean isDone(JsonNode run) {
            int percent = run.path("progress").asInt();
            if (percent >= told + 25 && percent < 100) {
                told = percent;
                terminal.progress(
                        "  %s en %s: %d %%%s"
                                .formatted(
                                        DemoParty.RBL.displayName(),
                                        pair.swv().displayName(),
                                        percent,
                                        estimate(run.path("remainingMs"))));
            }
            return !run.path("state").asText().equals("RUNNING");
        }

        private static String estimate(JsonNode remainingMs) {
            return remainingMs.isNumber()
                    ? ", nog ongeveer %d s".formatted(Math.ceilDiv(remainingMs.asLong(), 1000L))
                    : "";
        }
    }
}
