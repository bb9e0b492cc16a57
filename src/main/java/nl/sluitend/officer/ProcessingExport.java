package nl.sluitend.officer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.sluitend.disclosure.DisclosureExport;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogUnavailableException;
import nl.sluitend.disclosure.NodeLog;
import nl.sluitend.disclosure.ProcessingActivity;
import nl.sluitend.party.OwnParty;

/**
 * The register of processing activities as a file that leaves the node. Holds nothing of a person;
 * that it was taken stands in the node log before it leaves.
 */
@ApplicationScoped
class ProcessingExport {

    private static final List<String> HEADER =
            List.of(
                    "section",
                    "id",
                    "name",
                    "purpose",
                    "controller",
                    "recipient",
                    "dataSubjects",
                    "data",
                    "legalBasis",
                    "retention",
                    "transfers",
                    "convenantHash",
                    "logged",
                    "deviation");

    private final ProcessingViews views;
    private final NodeLog nodeLog;
    private final OwnParty own;
    private final Clock clock;
    private final ObjectMapper json;

    ProcessingExport(
            ProcessingViews views, NodeLog nodeLog, OwnParty own, Clock clock, ObjectMapper json) {
        this.views = views;
        this.nodeLog = nodeLog;
        this.own = own;
        this.clock = clock;
        this.json = json;
    }

    /** The form of the file. */
    enum Format {
        /** One line for each activity and for each deviation. */
        CSV("text/csv; charset=utf-8"),
        /** One document. */
        JSON("application/json");

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

        /** The form with that name: {@code csv} or {@code json}. */
        static Optional<Format> find(String extension) {
            return Arrays.stream(values())
                    .filter(format -> format.extension().equals(extension))
                    .findFirst();
        }
    }

    private record Document(
            String oin, String party, String asOf, @JsonUnwrapped ProcessingRegister register) {}

    /**
     * The file, once it is logged that it is taken.
     *
     * @param officer who takes it, by the subject of the access token
     * @throws LogUnavailableException if that cannot be logged; then nothing leaves
     */
    @Transactional
    byte[] take(Format format, String officer) {
        nodeLog.byOfficer(
                LeafKind.CONSULTATION,
                "log-consultation",
                Map.of("consulted", "processing-register", "format", format.extension()),
                officer);
        ProcessingRegister register = views.register();
        return switch (format) {
            case CSV -> csv(own.name(), register).getBytes(StandardCharsets.UTF_8);
            case JSON -> json(register);
        };
    }

    private byte[] json(ProcessingRegister register) {
        try {
            return json.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(
                            new Document(
                                    own.oin().value(),
                                    own.name(),
                                    clock.instant().toString(),
                                    register));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a register of texts is JSON", e);
        }
    }

    /** A line for each activity and deviation; no text in it is a formula of a spreadsheet. */
    static String csv(String party, ProcessingRegister register) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        csv.writeRecord(HEADER);
        Stream.of(
                        register.agreed().stream().map(ProcessingExport::line),
                        register.own().stream().map(activity -> line(party, activity)),
                        register.deviations().stream().map(ProcessingExport::line))
                .flatMap(lines -> lines)
                .forEach(
                        line ->
                                csv.writeRecord(
                                        line.stream().map(DisclosureExport::neutral).toList()));
        return text.toString();
    }

    private static List<String> line(ProcessingRegister.Agreed activity) {
        return List.of(
                "convenant",
                activity.id(),
                "",
                activity.purpose(),
                activity.controller(),
                activity.recipient(),
                activity.dataSubjects(),
                activity.data(),
                activity.legalBasis(),
                activity.retention(),
                activity.transfers(),
                activity.convenantHash(),
                activity.logged(),
                "");
    }

    private static List<String> line(String party, ProcessingActivity activity) {
        return List.of(
                "node",
                activity.id(),
                activity.name(),
                activity.purpose(),
                party,
                "",
                String.join(", ", activity.dataSubjects()),
                activity.data(),
                activity.legalBasis(),
                activity.retention(),
                "",
                "",
                "",
                "");
    }

    private static List<String> line(ProcessingRegister.Deviation deviation) {
        return List.of(
                "deviation",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                deviation.what(),
                deviation.why());
    }
}
