package nl.sluitend.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The result of a demo for machines, as {@code --report} writes it.
 *
 * @param runs of the first week, in the order in which they ran
 * @param logs the disclosure log of each convenant at each of its parties, at the end
 * @param secondWeek empty when the registers were the caller's own
 */
public record DemoReport(List<Node> nodes, List<Run> runs, List<Log> logs, SecondWeek secondWeek) {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One party's node.
     *
     * @param role {@code rbl}, {@code swv-po} or {@code swv-vo}
     * @param registrations stored by the import
     * @param rejectedLines refused by the import
     */
    public record Node(
            String role, String oin, String name, int registrations, int rejectedLines) {}

    /**
     * One reconciliation.
     *
     * @param between the roles of the two parties
     * @param mode such as {@code MATCH}
     * @param sizes pupils in scope at each of the two
     * @param matched pupils that both have
     * @param matchedReferences by role, as each party pulled them from its own node
     */
    public record Run(
            List<String> between,
            String mode,
            List<Integer> sizes,
            int matched,
            long durationMs,
            Map<String, List<String>> matchedReferences) {}

    /**
     * A disclosure log.
     *
     * @param role of the party whose log it is
     * @param convenant hash of the convenant, lower-case hexadecimal
     * @param size number of leaves
     * @param root of the tree, base64
     * @param verified by the log verifier, from the exported files alone
     */
    public record Log(String role, String convenant, long size, String root, boolean verified) {}

    /** What the lists of a week later changed; same shape as above. */
    public record SecondWeek(List<Node> nodes, List<Run> runs) {}

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    /** Reads a report back. */
    public static DemoReport read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), DemoReport.class);
    }
}
