package nl.sluitend.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.demo.register.DemoParty;

/**
 * Measures a whole run between two packaged nodes on this machine: {@code PsiBench --size N [--json
 * FILE]}. Stands in the demo's package for the sake of its world: PostgreSQL, Keycloak, two nodes
 * with mutual TLS, a signed convenant. One run warms up, the second counts. docs/performance.md
 * explains the figures.
 */
public final class PsiBench {

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int LARGEST = 1_000_000;
    private static final int HEAP_MB = 640;
    private static final Duration SETTLING = Duration.ofMinutes(3);

    /** CPU seconds in one second for both nodes, below which they are at rest. */
    private static final double IDLE = 0.15;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int size;
    private final Terminal terminal = new Terminal(System.err);

    /**
     * Every question is work for a node: asked seldom, as the nodes themselves say when they ended.
     */
    private final Waiting waiting = new Waiting(PATIENCE, Duration.ofSeconds(1));

    private final DemoPair pair = DemoPair.bySchoolNumber();
    private final Clock clock = Clock.system(ZoneId.of("Europe/Amsterdam"));

    private PsiBench(int size) {
        this.size = size;
    }

    /** Exit code 0 after a measurement, 1 when something failed, 2 for wrong options. */
    public static void main(String[] arguments) {
        int size = 0;
        Path json = null;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--size" ->
                        size = value.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(value) : 0;
                case "--json" -> json = Path.of(value);
                default -> size = -1;
            }
        }
        if (size < 2 || size > LARGEST || arguments.length % 2 != 0) {
            System.err.println("usage: bench psi --size N [--json FILE], N from 2 to " + LARGEST);
            System.exit(2);
        }
        System.exit(new PsiBench(size).run(json));
    }

    private int run(@org.jspecify.annotations.Nullable Path json) {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "bench-cleanup"));
        try {
            Path directory = Files.createTempDirectory("sluitend-bench-");
            cleanup.add(() -> Cleanup.delete(directory));
            String line = JSON.writeValueAsString(measure(directory, cleanup));
            System.out.println(line);
            if (json != null) {
                Files.writeString(json, line + System.lineSeparator());
            }
            return 0;
        } catch (IOException | RuntimeException e) {
            System.err.println("bench psi: " + e.getMessage());
            return 1;
        } finally {
            cleanup.close();
        }
    }

    private ObjectNode measure(Path directory, Cleanup cleanup) throws IOException {
        List<String> recording =
                List.of(
                        "-XX:StartFlightRecording=filename=node.jfr,settings=default,dumponexit=true",
                        "-Dsluitend.party.calls.request-timeout=PT10M",
                        "-Dsluitend.registration.max-lines=" + size);
        DemoWorld world =
                DemoWorld.start(
                        directory,
                        pair.parties(),
                        size,
                        new NodeProcess.Jvm(HEAP_MB, false, recording),
                        terminal,
                        cleanup);
        double imported = importBoth(world);
        terminal.progress("convenant");
        String convenant = new ConvenantStep(world, waiting, clock).sign(pair, size);
        terminal.progress("opwarmen");
        once(world, convenant);
        terminal.progress("tot rust komen");
        settle(world);
        terminal.progress("meten");
        List<NodeUse> before = use(world);
        Span span = once(world, convenant);
        List<NodeUse> after = use(world);
        terminal.progress("klaar");
        ObjectNode result = JSON.createObjectNode();
        result.put("size", size);
        result.put("importSeconds", rounded(imported));
        result.put("wallSeconds", rounded(span.seconds()));
        result.put("shownSeconds", rounded(seconds(span.from(), span.shown())));
        long bytes = 0;
        for (int i = 0; i < after.size(); i++) {
            String role = pair.roles().get(i);
            result.withObject("/cpuSeconds")
                    .put(role, rounded(after.get(i).cpuSeconds() - before.get(i).cpuSeconds()));
            result.withObject("/peakRssMiB").put(role, after.get(i).peakRssMiB());
            bytes += after.get(i).bytes() - before.get(i).bytes();
        }
        result.put("bytes", bytes);
        result.put("matched", span.matched());
        ObjectNode phases = result.putObject("phases");
        Phases.of(world.database(DemoParty.RBL), span.sid(), span.from(), span.until())
                .forEach((part, seconds) -> phases.put(part, rounded(seconds)));
        ObjectNode shares = result.putObject("shares");
        for (DemoParty party : pair.parties()) {
            world.node(party).process().stop();
        }
        Shares.of(
                        pair.parties().stream()
                                .map(p -> directory.resolve(p.role()).resolve("node.jfr"))
                                .toList(),
                        span.from(),
                        span.until())
                .forEach((part, share) -> shares.put(part, rounded(share)));
        return result;
    }

    private double importBoth(DemoWorld world) {
        terminal.progress("importeren");
        long start = System.nanoTime();
        int half = size / 2;
        for (DemoParty party : pair.parties()) {
            int first = party == DemoParty.RBL ? 0 : half;
            new ImportStep(world)
                    .snapshot(
                            party,
                            DemoLists.ListFile.of(
                                    "generic", BenchRegister.csv(first, first + size)),
                            LocalDate.now(clock));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** The compiler may still be at work on what the first run warmed up. */
    private void settle(DemoWorld world) {
        double[] before = {Double.MAX_VALUE};
        Waiting quiet = new Waiting(SETTLING, Duration.ofSeconds(1));
        quiet.until(
                "stille knooppunten",
                () -> {
                    double now = use(world).stream().mapToDouble(NodeUse::cpuSeconds).sum();
                    double used = now - before[0];
                    before[0] = now;
                    return used >= 0 && used < IDLE;
                });
    }

    private List<NodeUse> use(DemoWorld world) {
        return pair.parties().stream()
                .map(party -> NodeUse.of(world.node(party).process()))
                .toList();
    }

    /**
     * From the accepted request to the last receipt that a node stored.
     *
     * @param shown when both nodes had shown their outcomes
     */
    private record Span(UUID sid, Instant from, Instant until, Instant shown, int matched) {
        double seconds() {
            return PsiBench.seconds(from, until);
        }
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toNanos() / 1e9;
    }

    private Span once(DemoWorld world, String convenant) {
        NodeApi rbl = world.node(DemoParty.RBL).manager();
        Map<String, String> request =
                Map.of(
                        "convenant",
                        convenant,
                        "purpose",
                        DemoConvenant.PURPOSE,
                        "refDate",
                        LocalDate.now(clock).toString());
        String runId = rbl.post("/v1/runs", request).path("id").asText();
        waiting.until("de run", () -> isOver(rbl.get("/v1/runs/" + runId)));
        JsonNode run = rbl.get("/v1/runs/" + runId);
        if (!run.path("state").asText().equals("COMPLETED")) {
            throw new DemoFailure("de run eindigt als " + run);
        }
        String sid = run.path("sessions").path(0).path("sid").asText();
        NodeApi swv = world.node(pair.swv()).manager();
        waiting.until("de andere kant", () -> isOver(of(swv, sid)));
        UUID id = UUID.fromString(sid);
        return new Span(
                id,
                Instant.parse(run.path("started").asText()),
                later(
                        Phases.settled(world.database(pair.parties().getFirst()), id),
                        Phases.settled(world.database(pair.parties().getLast()), id)),
                later(
                        Instant.parse(run.path("ended").asText()),
                        Instant.parse(of(swv, sid).path("ended").asText())),
                run.path("sessions").path(0).path("matched").asInt());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static boolean isOver(JsonNode run) {
        return !run.path("state").asText("RUNNING").equals("RUNNING");
    }

    private static JsonNode of(NodeApi node, String sid) {
        for (JsonNode run : node.get("/v1/runs")) {
            if (run.path("sessions").path(0).path("sid").asText().equals(sid)) {
                return run;
            }
        }
        return JSON.createObjectNode();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
