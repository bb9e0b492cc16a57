package nl.sluitend.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.party.TrustStore;
import nl.sluitend.reconciliation.ReplayCheck;
import nl.sluitend.reconciliation.ReplayView;

/**
 * {@code sluitend replay-session}: checks, away from the node, what the own party entered into a
 * run. Exit code 0 when everything holds, 1 when something does not, or the node refuses or does
 * not answer, 2 when the options are wrong.
 */
public final class ReplayCommand {

    private static final String HELP =
            """
            Usage: ./sluitend replay-session --run NUMBER --node URL LOGIN [OPTIONS]

            Checks within 90 days what your own party entered into a run, without a secret and without believing the
            node. Level 1: what was sent is the list that was frozen, under one key, with the offers that both
            parties signed and the entry that had to stand in the log first. Level 2, with --list: pupils drawn from
            the source system are in that list, under the key of the node. The node does not learn who was drawn.

              --run NUMBER       the run
              --node URL         your node, https://host:port
            LOGIN
              --token-file FILE  an access token; level 2 needs role fg, level 1 fg or privacy-officer
            OPTIONS
              --list FILE        what the source system holds (CSV), straight from that system
              --profile NAME     the columns of FILE; without it 'generic'
              --profiles DIR     your own profiles
              --draw N           pupils to draw, 1 to 30; without it 30. 30 find 10 percent of fraud in 96 of 100 cases
              --authorities FILE the authorities that may vouch for the signatures of the parties; PEM, or PKCS#12 with
                                 --authorities-password-file FILE; without it those of --truststore
              --truststore FILE  the authorities that may vouch for the node: PEM, or PKCS#12 with
                                 --truststore-password-file FILE; without it those of this Java

            The list of the source system has to be in scope of the convenant: a pupil who stayed out of the run, by
            its rules or by an objection, is reported as not in the list. The outcomes of the run tell why.

            Exit code 0: everything holds. 1: something does not, or the node refuses or does not answer.
            2: wrong options.
            """;

    private static final Set<String> OPTIONAL =
            NodeCalls.with(
                    Set.of(
                            "list",
                            "profile",
                            "profiles",
                            "draw",
                            "authorities",
                            "authorities-password-file"));
    private static final String JSON_TYPE = "application/json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final SecureRandom random;

    ReplayCommand(PrintStream out, PrintStream err, Clock clock, SecureRandom random) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.random = random;
    }

    public static void main(String[] arguments) {
        ReplayCommand command =
                new ReplayCommand(System.out, System.err, Clock.systemUTC(), new SecureRandom());
        System.exit(command.run(List.of(arguments)));
    }

    /** The node refuses. */
    private static final class RefusedByNodeException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedByNodeException(HttpResponse<byte[]> answer, JsonNode problem) {
            super(
                    "the node refuses (%d): %s"
                            .formatted(answer.statusCode(), problem.path("detail").asText()));
        }
    }

    /** Checks and reports; returns the exit code. */
    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            out.print(HELP);
            return arguments.isEmpty() ? 2 : 0;
        }
        try {
            CommandOptions options =
                    CommandOptions.read(
                            "replay-session", arguments, Set.of("run", "node"), OPTIONAL);
            UUID run = number(options);
            TrustStore authorities = authorities(options);
            List<ReplayCheck.Drawn> drawn = DrawnPupils.of(options, clock, random);
            return check(NodeCalls.of(options, clock), run, authorities, drawn);
        } catch (UsageException e) {
            err.println("replay-session: " + e.getMessage());
            err.println("See ./sluitend replay-session --help");
            return 2;
        } catch (NoSuchFileException e) {
            err.println("replay-session: there is no file " + e.getMessage());
            return 2;
        } catch (KeycloakRefusalException | IOException e) {
            err.println("replay-session: " + e.getMessage());
            return 1;
        } catch (GeneralSecurityException e) {
            err.println("replay-session: a key cannot be read: " + e.getMessage());
            return 2;
        }
    }

    private int check(
            NodeCalls node, UUID run, TrustStore authorities, List<ReplayCheck.Drawn> drawn)
            throws IOException, UsageException, KeycloakRefusalException, GeneralSecurityException {
        HttpResponse<byte[]> answer =
                node.post("/v1/replays", JSON_TYPE, JSON.writeValueAsBytes(Map.of("run", run)));
        ReplayView view = read(answer, 201, ReplayView.class);
        var check = new ReplayCheck(authorities, view, new Asking(node, view.id()), random);
        List<ReplayCheck.Finding> findings = check.check(drawn);
        new ReplayReport(view, check.convenant(), findings, drawn.size())
                .lines()
                .forEach(out::println);
        return findings.stream().allMatch(ReplayCheck.Finding::holds)
                        && !findings.isEmpty()
                        && ReplayReport.asked(findings) == drawn.size()
                ? 0
                : 1;
    }

    /** Asks the node for the pieces of one check. */
    private record Asking(NodeCalls node, UUID id) implements ReplayCheck.Source {

        @Override
        public ReplayView.Chunk chunk(UUID sid, int j) throws IOException {
            try {
                return read(
                        node.get("/v1/replays/%s/sessions/%s/chunks/%d".formatted(id, sid, j)),
                        200,
                        ReplayView.Chunk.class);
            } catch (UsageException | KeycloakRefusalException | GeneralSecurityException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public ReplayView.Drawn draw(UUID sid, List<String> blinded) throws IOException {
            try {
                return read(
                        node.post(
                                "/v1/replays/%s/sessions/%s/_draw".formatted(id, sid),
                                JSON_TYPE,
                                JSON.writeValueAsBytes(Map.of("elements", blinded))),
                        200,
                        ReplayView.Drawn.class);
            } catch (UsageException | KeycloakRefusalException | GeneralSecurityException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    private static <T> T read(HttpResponse<byte[]> answer, int expected, Class<T> type)
            throws IOException {
        if (answer.statusCode() != expected) {
            throw new RefusedByNodeException(
                    answer,
                    answer.body().length == 0
                            ? JSON.createObjectNode()
                            : JSON.readTree(answer.body()));
        }
        return JSON.readValue(answer.body(), type);
    }

    private static UUID number(CommandOptions options) throws UsageException {
        try {
            return UUID.fromString(options.get("run"));
        } catch (IllegalArgumentException _) {
            throw new UsageException("--run: the number of a run is expected, see the page of it");
        }
    }

    private static TrustStore authorities(CommandOptions options)
            throws UsageException, IOException {
        Optional<Path> own = NodeCalls.path(options, "authorities");
        Optional<Path> file = own.or(() -> NodeCalls.path(options, "truststore"));
        if (file.isEmpty()) {
            throw new UsageException("give --authorities, or --truststore");
        }
        String password =
                own.isPresent() ? "authorities-password-file" : "truststore-password-file";
        return new TrustStore(
                NodeHttp.authorities(file.get(), NodeCalls.secret(options, password)));
    }
}
