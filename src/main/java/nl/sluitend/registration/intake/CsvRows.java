package nl.sluitend.registration.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A list as CSV (RFC 4180) with a header line; comma or semicolon, whichever the header line has
 * more of.
 */
final class CsvRows implements RowSource {

    /** The most characters that a header line may have. */
    private static final int HEADER_LIMIT = 16_384;

    /** The most characters that a record may have, quoted free text included. */
    private static final int RECORD_LIMIT = 65_536;

    private static final String QUOTING =
            "records of at most 65,536 characters, quoted as in RFC 4180";

    private final Profile profile;
    private final Iterator<CsvRecord> records;
    private final List<Optional<Profile.Target>> columns;
    private final Map<DroppedKind, Long> dropped = new EnumMap<>(DroppedKind.class);
    private long lastLine = 1;

    private CsvRows(
            Profile profile, Iterator<CsvRecord> records, List<Optional<Profile.Target>> columns) {
        this.profile = profile;
        this.records = records;
        this.columns = columns;
    }

    /**
     * Reads the header line.
     *
     * @throws UnreadableListException when there is no header, a column in it is unknown to the
     *     profile or named twice, or a required one is missing
     */
    static CsvRows open(InputStream in, Profile profile)
            throws IOException, UnreadableListException {
        BufferedReader reader = new BufferedReader(new DetectingReader(in), HEADER_LIMIT);
        char separator = separator(reader);
        Iterator<CsvRecord> records =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowExtraCharsAfterClosingQuote(false)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(RECORD_LIMIT)
                        .ofCsvRecord(reader)
                        .iterator();
        CsvRows rows = new CsvRows(profile, records, new ArrayList<>());
        CsvRecord header =
                rows.nextRecord()
                        .orElseThrow(
                                () ->
                                        new UnreadableListException(
                                                1,
                                                "list",
                                                "is empty",
                                                "a header line with: " + profile.headerNames()));
        rows.readHeader(header);
        return rows;
    }

    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(HEADER_LIMIT);
        int commas = 0;
        int semicolons = 0;
        boolean quoted = false;
        boolean seen = false;
        for (int i = 0; i < HEADER_LIMIT - 1; i++) {
            int c = reader.read();
            boolean lineEnd = c == '\n' || c == '\r';
            if (c < 0 || (seen && !quoted && lineEnd)) {
                break;
            }
            seen |= c > ' ';
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
            }
        }
        reader.reset();
        return semicolons > commas ? ';' : ',';
    }

    private void readHeader(CsvRecord header) throws UnreadableListException {
        Map<String, Profile.Target> targets = profile.targets();
        List<LineIssue> issues = new ArrayList<>();
        Set<Profile.Target> found = new HashSet<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String name = header.getField(i);
            Profile.Target target = targets.get(Profile.plain(name));
            boolean nameless = name.isBlank() && i == header.getFieldCount() - 1;
            if (target == null && !nameless) {
                issues.add(
                        LineIssue.error(
                                header.getStartingLineNumber(),
                                "column " + (i + 1),
                                "has a name that profile " + profile.name() + " does not know",
                                "one of: " + profile.headerNames()));
            } else if (target != null
                    && !(target instanceof Profile.Target.Dropped)
                    && !found.add(target)) {
                issues.add(
                        LineIssue.error(
                                header.getStartingLineNumber(),
                                "column " + (i + 1),
                                "has the name of an earlier column",
                                "every column once"));
            }
            columns.add(Optional.ofNullable(target));
        }
        for (String required : profile.required()) {
            Profile.Target target =
                    profile.deciding().containsKey(required)
                            ? new Profile.Target.Deciding(required)
                            : new Profile.Target.Value(Column.find(required).orElseThrow());
            if (!found.contains(target)) {
                issues.add(
                        LineIssue.error(
                                header.getStartingLineNumber(),
                                profile.headerName(required),
                                "is missing from the header line",
                                "a column with this name"));
            }
        }
        if (!issues.isEmpty()) {
            throw new UnreadableListException(issues);
        }
    }

    @Override
    public Optional<Row> next() throws IOException, UnreadableListException {
        Optional<CsvRecord> record = nextRecord();
        if (record.isEmpty()) {
            return Optional.empty();
        }
        Row row = new Row(record.get().getStartingLineNumber());
        int fields = record.get().getFieldCount();
        if (fields != columns.size()) {
            row.refuse(
                    "line",
                    "has " + fields + " values",
                    "as many values as the header line has columns: " + columns.size());
        }
        for (int i = 0; i < Math.min(fields, columns.size()); i++) {
            put(row, columns.get(i), record.get().getField(i).strip());
        }
        return Optional.of(row);
    }

    private void put(Row row, Optional<Profile.Target> target, String value) {
        if (value.isEmpty() || target.isEmpty()) {
            return;
        }
        switch (target.get()) {
            case Profile.Target.Value(Column column) -> row.set(column, value);
            case Profile.Target.Deciding(String name) -> row.setDeciding(name, value);
            case Profile.Target.Dropped(DroppedKind kind) -> dropped.merge(kind, 1L, Long::sum);
        }
    }

    private Optional<CsvRecord> nextRecord() throws IOException, UnreadableListException {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord record = records.next();
            lastLine = record.getStartingLineNumber();
            return Optional.of(record);
        } catch (CsvParseException malformed) {
            // The message of the parser may quote the list; the cause may be the sender's silence.
            if (malformed.getCause() instanceof IOException brokenOff) {
                throw brokenOff;
            }
            throw new UnreadableListException(
                    lastLine, "list", "cannot be read after this line", QUOTING);
        } catch (UncheckedIOException brokenOff) {
            throw brokenOff.getCause();
        }
    }

    @Override
    public Map<DroppedKind, Long> dropped() {
        return dropped;
    }
}
