package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.disclosure.ReceiptComparison.Difference;

/** What the nightly comparisons gave, by convenant. */
@ApplicationScoped
public class ReceiptComparisons {

    private static final TypeReference<List<Difference>> DIFFERENCES = new TypeReference<>() {};

    private final LogStore store;
    private final Clock clock;

    ReceiptComparisons(LogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * One comparison.
     *
     * @param unanswered why the counterpart gave nothing to compare with
     */
    record Kept(Instant at, Optional<String> unanswered, ReceiptComparison comparison) {}

    /**
     * The last comparison under a convenant, for people.
     *
     * @param answered whether the counterpart gave its side
     * @param sessions sessions with equal receipts
     * @param pupils entries of pupils that both hold
     * @param erased entries that one side cannot read any more
     * @param differences what one side lacks
     */
    public record Shown(
            Instant at,
            boolean answered,
            int sessions,
            int pupils,
            int erased,
            List<ReceiptComparison.Difference> differences) {}

    /** The last comparison under a convenant. */
    @Transactional
    public Optional<Shown> shown(String convenantHash) {
        return last(convenantHash, 1).stream()
                .findFirst()
                .map(
                        kept ->
                                new Shown(
                                        kept.at(),
                                        kept.unanswered().isEmpty(),
                                        kept.comparison().sessions(),
                                        kept.comparison().pupils(),
                                        kept.comparison().erased(),
                                        kept.comparison().differences()));
    }

    @Transactional(REQUIRES_NEW)
    void keep(String convenantHash, Optional<String> unanswered, ReceiptComparison comparison) {
        store.with(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "insert into disclosure_comparison (id, convenant_hash,"
                                            + " compared_at, unanswered, sessions, pupils, erased,"
                                            + " differences) values (?, ?, ?, ?, ?, ?, ?, ?)")) {
                        insert.setObject(1, UUID.randomUUID());
                        insert.setString(2, convenantHash);
                        insert.setTimestamp(3, Timestamp.from(clock.instant()));
                        insert.setString(4, unanswered.orElse(null));
                        insert.setInt(5, comparison.sessions());
                        insert.setInt(6, comparison.pupils());
                        insert.setInt(7, comparison.erased());
                        insert.setString(
                                8, LeafJson.MAPPER.writeValueAsString(comparison.differences()));
                        return insert.executeUpdate();
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException("what differs is plain text", e);
                    }
                });
    }

    /** The last comparisons, newest first. */
    @Transactional
    List<Kept> last(String convenantHash, int count) {
        return store.with(
                connection -> {
                    List<Kept> kept = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select compared_at, unanswered, sessions, pupils, erased,"
                                            + " differences from disclosure_comparison"
                                            + " where convenant_hash = ?"
                                            + " order by compared_at desc limit ?")) {
                        select.setString(1, convenantHash);
                        select.setInt(2, count);
                        try (ResultSet row = select.executeQuery()) {
                            while (row.next()) {
                                kept.add(
                                        new Kept(
                                                row.getTimestamp(1).toInstant(),
                                                Optional.ofNullable(row.getString(2)),
                                                new ReceiptComparison(
                                                        row.getInt(3),
                                                        row.getInt(4),
                                                        row.getInt(5),
                                                        LeafJson.MAPPER.readValue(
                                                                row.getString(6), DIFFERENCES))));
                            }
                        }
                    } catch (JsonProcessingException e) {
                        throw new LogUnavailableException("A comparison is damaged.", e);
                    }
                    return kept;
                });
    }
}
