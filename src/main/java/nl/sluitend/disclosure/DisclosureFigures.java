package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often something was disclosed, or nearly. Counts entries, names nobody. */
@ApplicationScoped
public class DisclosureFigures {

    private static final ZoneId HERE = ZoneId.of("Europe/Amsterdam");
    private static final int MONTHS = 12;

    private final LogStore store;
    private final Clock clock;

    DisclosureFigures(LogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * One month.
     *
     * @param exposures lists that became comparable for a counterpart
     * @param disclosures entries on fields that left
     * @param refusals requests that were refused
     */
    public record Month(YearMonth month, long exposures, long disclosures, long refusals) {

        /** Everything together. */
        public long total() {
            return exposures + disclosures + refusals;
        }
    }

    /** The last twelve months, this one included, oldest first. */
    @Transactional
    public List<Month> lastMonths() {
        YearMonth now = YearMonth.from(clock.instant().atZone(HERE));
        YearMonth first = now.minusMonths(MONTHS - 1L);
        Map<YearMonth, Map<LeafKind, Long>> counts = counts(first);
        List<Month> months = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(now); month = month.plusMonths(1)) {
            Map<LeafKind, Long> found = counts.getOrDefault(month, Map.of());
            months.add(
                    new Month(
                            month,
                            found.getOrDefault(LeafKind.EXPOSURE, 0L),
                            found.getOrDefault(LeafKind.DISCLOSURE, 0L),
                            found.getOrDefault(LeafKind.REFUSAL, 0L)));
        }
        return months;
    }

    private Map<YearMonth, Map<LeafKind, Long>> counts(YearMonth first) {
        return store.with(
                connection -> {
                    Map<YearMonth, Map<LeafKind, Long>> counts = new TreeMap<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select to_char(hour at time zone 'Europe/Amsterdam',"
                                            + " 'YYYY-MM'), kind, sum(leaves)::bigint"
                                            + " from disclosure_hour where hour >= ? and kind in"
                                            + " ('exposure', 'disclosure', 'refusal')"
                                            + " group by 1, 2")) {
                        select.setTimestamp(
                                1, Timestamp.from(first.atDay(1).atStartOfDay(HERE).toInstant()));
                        try (ResultSet row = select.executeQuery()) {
                            while (row.next()) {
                                long number = row.getLong(3);
                                Map<LeafKind, Long> month =
                                        counts.computeIfAbsent(
                                                YearMonth.parse(row.getString(1)),
                                                _ -> new EnumMap<>(LeafKind.class));
                                LeafKind.find(row.getString(2))
                                        .ifPresent(kind -> month.put(kind, number));
                            }
                        }
                    }
                    return counts;
                });
    }
}
