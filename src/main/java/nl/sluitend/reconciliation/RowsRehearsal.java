package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import nl.sluitend.psi.Casusnummer;

/**
 * Reads rows that the database makes up, as a run reads its lists: what a node does at start, so
 * that the JVM has compiled it before the first run. Reads no table and writes none.
 */
@ApplicationScoped
public class RowsRehearsal {

    private final Sql sql;
    private final Transactions transactions;

    RowsRehearsal(Sql sql, Transactions transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    /**
     * Reads some thousands of rows and asks for them again.
     *
     * @return whether each came back once
     */
    public boolean play(int rows) {
        return transactions.run(
                () -> {
                    Set<UUID> asked = new HashSet<>();
                    sql.each(
                            """
                            SELECT i AS position, i AS place, sha256(int4send(i)) AS point,
                              sha256(int4send(-i)) AS salt, ARRAY[gen_random_uuid()] AS registrations,
                              sha256(int4send(i)) AS tag, false AS conflict, now() AS since
                            FROM generate_series(1, ?) i
                            """,
                            row -> {
                                FrozenPupil pupil = FrozenLists.read(row);
                                Casusnummer.of("rehearsal", pupil.tag().orElseThrow());
                                Sql.instant(row, "since");
                                asked.addAll(pupil.registrations());
                            },
                            rows);
                    Set<UUID> answered = new HashSet<>();
                    sql.each(
                            "SELECT u.id FROM unnest(?::uuid[]) u (id)",
                            row -> answered.add(Sql.uuid(row, "id")),
                            List.copyOf(asked));
                    return asked.size() == rows && answered.equals(asked);
                });
    }
}
