package nl.sluitend.disclosure;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes what the logs say of a person unreadable: destroys the person's key in every log. Entries,
 * proofs and checkpoints stay as they are. The node log says that it was done, by the random ids of
 * the keys, so that a restored database is erased again.
 */
@ApplicationScoped
public class Erasures {

    private static final String ACTIVITY = "log-erasure";

    private final LogStore store;
    private final SubjectKeys keys;
    private final NodeLog nodeLog;

    Erasures(LogStore store, SubjectKeys keys, NodeLog nodeLog) {
        this.store = store;
        this.keys = keys;
        this.nodeLog = nodeLog;
    }

    /**
     * Erases a person from all logs, in the caller's transaction.
     *
     * @param subjects every reference that this node has used for the person
     * @param ground the legal ground, in words
     * @param officer who decided, by the subject of the access token
     * @return how many keys were destroyed; the erasure is logged also when there was none
     */
    @Transactional(MANDATORY)
    public int erase(List<SubjectRef> subjects, String ground, String officer) {
        List<String> destroyed = new ArrayList<>();
        for (LogName log : store.logs()) {
            int id = store.id(log).orElseThrow();
            for (SubjectRef subject : subjects) {
                keys.destroy(id, keys.digest(log, subject))
                        .ifPresent(key -> destroyed.add(key.toString()));
            }
        }
        nodeLog.byOfficer(
                LeafKind.ERASURE, ACTIVITY, Map.of("ground", ground, "keys", destroyed), officer);
        return destroyed.size();
    }

    /**
     * Erases again what the node log says was erased: after a restore, before anything is shown.
     *
     * @return how many keys had come back
     */
    @Transactional
    int replay() {
        int again = 0;
        for (LogEntry entry : erasures()) {
            if (entry.detail().get("keys") instanceof List<?> ids) {
                for (Object id : ids) {
                    again += keys.destroy(UUID.fromString(String.valueOf(id))) ? 1 : 0;
                }
            }
        }
        return again;
    }

    private List<LogEntry> erasures() {
        return store.with(
                connection -> {
                    List<LogEntry> entries = new ArrayList<>();
                    try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select entry from disclosure_leaf"
                                                    + " where kind = 'erasure' order by log_id, leaf_index");
                            ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            entries.add(LogEntry.parse(rows.getBytes(1)));
                        }
                    } catch (LogVerificationException e) {
                        throw new LogUnavailableException("The log is damaged.", e);
                    }
                    return entries;
                });
    }
}
