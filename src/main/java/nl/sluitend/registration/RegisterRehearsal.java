package nl.sluitend.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.sluitend.identifier.KeyKind;
import nl.sluitend.oprf.Suite;

/**
 * Freezes a list of registrations that the database makes up, as a run freezes its own: what a node
 * does at start, so that the JVM has compiled it before the first run. Reads no table and writes
 * none.
 */
@ApplicationScoped
public class RegisterRehearsal {

    private static final String KEY_VERSION = "rehearsal";

    private final Sql sql;
    private final Register register;
    private final Clock clock;

    RegisterRehearsal(Sql sql, Register register, Clock clock) {
        this.sql = sql;
        this.register = register;
        this.clock = clock;
    }

    /**
     * Freezes one list.
     *
     * @param size how many registrations
     * @return whether each came back once, and none was taken for one that this node stored
     */
    @Transactional
    public boolean play(int size) throws RegisterRefusedException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Freezing freezing =
                new Freezing(
                        new FreezeRequest(
                                KeyKind.PGN,
                                Suite.RISTRETTO255_SHA512,
                                KEY_VERSION,
                                new Scope(
                                        new Period.ReferenceDate(today),
                                        Set.of(),
                                        Set.of(),
                                        Set.of()),
                                Map.of(),
                                Set.of(),
                                size),
                        new Doubts(KeyKind.PGN, Map.of(), Map.of()),
                        Map.of());
        List<Register.Row> rows = new ArrayList<>(size);
        sql.each(
                "select i.id, 'DREIGEND' as category, ?::date as start_date, null::date as end_date,"
                        + " null::date as ended_on, null::boolean as enrolled, null as school_type,"
                        + " null as municipality, null as age_band, false as shielded, i.id as registration_id,"
                        + " ? as kind, ? as suite, ? as key_version, 0 as rho_id,"
                        + " sha256(uuid_send(i.id)) as point, sha256(uuid_send(i.id)) as mac"
                        + " from (select gen_random_uuid() as id from generate_series(1, ?)) i",
                statement -> {
                    statement.setObject(1, today.minusDays(1));
                    statement.setString(2, KeyKind.PGN.name());
                    statement.setString(3, Suite.RISTRETTO255_SHA512.identifier());
                    statement.setString(4, KEY_VERSION);
                    statement.setInt(5, size);
                },
                row -> {
                    Register.Row read = Register.read(row);
                    rows.add(read);
                    freezing.add(read);
                });
        return register.tampered(rows).size() == size && freezing.result().inScope().size() == size;
    }
}
