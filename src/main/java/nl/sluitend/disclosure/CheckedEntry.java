package nl.sluitend.disclosure;

import java.util.ArrayList;
import java.util.List;
import nl.sluitend.disclosure.LogReport.Check;
import org.jspecify.annotations.Nullable;

/**
 * An entry with what is wrong with it by itself.
 *
 * @param index where it stands
 * @param entry null if it cannot be read
 * @param failed the check that fails; null if none does
 * @param detail what is wrong, empty if nothing
 */
@SuppressWarnings("ArrayRecordComponent")
record CheckedEntry(
        long index,
        byte[] leafHash,
        @Nullable LogEntry entry,
        @Nullable Check failed,
        String detail) {

    static List<CheckedEntry> all(LogName log, long first, List<byte[]> entries) {
        List<CheckedEntry> checked = new ArrayList<>(entries.size());
        for (byte[] bytes : entries) {
            checked.add(of(log, first + checked.size(), bytes));
        }
        return checked;
    }

    private static CheckedEntry of(LogName log, long index, byte[] bytes) {
        byte[] leafHash = MerkleTree.leafHash(bytes);
        LogEntry entry;
        try {
            entry = LogEntry.parse(bytes);
        } catch (LogVerificationException e) {
            String detail = "entry " + index + ": " + e.getMessage();
            return new CheckedEntry(index, leafHash, null, Check.ENTRY_FORM, detail);
        }
        try {
            entry.requirePlace(log, index);
            return new CheckedEntry(index, leafHash, entry, null, "");
        } catch (LogVerificationException e) {
            String detail = String.valueOf(e.getMessage());
            return new CheckedEntry(index, leafHash, entry, Check.SEQUENCE, detail);
        }
    }
}
