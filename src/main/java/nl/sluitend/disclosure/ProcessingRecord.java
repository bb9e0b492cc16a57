package nl.sluitend.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import nl.sluitend.party.Operations;
import org.jspecify.annotations.Nullable;

/**
 * One record of Logboek Dataverwerkingen 1.0: one action, about at most one data subject, made from
 * the entry that was logged in the same transaction as the action. Names no user.
 *
 * @param traceId 16 bytes in hexadecimal; the session, and so the same at both parties
 * @param spanId 8 bytes in hexadecimal
 * @param parentSpanId the action that this one is a part of
 * @param status {@code Ok}, or {@code Unset} for what was refused
 * @param name what happened, for people
 * @param startTime milliseconds since the epoch
 * @param endTime milliseconds since the epoch
 * @param attributes those of the standard ({@code dpl.core.*}) and, under {@code sluitend.*}, where
 *     the entry stands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcessingRecord(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String status,
        String name,
        long startTime,
        long endTime,
        Map<String, String> attributes) {

    /** What {@code dpl.core.data_subject_id} is: the random id of the subject's key in one log. */
    static final String SUBJECT_TYPE = "urn:sluitend:data-subject-id:log-key:1";

    private static final String PREFIX = "dpl.core.";
    private static final int SPAN_LENGTH = 8;

    /** The record of an entry, about its subject if it has one. */
    static ProcessingRecord of(LogName log, LogEntry entry, Optional<UUID> subject) {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(PREFIX + "processing_activity_id", entry.processingActivity().toString());
        subject.ifPresent(
                id -> {
                    attributes.put(PREFIX + "data_subject_id", id.toString());
                    attributes.put(PREFIX + "data_subject_id_type", SUBJECT_TYPE);
                });
        if (entry.role() == LogEntry.Role.RECEIVER) {
            attributes.put(
                    PREFIX + "foreign_operation.processor", "urn:oin:" + entry.sender().value());
        }
        attributes.put("sluitend.log", log.origin());
        attributes.put("sluitend.index", Long.toString(entry.seq()));
        return new ProcessingRecord(
                traceId(entry),
                span(MerkleTree.leafHash(entry.encode())),
                entry.detail().get(Operations.PARENT_MEMBER) instanceof String span ? span : null,
                entry.kind() == LeafKind.REFUSAL ? "Unset" : "Ok",
                entry.kind().wireName(),
                entry.time().toEpochMilli(),
                entry.logged().toEpochMilli(),
                attributes);
    }

    /** The record of one pupil under this one. */
    ProcessingRecord child(UUID subject, byte[] entryHash) {
        Map<String, String> own = new TreeMap<>(attributes);
        own.put(PREFIX + "data_subject_id", subject.toString());
        own.put(PREFIX + "data_subject_id_type", SUBJECT_TYPE);
        return new ProcessingRecord(
                traceId, span(entryHash), spanId, status, name, startTime, endTime, own);
    }

    /** The session as a trace; outside a session the operation, or else the entry itself. */
    private static String traceId(LogEntry entry) {
        String exchange = entry.exchangeId();
        if (exchange != null && exchange.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return exchange.replace("-", "");
        }
        return entry.detail().get(Operations.MEMBER) instanceof String operation
                ? operation
                : entry.id().toString().replace("-", "");
    }

    private static String span(byte[] hash) {
        return HexFormat.of().formatHex(hash, 0, SPAN_LENGTH);
    }
}
