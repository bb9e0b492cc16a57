package nl.sluitend.convenant;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import nl.sluitend.identifier.Oin;

/** The tables {@code convenant} and {@code convenant_step}. */
@ApplicationScoped
class ConvenantRepository implements PanacheRepositoryBase<ConvenantRow, String> {

    /** As {@link ConvenantFingerprint} computes it from rows that were read. */
    private static final String FINGERPRINT =
            """
            select encode(sha256(convert_to(
                    string_agg(each.text, E'\\n' order by each.hash collate "C"), 'UTF8')), 'hex')
            from (select c.hash, concat_ws('|', c.hash, c.counterpart, c.content,
                    case when c.proposed then 'proposed' end, c.predecessor,
                    (select string_agg(
                            concat_ws('|', s.signer, s.type, (extract(epoch from s.signed_at) * 1000000)
                                    ::bigint, s.jws), E'\\n' order by s.id)
                        from convenant_step s where s.convenant_hash = c.hash)) as text
                from convenant c where c.hash = ?1 or c.predecessor = ?1) each
            """;

    /** The row, locked until the transaction ends: steps of one convenant come one by one. */
    Optional<ConvenantRow> lock(String hash) {
        // Locked before it is read: a lock on an entity with its steps reads them twice, and fails
        // when another transaction added one in between.
        getEntityManager()
                .createNativeQuery("select hash from convenant where hash = ?1 for update")
                .setParameter(1, hash)
                .getResultList();
        return findByIdOptional(hash);
    }

    /** Adds a row unless there is one with its hash already. */
    void add(ConvenantRow row) {
        getEntityManager()
                .createNativeQuery(
                        "insert into convenant (hash, counterpart, content, made_here, proposed,"
                                + " delivered, created_at, predecessor, made_by)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
                                + " on conflict (hash) do nothing")
                .setParameter(1, row.hash)
                .setParameter(2, row.counterpart)
                .setParameter(3, row.content)
                .setParameter(4, row.madeHere)
                .setParameter(5, row.proposed)
                .setParameter(6, row.delivered)
                .setParameter(7, row.createdAt)
                .setParameter(8, row.predecessor)
                .setParameter(9, row.madeBy)
                .executeUpdate();
    }

    /** Every convenant, newest first. */
    List<ConvenantRow> newestFirst() {
        return list("order by createdAt desc, hash");
    }

    /** Part of the list, newest first: what comes after a row, or from the start. */
    List<ConvenantRow> newestFirst(Optional<ConvenantRow> after, int limit) {
        return after.map(
                        row ->
                                find(
                                        "createdAt < ?1 or (createdAt = ?1 and hash > ?2)"
                                                + " order by createdAt desc, hash",
                                        row.createdAt,
                                        row.hash))
                .orElseGet(() -> find("order by createdAt desc, hash"))
                .page(0, limit)
                .list();
    }

    /** The convenants with a counterpart that name this one as their predecessor. */
    List<ConvenantRow> successors(String hash, String counterpart) {
        return list("predecessor = ?1 and counterpart = ?2 order by createdAt", hash, counterpart);
    }

    /** A convenant and those that name it as their predecessor, by hash. */
    List<ConvenantRow> withSuccessors(String hash) {
        return list("hash = ?1 or predecessor = ?1 order by hash", hash);
    }

    /**
     * The {@link ConvenantFingerprint} of what lies here of {@link #withSuccessors}: another one
     * means that something was added or altered. Empty when there is nothing.
     */
    Optional<String> fingerprint(String hash) {
        return Optional.ofNullable(
                (String)
                        getEntityManager()
                                .createNativeQuery(FINGERPRINT, String.class)
                                .setParameter(1, hash)
                                .getSingleResult());
    }

    /** What the counterpart may see, oldest first. */
    List<ConvenantRow> proposedWith(Oin counterpart) {
        return list("counterpart = ?1 and proposed order by createdAt, hash", counterpart.value());
    }

    /**
     * How many proposals of this counterpart wait for an answer: neither signed nor refused by
     * {@code own}, and not withdrawn.
     */
    long countUnanswered(Oin counterpart, Oin own) {
        return count(
                "from ConvenantRow c where c.counterpart = ?1 and not c.madeHere and not exists"
                        + " (select 1 from StepRow s where s.convenant = c and (s.signer = ?2 or"
                        + " s.type in (?3, ?4)))",
                counterpart.value(),
                own.value(),
                StepType.REJECT,
                StepType.REVOKE);
    }

    /** Why the counterpart does not have everything yet, if something went wrong. */
    Optional<String> deliveryProblem(String hash) {
        return findByIdOptional(hash).map(row -> row.deliveryProblem);
    }
}
