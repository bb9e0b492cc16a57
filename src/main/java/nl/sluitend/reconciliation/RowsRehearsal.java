package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.psi.Casusnummer;

/**
 * Reads rows that the database makes up, as a run reads its lists: what a node does at start, so
 * that the JVM has compiled it before the first run, and copies rows to a table that is gone when
 * the transaction ends. Reads no table of the node and writes none.
 */
@ApplicationScoped
public class RowsRehearsal {

    private final Sql sql;
    private final FrozenLists frozen;
    private final Transactions transactions;

    RowsRehearsal(Sql sql, FrozenLists frozen, Transactions transactions) {
        this.sql = sql;
        this.frozen = frozen;
        this.transactions = transactions;
    }

    /**
     * Reads some thousands of rows, asks for them again, and copies them.
     *
     * @return whether each came back once
     */
    public boolean play(int rows) {
        return transactions.run(
                () -> {
                    Set<UUID> asked = new HashSet<>();
                    List<FrozenPupil> list = new ArrayList<>(rows);
                    sql.each(
                            """
                            SELECT i AS position, i AS place, sha256(int4send(i)) AS point,
                              sha256(int4send(-i)) AS salt, ARRAY[gen_random_uuid()] AS registrations,
                              sha256(int4send(i)) AS tag, false AS conflict, false AS probable,
                              now() AS since
                            FROM generate_series(1, ?) i
                            """,
                            row -> {
                                FrozenPupil pupil = FrozenLists.read(row);
                                Casusnummer.of("rehearsal", pupil.tag().orElseThrow());
                                Sql.instant(row, "since");
                                list.add(pupil);
                                asked.addAll(pupil.registrations());
                            },
                            rows);
                    Set<UUID> answered = new HashSet<>();
                    sql.each(
                            "SELECT u.id FROM unnest(?::uuid[]) u (id)",
                            row -> answered.add(Sql.uuid(row, "id")),
                            List.copyOf(asked));
                    return asked.size() == rows && answered.equals(asked) && copied(list) == rows;
                });
    }

    private int copied(List<FrozenPupil> list) {
        sql.run(
                "CREATE TEMPORARY TABLE rehearsed (LIKE frozen_pupil INCLUDING DEFAULTS) ON COMMIT DROP");
        frozen.insert("rehearsed", UUID.randomUUID(), list.stream());
        return sql.first("SELECT count(*) FROM rehearsed", row -> row.getInt(1)).orElseThrow();
    }
}
