package nl.sluitend.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import nl.sluitend.disclosure.Disclosures;
import nl.sluitend.disclosure.LeafKind;
import nl.sluitend.disclosure.LogEntry;
import nl.sluitend.disclosure.Opening;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.OwnParty;
import nl.sluitend.psi.Octets;

/** Who received something of a pupil, by what the disclosure log proves (AVG art. 19). */
@ApplicationScoped
public class Recipients {

    private final Sql sql;
    private final OwnParty own;

    Recipients(Sql sql, OwnParty own) {
        this.sql = sql;
        this.own = own;
    }

    /**
     * A party that, under a convenant, came to know that the pupil is on the own list.
     *
     * @param fields names of what it was given besides, ascending
     * @param pair how the two parties can speak of the pupil; empty when that is from too long ago
     */
    public record Recipient(
            String convenant, Oin counterpart, List<String> fields, Optional<Pair> pair) {

        /** Whether the node can tell it: otherwise people have to. */
        public boolean isReachable() {
            return pair.isPresent();
        }
    }

    /** The name that a pair has in a session: known to the two parties, and to nobody else. */
    public record Pair(UUID session, Octets tag) {
        @Override
        public String toString() {
            return "Pair[" + session + ", masked]";
        }
    }

    /** What a log says of one convenant. */
    private static final class Received {
        private final Set<UUID> sessions = new HashSet<>();
        private final Set<String> fields = new TreeSet<>();
    }

    private record Key(String convenant, String counterpart) {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::counterpart).thenComparing(Key::convenant);
    }

    /**
     * The recipients, each once for every convenant.
     *
     * @param entries of the logs about the pupil, proven
     * @param registrations of the pupil
     * @param points every keyed point of the pupil
     */
    public List<Recipient> of(
            List<Disclosures.Detail> entries, List<UUID> registrations, List<Octets> points) {
        Map<Key, Received> received = new TreeMap<>(Key.ORDER);
        for (Disclosures.Detail detail : entries) {
            LogEntry entry = detail.entry();
            Oin receiver = entry.receiver();
            if (entry.convenantHash() == null
                    || receiver == null
                    || !entry.sender().equals(own.oin())
                    || !gives(detail)) {
                continue;
            }
            Received one =
                    received.computeIfAbsent(
                            new Key(entry.convenantHash(), receiver.value()), _ -> new Received());
            session(entry).ifPresent(one.sessions::add);
            one.fields.addAll(fields(detail));
        }
        List<Recipient> recipients = new ArrayList<>();
        received.forEach(
                (key, one) ->
                        recipients.add(
                                new Recipient(
                                        key.convenant(),
                                        new Oin(key.counterpart()),
                                        List.copyOf(one.fields),
                                        pair(key, one.sessions, registrations, points))));
        return recipients;
    }

    private Optional<Pair> pair(
            Key key, Set<UUID> sessions, List<UUID> registrations, List<Octets> points) {
        return sql.first(
                """
                SELECT f.sid, f.tag FROM matched_pupil f JOIN session s USING (sid)
                WHERE f.sid = ANY (cast(? AS uuid[])) AND s.convenant = ? AND s.counterpart = ?
                  AND s.settled IS NOT NULL
                  AND (f.registrations && cast(? AS uuid[]) OR f.point = ANY (cast(? AS bytea[])))
                ORDER BY s.created DESC, f.sid LIMIT 1
                """,
                row -> new Pair(Sql.uuid(row, "sid"), Sql.octets(row, "tag")),
                List.copyOf(sessions),
                key.convenant(),
                key.counterpart(),
                registrations,
                points);
    }

    /** Whether the entry says that the receiver came to know of the pupil, or may have. */
    private static boolean gives(Disclosures.Detail detail) {
        return switch (detail.entry().kind()) {
            case OUTCOME -> "matched".equals(value(detail, "outcome").orElse(""));
            case DISCLOSURE -> !fields(detail).isEmpty();
            case PROPOSAL -> isConfirmed(detail.entry());
            default -> false;
        };
    }

    /** From here on the two know each other's pupil, without a run that says so once more. */
    private static boolean isConfirmed(LogEntry entry) {
        return StoredProposal.State.CONFIRMED.name().equals(entry.detail().get("result"));
    }

    private static List<String> fields(Disclosures.Detail detail) {
        return detail.entry().kind() == LeafKind.DISCLOSURE
                        && value(detail, "fields").orElse("") instanceof List<?> names
                ? names.stream().map(Object::toString).toList()
                : List.of();
    }

    private static Optional<Object> value(Disclosures.Detail detail, String name) {
        return detail.openings().stream()
                .filter(opening -> opening.name().equals(name))
                .map(Opening::value)
                .findFirst();
    }

    private static Optional<UUID> session(LogEntry entry) {
        return Optional.ofNullable(entry.exchangeId())
                .filter(id -> id.length() == 36)
                .map(UUID::fromString);
    }
}
