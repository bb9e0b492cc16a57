package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import nl.sluitend.psi.Octets;

/** What this party counted, by group, in the database. */
@ApplicationScoped
class CountFigures {

    private static final String SEPARATOR = ",";

    private final Sql sql;

    CountFigures(Sql sql) {
        this.sql = sql;
    }

    /**
     * The figure of one group.
     *
     * @param number of the group, from 0
     * @param bands age bands in it
     * @param pupils of the own list in it
     * @param salt of its digest in the log
     * @param estimate the number with noise, once counted; can be below zero
     */
    record Figure(
            int number, List<String> bands, int pupils, Octets salt, Optional<Integer> estimate) {

        Figure {
            bands = List.copyOf(bands);
        }
    }

    void insert(UUID sid, List<CountGroups.Group> groups, List<Octets> salts) {
        sql.batch(
                "INSERT INTO session_count (sid, group_no, label, pupils, salt) VALUES (?, ?, ?, ?,"
                        + " ?)",
                IntStream.range(0, groups.size())
                        .mapToObj(
                                g ->
                                        new Object[] {
                                            sid,
                                            g,
                                            String.join(SEPARATOR, groups.get(g).bands()),
                                            groups.get(g).pupils().size(),
                                            salts.get(g)
                                        })
                        .toList());
    }

    void save(UUID sid, int number, int estimate) {
        sql.run(
                "UPDATE session_count SET estimate = ? WHERE sid = ? AND group_no = ?",
                estimate,
                sid,
                number);
    }

    /** Every group of a count, in order. */
    List<Figure> of(UUID sid) {
        return sql.list(
                "SELECT * FROM session_count WHERE sid = ? ORDER BY group_no",
                row ->
                        new Figure(
                                row.getInt("group_no"),
                                Arrays.asList(row.getString("label").split(SEPARATOR, -1)),
                                row.getInt("pupils"),
                                Sql.octets(row, "salt"),
                                Optional.ofNullable(row.getObject("estimate", Integer.class))),
                sid);
    }
}
