package nl.sluitend.registration.intake;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A list that is read record by record, in memory of a bounded size. */
sealed interface RowSource permits CsvRows, NdjsonRows {

    /**
     * The next record, or nothing at the end of the list.
     *
     * @throws UnreadableListException when the list cannot be read from here on
     * @throws IOException when the sender broke off
     */
    Optional<Row> next() throws IOException, UnreadableListException;

    /** How many values were dropped unread so far, per kind. */
    Map<DroppedKind, Long> dropped();
}
