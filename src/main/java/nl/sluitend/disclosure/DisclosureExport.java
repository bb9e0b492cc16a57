package nl.sluitend.disclosure;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was found to a file that leaves the node: entries as they were logged, never an
 * opening. That it was taken stands in the node log before the first line leaves.
 */
@ApplicationScoped
public class DisclosureExport {

    private static final int PAGE = 500;
    private static final String FORMULA_STARTS = "=+-@\t\r\n";
    private static final List<String> HEADER =
            List.of(
                    "log",
                    "index",
                    "logged",
                    "time",
                    "type",
                    "convenantHash",
                    "purpose",
                    "legalBasis",
                    "role",
                    "sender",
                    "receiver",
                    "exchangeId",
                    "processingActivity",
                    "detail");

    private final DisclosureQuery query;
    private final Disclosures disclosures;
    private final NodeLog nodeLog;

    DisclosureExport(DisclosureQuery query, Disclosures disclosures, NodeLog nodeLog) {
        this.query = query;
        this.disclosures = disclosures;
        this.nodeLog = nodeLog;
    }

    /** The form of the file. */
    public enum Format {
        CSV("text/csv; charset=utf-8"),
        NDJSON("application/x-ndjson");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        String extension() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The form with that name: {@code csv} or {@code ndjson}. */
        public static Optional<Format> find(String extension) {
            return Arrays.stream(values())
                    .filter(format -> format.extension().equals(extension))
                    .findFirst();
        }
    }

    /**
     * The file as an answer to a browser or a system, once it is logged that it is taken.
     *
     * @param officer who takes it, by the subject of the access token
     * @throws LogUnavailableException if that cannot be logged; then nothing leaves
     */
    public Response download(DisclosureFilter filter, Format format, String officer) {
        long total = begin(filter, format, officer);
        StreamingOutput file = out -> write(filter, format, out);
        return Response.ok(file)
                .type(format.mediaType())
                .header("X-Total-Count", total)
                .header("Cache-Control", "no-store")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"verstrekkingen." + format.extension() + "\"")
                .build();
    }

    /**
     * Logs that entries are taken out; durable when this returns.
     *
     * @return how many match now
     */
    @Transactional
    long begin(DisclosureFilter filter, Format format, String officer) {
        long total = query.counts(filter).values().stream().mapToLong(Long::longValue).sum();
        Map<String, Object> what = new TreeMap<>();
        what.put("filter", filter.describe());
        what.put("format", format.extension());
        what.put("total", total);
        nodeLog.byOfficer(LeafKind.EXPORT, "log-export", what, officer);
        return total;
    }

    /** Writes everything that matches, newest first, one page in memory at a time. */
    void write(DisclosureFilter filter, Format format, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        if (format == Format.CSV) {
            csv.writeRecord(HEADER);
        }
        Optional<DisclosureCursor> after = Optional.empty();
        while (true) {
            List<DisclosureQuery.Row> rows = disclosures.rows(filter, after, PAGE);
            for (DisclosureQuery.Row row : rows) {
                DisclosurePage.Found found = Disclosures.parse(row);
                if (format == Format.CSV) {
                    csv.writeRecord(record(found));
                } else {
                    text.write(line(found));
                }
            }
            if (rows.size() < PAGE) {
                break;
            }
            after = Optional.of(rows.getLast().cursor());
        }
        csv.flush();
        text.flush();
    }

    private static List<String> record(DisclosurePage.Found found) {
        LogEntry entry = found.entry();
        Map<String, Object> members = entry.members();
        return HEADER.stream()
                .map(
                        column ->
                                switch (column) {
                                    case "log" -> found.log().id();
                                    case "index" -> Long.toString(entry.seq());
                                    case "detail" ->
                                            entry.detail().isEmpty()
                                                    ? ""
                                                    : new String(
                                                            LeafJson.canonical(entry.detail()),
                                                            StandardCharsets.UTF_8);
                                    default -> neutral(members.get(column));
                                })
                .toList();
    }

    private static String line(DisclosurePage.Found found) {
        Map<String, Object> members = new TreeMap<>();
        members.put("log", found.log().id());
        members.put("entry", found.entry().members());
        return new String(LeafJson.canonical(members), StandardCharsets.UTF_8) + "\n";
    }

    /** What a spreadsheet shows as it is. */
    public static String neutral(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.isEmpty() || FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
