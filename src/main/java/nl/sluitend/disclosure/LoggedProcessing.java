package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;

/** What the logs say was really processed: to lay beside the register of processing activities. */
@ApplicationScoped
public class LoggedProcessing {

    private final LogStore store;

    LoggedProcessing(LogStore store) {
        this.store = store;
    }

    /**
     * Exposures and disclosures with the same purpose and basis.
     *
     * @param purpose code of the purpose, as it was logged
     * @param counterpart with whom; empty when nobody is named
     * @param times how many entries
     * @param last when the last of them was recorded
     */
    public record Use(
            String convenantHash,
            String purpose,
            String legalBasis,
            Optional<Oin> counterpart,
            long times,
            Instant last) {}

    /** Every combination that the logs hold, by convenant. */
    @Transactional
    public List<Use> uses() {
        return store.with(
                connection -> {
                    List<Use> uses = new ArrayList<>();
                    try (PreparedStatement select =
                                    connection.prepareStatement(
                                            "select convenant_hash, purpose, legal_basis,"
                                                    + " counterpart, sum(leaves)::bigint,"
                                                    + " max(last_logged_at) from disclosure_hour"
                                                    + " where convenant_hash is not null"
                                                    + " and kind in ('exposure', 'disclosure')"
                                                    + " group by 1, 2, 3, 4 order by 1, 2, 3, 4");
                            ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            uses.add(
                                    new Use(
                                            row.getString(1),
                                            row.getString(2),
                                            row.getString(3),
                                            Optional.ofNullable(row.getString(4)).map(Oin::new),
                                            row.getLong(5),
                                            row.getTimestamp(6).toInstant()));
                        }
                    }
                    return uses;
                });
    }
}
