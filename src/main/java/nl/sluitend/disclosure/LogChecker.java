package nl.sluitend.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What the process does that checks the logs of a node. It has neither the node's settings nor its
 * database, and reads only what the node hands it.
 */
public final class LogChecker {

    private LogChecker() {}

    /**
     * Checks every log that it is asked to, reports, and is done.
     *
     * @param fromNode what the node says
     * @param toNode what the node is told
     */
    public static void run(InputStream fromNode, OutputStream toNode, Clock clock)
            throws IOException {
        run(new CheckerPipe(fromNode, toNode), clock);
    }

    private static void run(CheckerPipe node, Clock clock) throws IOException {
        List<LogReport> reports = new ArrayList<>();
        for (CheckerPipe.Asked log : node.asked()) {
            reports.add(
                    LogVerifier.verify(
                            node.source(log.id()),
                            log.id(),
                            List.of(key(log)),
                            log.known(),
                            _ -> {}));
        }
        node.report(LeafJson.MAPPER.writeValueAsBytes(LogReport.all(reports, clock.instant())));
    }

    private static VerifierKey key(CheckerPipe.Asked log) throws IOException {
        try {
            return VerifierKey.parse(log.vkey());
        } catch (LogVerificationException e) {
            throw new IOException(e);
        }
    }
}
