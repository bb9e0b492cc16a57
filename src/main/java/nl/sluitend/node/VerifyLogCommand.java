package nl.sluitend.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import nl.sluitend.disclosure.FolderLogSource;
import nl.sluitend.disclosure.HttpLogSource;
import nl.sluitend.disclosure.LogReport;
import nl.sluitend.disclosure.LogVerificationException;
import nl.sluitend.disclosure.LogVerifier;
import nl.sluitend.disclosure.TlogPolicy;
import nl.sluitend.disclosure.VerifierKey;
import nl.sluitend.officer.CheckDocument;
import org.jspecify.annotations.Nullable;

/**
 * {@code sluitend verify-log}: checks disclosure logs from what is published, without a database
 * and without secrets. Exit code 0 when everything holds, 1 when something does not, 2 when the
 * options are wrong or there is no log to check.
 */
public final class VerifyLogCommand {

    private static final String HELP =
            """
            Usage: ./sluitend verify-log [OPTIONS] ADDRESS|FOLDER

            Recomputes every leaf, tile and root of the disclosure logs at a node (https://host:port) or
            in a folder with static files, and checks signatures, sequence, times and the form of every
            entry. Reads only what is published; needs no database and no secrets.

              --vkeys FILE       verifier keys that you know from elsewhere, one a line; without them
                                 the key that the log itself publishes is used
              --policy FILE      the witnesses that must have cosigned (C2SP tlog-policy); without it those
                                 that the log itself names
              --counterpart DIR  logs of the counterpart as static files: receipts are compared. Logs of
                                 both parties in one folder are compared without it
              --proof FILE       check a proof file or an access report instead; needs --vkeys or --policy
              --known FILE       a signed checkpoint that you saw before; may be given several times.
                                 The log must still hold it unchanged
              --log ID           only this log: a convenant hash, or node (for an address)
              --token-file FILE  the access token of a privacy officer or FG (for an address)
              --truststore FILE  the authorities that may vouch for the node: PEM, or PKCS#12 with
                                 --truststore-password-file FILE; without it those of this Java
              --json             the report as JSON on standard output
              --pdf FILE         the report on paper, with room for a signature (in Dutch)

            Exit code 0: everything holds. 1: something does not. 2: wrong options, or no log found.
            """;

    private static final int PROGRESS_EVERY = 100_000;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    VerifyLogCommand(PrintStream out, PrintStream err, Clock clock) {
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        VerifyLogCommand command = new VerifyLogCommand(System.out, System.err, Clock.systemUTC());
        System.exit(command.run(List.of(arguments)));
    }

    /** Checks and reports; returns the exit code. */
    int run(List<String> arguments) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return 0;
        }
        try {
            VerifyLogOptions options = VerifyLogOptions.read(arguments);
            if (options.proof().isPresent()) {
                return new VerifyProof(out)
                        .run(text(options.proof().get()), keys(options), policy(options));
            }
            List<LogReport> reports = verify(options);
            String json = json(reports);
            if (options.pdf().isPresent()) {
                Files.write(options.pdf().get(), new CheckDocument(json).pdf());
            }
            if (options.json()) {
                out.println(json);
            } else {
                reports.forEach(this::print);
                printSum(options, reports);
            }
            return reports.stream().allMatch(LogReport::verified) ? 0 : 1;
        } catch (UsageException e) {
            err.println("verify-log: " + e.getMessage());
            err.println("See ./sluitend verify-log --help");
            return 2;
        } catch (IOException e) {
            err.println("verify-log: " + e.getMessage());
            return 1;
        }
    }

    private List<LogReport> verify(VerifyLogOptions options) throws UsageException, IOException {
        List<VerifierKey> keys = keys(options);
        TlogPolicy policy = policy(options);
        List<String> known = new ArrayList<>();
        for (Path file : options.known()) {
            known.add(text(file));
        }
        List<LogVerifier.Checked> checked = new ArrayList<>();
        if (options.isAddress()) {
            HttpClient client = NodeHttp.of(options.truststore(), options.truststorePassword());
            URI node = options.address();
            Optional<String> token = options.token();
            for (String id : logIds(options, client, node, token)) {
                String place = node.resolve("/v1/log/" + id).toString();
                HttpLogSource source = new HttpLogSource(client, node, id, token);
                checked.add(LogVerifier.check(source, place, keys, known, policy, progress(place)));
            }
        } else {
            checked.addAll(folders(Path.of(options.place()), keys, known, policy));
        }
        if (options.counterpart().isPresent()) {
            checked.addAll(folders(options.counterpart().get(), keys, known, policy));
        }
        LogVerifier.Checked.compareAll(checked);
        return checked.stream().map(LogVerifier.Checked::report).toList();
    }

    private List<LogVerifier.Checked> folders(
            Path folder, List<VerifierKey> keys, List<String> known, @Nullable TlogPolicy policy)
            throws IOException, UsageException {
        List<LogVerifier.Checked> checked = new ArrayList<>();
        for (Path log : folders(folder)) {
            String place = log.toString();
            checked.add(
                    LogVerifier.check(
                            new FolderLogSource(log), place, keys, known, policy, progress(place)));
        }
        return checked;
    }

    private static List<String> logIds(
            VerifyLogOptions options, HttpClient client, URI node, Optional<String> token)
            throws IOException, UsageException {
        if (options.log().isPresent()) {
            return List.of(options.log().get());
        }
        List<String> ids = HttpLogSource.logs(client, node, token);
        if (ids.isEmpty()) {
            throw new UsageException("this node keeps no logs yet");
        }
        return ids;
    }

    private static List<Path> folders(Path folder) throws IOException, UsageException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + " is neither a folder nor an https:// address");
        }
        List<Path> folders = FolderLogSource.find(folder);
        if (folders.isEmpty()) {
            throw new UsageException("no log (a folder with a file 'checkpoint') in " + folder);
        }
        return folders;
    }

    private static @Nullable TlogPolicy policy(VerifyLogOptions options)
            throws IOException, UsageException {
        if (options.policy().isEmpty()) {
            return null;
        }
        try {
            return TlogPolicy.parse(text(options.policy().get()));
        } catch (LogVerificationException e) {
            throw new UsageException(options.policy().get() + ": " + e.getMessage());
        }
    }

    private static List<VerifierKey> keys(VerifyLogOptions options)
            throws IOException, UsageException {
        List<VerifierKey> keys = new ArrayList<>();
        TlogPolicy policy = policy(options);
        if (policy != null) {
            keys.addAll(policy.logs());
        }
        Optional<Path> file = options.vkeys();
        if (file.isPresent()) {
            for (String line : text(file.get()).lines().toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                try {
                    keys.add(VerifierKey.parse(line));
                } catch (LogVerificationException e) {
                    throw new UsageException(file.get() + ": " + e.getMessage());
                }
            }
        }
        return keys;
    }

    private static String text(Path file) throws IOException, UsageException {
        if (!Files.isReadable(file)) {
            throw new UsageException(file + " cannot be read");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private LongConsumer progress(String place) {
        long[] next = {PROGRESS_EVERY};
        return done -> {
            if (done >= next[0]) {
                err.println(place + ": " + done + " entries checked");
                next[0] += PROGRESS_EVERY;
            }
        };
    }

    private void print(LogReport report) {
        out.println((report.verified() ? "verified  " : "NOT VERIFIED  ") + report.place());
        Map<String, Object> members = report.members();
        for (String name :
                List.of(
                        "origin",
                        "size",
                        "root",
                        "first",
                        "last",
                        "entries",
                        "checkpoints",
                        "cosignedSize",
                        "cosignedAt",
                        "heartbeats",
                        "vkey")) {
            if (members.containsKey(name)) {
                out.println("  " + (name + "             ").substring(0, 13) + members.get(name));
            }
        }
        for (LogReport.Finding finding : report.findings()) {
            out.println("  " + finding.check() + ": " + finding.detail());
        }
        report.counts()
                .forEach(
                        (check, count) -> {
                            long shown =
                                    report.findings().stream()
                                            .filter(finding -> finding.check() == check)
                                            .count();
                            if (count > shown) {
                                out.println("  " + check + ": " + (count - shown) + " more");
                            }
                        });
    }

    private void printSum(VerifyLogOptions options, List<LogReport> reports) {
        long verified = reports.stream().filter(LogReport::verified).count();
        out.println(
                verified
                        + " of "
                        + reports.size()
                        + " logs verified, "
                        + clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (options.vkeys().isEmpty() && options.policy().isEmpty()) {
            out.println(
                    "Checked with the keys that the logs publish themselves; compare them with the"
                            + " convenants, or give them with --vkeys.");
        }
    }

    private String json(List<LogReport> reports) throws IOException {
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(LogReport.all(reports, clock.instant()));
    }
}
