package nl.sluitend.disclosure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.sluitend.disclosure.LogReport.Check;
import org.jspecify.annotations.Nullable;

/**
 * What a log says of each session, small enough to keep: whether every pupil that was exposed has
 * an outcome, and the receipt, to be laid beside the counterpart's.
 */
final class SessionCheck {

    private final Map<String, Session> sessions = new TreeMap<>();

    private static final class Session {
        private long exposed = -1;
        private long outcomes;
        private boolean count;
        private boolean counted;
        private boolean asks;
        private @Nullable Map<String, Object> receipt;
        private long disclosed;
        private @Nullable Map<String, Object> fieldsReceipt;
    }

    void entry(LogEntry entry) {
        String id = entry.exchangeId();
        if (id == null) {
            return;
        }
        switch (entry.kind()) {
            case EXPOSURE -> exposure(of(id), entry.detail());
            case SENDING -> sending(of(id), entry.detail());
            case OUTCOME, RECEIVED -> of(id).outcomes += entry.pupils();
            case COUNTED -> of(id).counted = true;
            case RECEIPT -> of(id).receipt = entry.detail();
            case DISCLOSURE -> of(id).disclosed += entry.pupils();
            case FIELDS_RECEIPT -> of(id).fieldsReceipt = entry.detail();
            default -> {
                // Nothing that has to come out even.
            }
        }
    }

    /**
     * In a count no pupil has an outcome: the counterpart learns numbers. Nor has one at who is
     * asked: only who asks learns it.
     */
    private static void exposure(Session session, Map<String, Object> detail) {
        session.count = "COUNTS".equals(detail.get("mode"));
        session.exposed = session.count || isAsked(detail) ? -1 : size(detail);
    }

    /** Who asks logs of every pupil on the list that it sent what it learned. */
    private static void sending(Session session, Map<String, Object> detail) {
        if (isAsked(detail)) {
            session.asks = true;
            session.exposed = size(detail);
        }
    }

    private static boolean isAsked(Map<String, Object> detail) {
        return "MATCH_ONE_SIDED".equals(detail.get("mode"));
    }

    private static long size(Map<String, Object> detail) {
        return detail.get("n") instanceof Integer n ? n.longValue() : -1;
    }

    private Session of(String id) {
        return sessions.computeIfAbsent(id, _ -> new Session());
    }

    /**
     * Every pupil of a session that both signed has an outcome, and of fields that both signed a
     * disclosure; a count has its cost.
     */
    void finish(LogReport report) {
        sessions.forEach(
                (id, session) -> {
                    if (session.receipt != null
                            && session.exposed >= 0
                            && session.exposed != session.outcomes) {
                        report.add(
                                Check.OUTCOMES,
                                "session %s %s %d pupils and holds outcomes of %d"
                                        .formatted(
                                                id,
                                                session.asks ? "asks about" : "exposes",
                                                session.exposed,
                                                session.outcomes));
                    }
                    if (session.receipt != null && session.count && !session.counted) {
                        report.add(
                                Check.OUTCOMES,
                                "session %s was a count and does not say what it cost"
                                        .formatted(id));
                    }
                    if (session.fieldsReceipt != null
                            && !Long.valueOf(session.disclosed)
                                    .equals(number(session.fieldsReceipt.get("disclosed")))) {
                        report.add(
                                Check.OUTCOMES,
                                "session %s holds disclosures of %d pupils, and both signed those of %s"
                                        .formatted(
                                                id,
                                                session.disclosed,
                                                session.fieldsReceipt.get("disclosed")));
                    }
                });
    }

    /** The two receipts; of how many pupils each party gave something is its own. */
    private static List<Object> signed(Session session) {
        Map<String, Object> receipt =
                session.fieldsReceipt == null ? Map.of() : session.fieldsReceipt;
        return List.of(receipt.getOrDefault("receiptI", ""), receipt.getOrDefault("receiptR", ""));
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : null;
    }

    /** Lays the receipts beside those of the counterpart's log; what this one lacks is reported. */
    void compare(SessionCheck counterpart, LogReport report) {
        counterpart.sessions.forEach(
                (id, theirs) -> {
                    if (theirs.receipt == null) {
                        return;
                    }
                    Session ours = sessions.get(id);
                    if (ours == null || ours.receipt == null) {
                        report.add(
                                Check.RECEIPTS,
                                "the receipt of session "
                                        + id
                                        + " is in the counterpart's log and not in this one");
                    } else if (!ours.receipt.equals(theirs.receipt)) {
                        report.add(
                                Check.RECEIPTS,
                                "the receipts of session " + id + " differ between the two logs");
                    } else if (theirs.fieldsReceipt != null
                            && !signed(theirs).equals(signed(ours))) {
                        report.add(
                                Check.RECEIPTS,
                                "the receipt of the fields of session "
                                        + id
                                        + " in the counterpart's log is not in this one");
                    } else {
                        report.receiptHolds();
                    }
                });
    }
}
