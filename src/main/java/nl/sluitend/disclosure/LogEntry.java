package nl.sluitend.disclosure;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.identifier.Oin;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a log, as everyone who may read the log reads it: canonical JSON (RFC 8785) of at
 * most 65,535 bytes. The leaf hash runs over exactly these bytes.
 *
 * @param seq the index in the log, so that an entry cannot be moved unnoticed
 * @param id UUIDv7 with the time of recording
 * @param kind what happened
 * @param logged when it was recorded, in milliseconds; never earlier than the entry before
 * @param time when it happened, in milliseconds
 * @param convenantHash the convenant; null in the node log where none applies
 * @param processingActivity the versioned URI in the register of processing activities
 * @param purpose the purpose
 * @param legalBasis the legal basis
 * @param role whether the owner of the log is sender or receiver
 * @param sender the party from which data leaves
 * @param receiver the party that gets it, if any
 * @param exchangeId the session or transaction, if any
 * @param detail further members that are not personal
 * @param digests the salted digests of the personal members, sorted
 */
public record LogEntry(
        long seq,
        UUID id,
        LeafKind kind,
        Instant logged,
        Instant time,
        @Nullable String convenantHash,
        URI processingActivity,
        String purpose,
        String legalBasis,
        Role role,
        Oin sender,
        @Nullable Oin receiver,
        @Nullable String exchangeId,
        Map<String, Object> detail,
        List<String> digests) {

    /** The largest entry that fits a bundle, in bytes. */
    public static final int MAX_LENGTH = 65_535;

    /** The personal member that holds the keyed reference to the subject. */
    public static final String SUBJECT_MEMBER = "subject";

    private static final int VERSION = 1;
    private static final int TIMESTAMP_LENGTH = 24;
    private static final Set<String> MEMBERS =
            Set.of(
                    "version",
                    "seq",
                    "id",
                    "type",
                    "logged",
                    "time",
                    "convenantHash",
                    "processingActivity",
                    "purpose",
                    "legalBasis",
                    "role",
                    "sender",
                    "receiver",
                    "exchangeId",
                    "detail",
                    "_sd",
                    "_sd_alg");

    /** The owner's part in what is recorded. */
    public enum Role {
        SENDER,
        RECEIVER;

        private String wireName() {
            return this == SENDER ? "sender" : "receiver";
        }
    }

    public LogEntry {
        logged = logged.truncatedTo(ChronoUnit.MILLIS);
        time = time.truncatedTo(ChronoUnit.MILLIS);
        detail = Map.copyOf(detail);
        digests = digests.stream().sorted().toList();
        if (role == Role.RECEIVER && receiver == null) {
            throw new IllegalArgumentException("a receiving owner is named as receiver");
        }
    }

    /** How many pupils an outcome is about: one, or those of its chunk. */
    long pupils() {
        return detail.get("pupils") instanceof Integer count ? count : 1;
    }

    /** The party that keeps the log in which this entry stands. */
    public Oin owner() {
        return role == Role.RECEIVER && receiver != null ? receiver : sender;
    }

    /** The bytes that are logged. */
    public byte[] encode() {
        byte[] entry = LeafJson.canonical(members());
        if (entry.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an entry of " + entry.length + " bytes does not fit the log");
        }
        return entry;
    }

    /** The members of the JSON object. */
    public Map<String, Object> members() {
        Map<String, Object> members = new TreeMap<>();
        members.put("version", VERSION);
        members.put("seq", seq);
        members.put("id", id.toString());
        members.put("type", kind.wireName());
        members.put("logged", timestamp(logged));
        members.put("time", timestamp(time));
        members.put("processingActivity", processingActivity.toString());
        members.put("purpose", purpose);
        members.put("legalBasis", legalBasis);
        members.put("role", role.wireName());
        members.put("sender", sender.value());
        putPresent(members, "convenantHash", convenantHash);
        putPresent(members, "receiver", receiver == null ? null : receiver.value());
        putPresent(members, "exchangeId", exchangeId);
        putPresent(members, "detail", detail.isEmpty() ? null : detail);
        if (!digests.isEmpty()) {
            members.put("_sd", digests);
            members.put("_sd_alg", "sha-256");
        }
        return members;
    }

    /**
     * Reads an entry. Accepted is only what {@link #encode()} would write: known members, canonical
     * form.
     *
     * @throws LogVerificationException otherwise; the message holds nothing of the content
     */
    public static LogEntry parse(byte[] entry) throws LogVerificationException {
        if (entry.length > MAX_LENGTH) {
            throw new LogVerificationException("an entry of more than " + MAX_LENGTH + " bytes");
        }
        Map<?, ?> members = LeafJson.read(entry, Map.class);
        if (!MEMBERS.containsAll(members.keySet())) {
            throw new LogVerificationException("an entry with unknown members");
        }
        try {
            LogEntry parsed = read(new EntryMembers(members));
            if (Arrays.equals(parsed.encode(), entry)) {
                return parsed;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new LogVerificationException(
                    "an entry whose members are not of the form that they must have");
        }
        throw new LogVerificationException("an entry that is not in its canonical form");
    }

    private static LogEntry read(EntryMembers members) throws LogVerificationException {
        String receiver = members.textOrNull("receiver");
        return new LogEntry(
                members.number("seq"),
                UUID.fromString(members.text("id")),
                LeafKind.find(members.text("type"))
                        .orElseThrow(
                                () -> new LogVerificationException("an entry of an unknown type")),
                moment(members.text("logged")),
                moment(members.text("time")),
                members.textOrNull("convenantHash"),
                URI.create(members.text("processingActivity")),
                members.text("purpose"),
                members.text("legalBasis"),
                members.text("role").equals("receiver") ? Role.RECEIVER : Role.SENDER,
                new Oin(members.text("sender")),
                receiver == null ? null : new Oin(receiver),
                members.textOrNull("exchangeId"),
                members.object("detail"),
                members.texts("_sd"));
    }

    /**
     * Whether this entry belongs at that index of that log.
     *
     * @throws LogVerificationException if its number, owner, convenant or id says otherwise
     */
    public void requirePlace(LogName log, long index) throws LogVerificationException {
        if (seq != index) {
            throw new LogVerificationException("entry " + seq + " stands at index " + index);
        }
        if (!owner().equals(log.owner())) {
            throw new LogVerificationException("entry " + index + " is of another party's log");
        }
        if (log.convenantHash().isPresent() && !log.convenantHash().get().equals(convenantHash)) {
            throw new LogVerificationException("entry " + index + " is of another convenant");
        }
        if (id.version() != 7 || id.getMostSignificantBits() >>> 16 != logged.toEpochMilli()) {
            throw new LogVerificationException("the id of entry " + index + " is not of its time");
        }
    }

    /**
     * Reads the digits where they must stand; what stands between them is compared when the entry
     * is written again. Four digits for the year keep every moment within what a number of
     * milliseconds holds.
     */
    private static Instant moment(String text) throws LogVerificationException {
        if (text.length() != TIMESTAMP_LENGTH) {
            throw new LogVerificationException("an entry with a time of another form");
        }
        return LocalDateTime.of(
                        digits(text, 0, 4),
                        digits(text, 5, 7),
                        digits(text, 8, 10),
                        digits(text, 11, 13),
                        digits(text, 14, 16),
                        digits(text, 17, 19),
                        digits(text, 20, 23) * 1_000_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** ISO 8601 in UTC with exactly three decimals. */
    private static String timestamp(Instant instant) {
        String text = instant.toString();
        int dot = text.indexOf('.');
        return dot < 0 ? text.replace("Z", ".000Z") : text;
    }

    private static void putPresent(
            Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** The bytes as text, for display. */
    public String json() {
        return new String(encode(), StandardCharsets.UTF_8);
    }
}
