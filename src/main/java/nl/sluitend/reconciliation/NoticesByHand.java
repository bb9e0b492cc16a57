package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.NodeLog;

/** What people tell a recipient themselves, because the node cannot (AVG art. 19). */
@ApplicationScoped
public class NoticesByHand {

    private static final String ACTIVITY = "notice-by-hand";

    private final NoticeRows rows;
    private final NodeLog nodeLog;
    private final Clock clock;

    NoticesByHand(NoticeRows rows, NodeLog nodeLog, Clock clock) {
        this.rows = rows;
        this.nodeLog = nodeLog;
        this.clock = clock;
    }

    /** One that people tell, or told; with the request that it is for. */
    public record ByHand(UUID request, NoticeView notice) {}

    /** The notice, if it is one of this party that the node gave up. */
    @Transactional
    public Optional<ByHand> find(UUID id) {
        return rows.find(id)
                .filter(notice -> notice.own() && notice.givenUp().isPresent())
                .map(notice -> new ByHand(notice.request().orElseThrow(), notice.view()));
    }

    /**
     * Keeps that people told it.
     *
     * @param how in words; names nobody
     * @return whether it was theirs to tell, and was not kept before
     */
    @Transactional
    public boolean told(UUID id, String how, String officer) {
        boolean first = rows.told(id, how, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        if (first) {
            nodeLog.byOfficer(
                    LeafKind.NOTICE,
                    ACTIVITY,
                    Map.of("step", "told-by-people", "notice", id.toString(), "reason", how),
                    officer);
        }
        return first;
    }
}
