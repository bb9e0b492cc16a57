package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import nl.sluitend.psi.Octets;

/** Which list entered each count, in the database: to see whether it is still the same. */
@ApplicationScoped
class CountedLists {

    private final Sql sql;

    CountedLists(Sql sql) {
        this.sql = sql;
    }

    void save(UUID sid, Octets version) {
        sql.run("UPDATE session SET list_version = ? WHERE sid = ?", version, sid);
    }

    /** Which list entered that count of ours with this party, if it was agreed. */
    Optional<Octets> version(UUID sid, String convenant, Oin counterpart) {
        return sql.first(
                "SELECT list_version FROM session WHERE sid = ? AND convenant = ? AND counterpart ="
                        + " ? AND mode = 'COUNTS' AND ending = 'AGREED' AND list_version IS NOT NULL",
                row -> Sql.octets(row, "list_version"),
                sid,
                convenant,
                counterpart);
    }

    /** The count of this convenant in which we were the counter that was agreed last. */
    Optional<UUID> last(String convenant, String lane) {
        return sql.first(
                "SELECT sid FROM session WHERE convenant = ? AND lane = ? AND role = 'INITIATOR' AND"
                        + " mode = 'COUNTS' AND ending = 'AGREED' ORDER BY updated DESC LIMIT 1",
                row -> Sql.uuid(row, "sid"),
                convenant,
                lane);
    }
}
