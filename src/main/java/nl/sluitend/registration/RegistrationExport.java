package nl.sluitend.registration;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.sluitend.disclosure.DisclosureExport;
import org.jspecify.annotations.Nullable;

/**
 * The registrations of a source system as a CSV (RFC 4180) for people with a spreadsheet: what is
 * stored, under the names of the profile {@code generic}. Holds no key of a pupil, because none is
 * stored. A text that a spreadsheet would take for a formula gets a {@code '} before it.
 */
@ApplicationScoped
class RegistrationExport {

    private static final int PAGE = 5_000;

    private static final List<String> HEADER =
            List.of(
                    "reference",
                    "profile",
                    "category",
                    "startDate",
                    "endDate",
                    "enrolled",
                    "schoolType",
                    "municipality",
                    "brin",
                    "source",
                    "offerDate",
                    "lead",
                    "ageBand",
                    "shielded",
                    "endedOn");

    private final Sql sql;
    private final RegisterTable register;
    private final RegisterLog log;

    RegistrationExport(Sql sql, RegisterTable register, RegisterLog log) {
        this.sql = sql;
        this.register = register;
        this.log = log;
    }

    /** Notes in the node log that the list is taken away; comes before {@link #write}. */
    void announce(String sourceSystem) {
        QuarkusTransaction.requiringNew()
                .run(() -> log.exported(sourceSystem, register.count(sourceSystem)));
    }

    /**
     * Writes the list, by reference, page by page; closes nothing.
     *
     * @throws IOException when the receiver goes away
     */
    void write(String sourceSystem, OutputStream out) throws IOException {
        CsvWriter csv =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(
                                new BufferedWriter(
                                        new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        csv.writeRecord(HEADER);
        Optional<String> last = Optional.of("");
        while (last.isPresent()) {
            String from = last.get();
            List<List<@Nullable String>> page =
                    QuarkusTransaction.requiringNew().call(() -> page(sourceSystem, from));
            for (List<@Nullable String> row : page) {
                csv.writeRecord(row.stream().map(DisclosureExport::neutral).toList());
            }
            last =
                    page.size() < PAGE
                            ? Optional.empty()
                            : Optional.ofNullable(page.getLast().getFirst());
        }
        csv.flush();
    }

    private List<List<@Nullable String>> page(String sourceSystem, String after) {
        return sql.query(
                "select reference, "
                        + StoredRegistration.COLUMNS.stream()
                                .map(column -> column + "::text")
                                .collect(Collectors.joining(", "))
                        + ", ended_on from registration where source_system = ?"
                        + " and reference collate \"C\" > ? order by reference collate \"C\""
                        + " limit "
                        + PAGE,
                statement -> {
                    statement.setString(1, sourceSystem);
                    statement.setString(2, after);
                },
                row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int i = 1; i <= HEADER.size(); i++) {
                        values.add(row.getString(i));
                    }
                    return values;
                });
    }
}
