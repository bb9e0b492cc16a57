package nl.sluitend.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The machine-readable access report, as whoever received it reads it. */
public final class ReportFile {

    /** Member {@code type} of the file. */
    public static final String TYPE = "sluitend-access-report";

    private static final JsonMapper MAPPER = new JsonMapper();

    private ReportFile() {}

    /** Whether a file claims to be one: it is JSON, and a proof file is not. */
    public static boolean claims(String file) {
        return file.stripLeading().startsWith("{");
    }

    /**
     * The proof files in it.
     *
     * @throws IllegalArgumentException if it is no access report
     */
    public static List<String> proofs(String file) {
        JsonNode report;
        try {
            report = MAPPER.readTree(file);
        } catch (JsonProcessingException e) {
            // The exception's own message may quote the content.
            throw new IllegalArgumentException("the file is not JSON");
        }
        JsonNode proofs = report.path("proofs");
        if (!TYPE.equals(report.path("type").textValue()) || !proofs.isArray()) {
            throw new IllegalArgumentException("the file is no access report");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode proof : proofs) {
            if (!proof.isTextual()) {
                throw new IllegalArgumentException("a proof of the report is not text");
            }
            texts.add(proof.textValue());
        }
        return texts;
    }

    static Map<String, Object> json(AccessReport.Held held) {
        Map<String, Object> facts = new TreeMap<>();
        held.facts().forEach(fact -> facts.put(fact.name(), fact.value()));
        return Map.of("title", held.title(), "facts", facts);
    }

    static Map<String, Object> json(AccessReport.Told told) {
        return Map.of(
                "when", told.when(),
                "receiver", told.receiver(),
                "what", told.what(),
                "purpose", told.why(),
                "legalBasis", told.basis(),
                "keptUntil", told.keptUntil(),
                "proof", told.proof());
    }
}
