package nl.sluitend.registration.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** Reads a list line by line while it arrives, and answers each line. Not thread safe. */
public final class ListReader {

    private final RowSource rows;
    private final RowChecker checker;

    private ListReader(RowSource rows, Profile profile, LocalDate fileDate) {
        this.rows = rows;
        this.checker = new RowChecker(profile, fileDate);
    }

    /**
     * A list as CSV.
     *
     * @param fileDate the day that the list describes
     * @throws UnreadableListException when it has no header line that fits the profile
     */
    public static ListReader csv(InputStream in, Profile profile, LocalDate fileDate)
            throws IOException, UnreadableListException {
        return new ListReader(CsvRows.open(in, profile), profile, fileDate);
    }

    /** A list as NDJSON; see {@link #csv}. */
    public static ListReader ndjson(InputStream in, Profile profile, LocalDate fileDate) {
        return new ListReader(new NdjsonRows(in, profile), profile, fileDate);
    }

    /** The answer to a single registration. */
    public static LineAnswer one(Map<Column, String> values, Profile profile, LocalDate fileDate) {
        Row row = new Row(1);
        values.forEach((column, value) -> row.set(column, value.strip()));
        return new RowChecker(profile, fileDate).check(row);
    }

    /**
     * The answer to the next line, or nothing at the end of the list.
     *
     * @throws UnreadableListException when the list cannot be read from here on
     * @throws IOException when the sender broke off
     */
    public Optional<LineAnswer> next() throws IOException, UnreadableListException {
        return rows.next().map(checker::check);
    }

    /** How many values were dropped unread so far, per kind. */
    public Map<DroppedKind, Long> dropped() {
        return rows.dropped();
    }
}
