package nl.sluitend.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where nodes spent their CPU time, by the samples of the JVM's flight recorder: the innermost
 * frame that belongs to a part decides.
 */
final class Shares {

    private static final Map<String, List<String>> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("curve", List.of("nl.sluitend.oprf."));
        PARTS.put("database", List.of("org.postgresql.", "io.agroal.", "org.hibernate."));
        PARTS.put(
                "http",
                List.of(
                        "io.netty.",
                        "io.vertx.",
                        "jdk.internal.net.http.",
                        "sun.security.ssl.",
                        "org.jboss.resteasy."));
    }

    private Shares() {}

    /** Parts of the samples of all recordings in a span of time; {@code rest} is what is left. */
    static Map<String, Double> of(List<Path> recordings, Instant from, Instant until)
            throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        PARTS.keySet().forEach(part -> counts.put(part, 0));
        counts.put("rest", 0);
        int all = 0;
        for (Path recording : recordings) {
            for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && event.getStartTime().isAfter(from)
                        && event.getStartTime().isBefore(until)) {
                    counts.merge(part(event), 1, Integer::sum);
                    all++;
                }
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            shares.put(count.getKey(), all == 0 ? 0 : (double) count.getValue() / all);
        }
        return shares;
    }

    private static String part(RecordedEvent event) {
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                String type = frame.getMethod().getType().getName();
                for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
                    if (part.getValue().stream().anyMatch(type::startsWith)) {
                        return part.getKey();
                    }
                }
            }
        }
        return "rest";
    }
}
