package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;

/** Proves entries that were logged before, also of a log that had to be closed and went on. */
@ApplicationScoped
public class PastEntries {

    private final DisclosureLog log;
    private final LogStore store;

    PastEntries(DisclosureLog log, LogStore store) {
        this.log = log;
        this.store = store;
    }

    /**
     * Proof of an entry wherever it stands: in the log of that name, or in one that it went on as.
     *
     * @param entry its octets
     * @throws IndexOutOfBoundsException if none of them has it there any more
     * @throws LogUnavailableException if a log no longer holds what was signed of it
     */
    public LeafEvidence evidence(LogName first, long index, byte[] entry) {
        LogName at = first;
        while (true) {
            if (store.find(at).filter(head -> index < head.edge().size()).isPresent()) {
                LeafEvidence found = log.proof(at, index, 0);
                if (Arrays.equals(found.entry(), entry)) {
                    return found;
                }
            }
            if (!store.isSuperseded(at)) {
                throw new IndexOutOfBoundsException("the entry is in no log of " + first);
            }
            at = at.next();
        }
    }
}
