package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.party.UnwrapException;

/** What our log of a convenant holds that the counterpart's must hold too. */
@ApplicationScoped
class OwnReceipts {

    private final LogStore store;
    private final SubjectKeys keys;

    OwnReceipts(LogStore store, SubjectKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /** The receipts, in the order of the log. */
    @Transactional
    List<ReceiptLine> lines(LogName log) {
        return store.with(
                connection -> {
                    List<ReceiptLine> lines = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select leaf.entry from disclosure_leaf leaf"
                                            + " join disclosure_log l on l.id = leaf.log_id"
                                            + " where l.origin = ? and leaf.kind = 'receipt'"
                                            + " and l.pruned is null"
                                            + " order by leaf.leaf_index")) {
                        select.setString(1, log.origin());
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                LogEntry entry = LogEntry.parse(rows.getBytes(1));
                                lines.add(
                                        new ReceiptLine(
                                                String.valueOf(entry.exchangeId()),
                                                entry.logged(),
                                                entry.detail()));
                            }
                        }
                    } catch (LogVerificationException e) {
                        throw damaged(e);
                    }
                    return lines;
                });
    }

    /** The matched pupils of one session. */
    @Transactional
    PupilTokens pupils(LogName log, String exchangeId) {
        Optional<LogStore.Head> head = store.find(log);
        if (head.isEmpty()) {
            return new PupilTokens(0, Map.of());
        }
        Map<String, String> places = new HashMap<>();
        int unreadable =
                store.with(
                        connection -> {
                            try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select p.leaf_index, p.position, p.sealed, k.id,"
                                                    + " k.wrapped_key, k.epoch from disclosure_leaf leaf"
                                                    + " join disclosure_pupil p on p.log_id = leaf.log_id"
                                                    + " and p.leaf_index = leaf.leaf_index"
                                                    + " left join disclosure_subject_key k"
                                                    + " on k.id = p.subject_key"
                                                    + " where leaf.log_id = ? and leaf.exchange_id = ?"
                                                    + " and leaf.kind = 'outcome'")) {
                                select.setInt(1, head.get().id());
                                select.setString(2, exchangeId);
                                return read(select, log, exchangeId, places);
                            } catch (LogVerificationException | UnwrapException e) {
                                throw damaged(e);
                            }
                        });
        return new PupilTokens(unreadable, places);
    }

    private int read(
            PreparedStatement select, LogName log, String exchangeId, Map<String, String> places)
            throws SQLException, LogVerificationException {
        String convenant = log.convenantHash().orElseThrow();
        int unreadable = 0;
        OpeningCipher cipher = new OpeningCipher();
        select.setFetchSize(1000);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                byte[] wrapped = row.getBytes(5);
                if (wrapped == null) {
                    unreadable++;
                    continue;
                }
                long index = row.getLong(1);
                int position = row.getInt(2);
                byte[] secret =
                        keys.unwrap(row.getString(6), log, row.getObject(4, UUID.class), wrapped);
                for (Opening opening :
                        cipher.decrypt(
                                secret,
                                OpeningCipher.place(OpeningCipher.place(log, index), position),
                                row.getBytes(3))) {
                    if (opening.name().equals(PupilMembers.CASE)) {
                        places.put(
                                PupilTokens.of(
                                        convenant, exchangeId, String.valueOf(opening.value())),
                                index + "/" + position);
                    }
                }
            }
        }
        return unreadable;
    }

    private static LogUnavailableException damaged(Exception cause) {
        return new LogUnavailableException("An entry or opening in the log is damaged.", cause);
    }
}
