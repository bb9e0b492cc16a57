package nl.sluitend.disclosure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page of what was found, newest first. What is recorded after the first page was read does not
 * shift the pages that follow.
 *
 * @param found the entries of this page
 * @param counts how many entries match in all, by kind; kinds without any are left out
 * @param next the cursor of the next page; empty on the last one
 */
public record DisclosurePage(List<Found> found, Map<LeafKind, Long> counts, Optional<String> next) {

    /**
     * An entry and the log in which it stands.
     *
     * @param log the log
     * @param entry the entry, as it was logged
     * @param pupil where under the entry the pupil stands that was looked for, when the entry is
     *     about several
     */
    public record Found(LogName log, LogEntry entry, Optional<Integer> pupil) {}

    /** How many entries match in all. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
