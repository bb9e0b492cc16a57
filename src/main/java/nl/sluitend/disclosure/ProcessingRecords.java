package nl.sluitend.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the logs as Logboek Dataverwerkingen; that it was read is logged first. */
@ApplicationScoped
class ProcessingRecords {

    private final DisclosureQuery query;
    private final LogStore store;
    private final NodeLog nodeLog;

    ProcessingRecords(DisclosureQuery query, LogStore store, NodeLog nodeLog) {
        this.query = query;
        this.store = store;
        this.nodeLog = nodeLog;
    }

    /**
     * A page of records, newest first.
     *
     * @param next the cursor of the next page, empty on the last one
     */
    record Page(List<ProcessingRecord> records, Optional<String> next) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(UUID key, byte[] hash) {}

    /**
     * The records of the entries that match, each with those of the pupils under it.
     *
     * @param entries how many entries a page is made of
     */
    @Transactional
    Page find(
            DisclosureFilter filter,
            Optional<DisclosureCursor> after,
            int entries,
            String officer) {
        List<DisclosureQuery.Row> rows = query.rows(filter, after, entries + 1);
        List<UUID> subjects =
                filter.subjects().isEmpty()
                        ? List.of()
                        : List.of(query.subjectKeyIds(filter.subjects()));
        List<ProcessingRecord> records = new ArrayList<>();
        for (DisclosureQuery.Row row : rows.subList(0, Math.min(entries, rows.size()))) {
            DisclosurePage.Found found = Disclosures.parse(row);
            ProcessingRecord record =
                    ProcessingRecord.of(found.log(), found.entry(), subject(row.cursor()));
            records.add(record);
            for (Row pupil : pupils(row.cursor(), subjects)) {
                records.add(record.child(pupil.key(), pupil.hash()));
            }
        }
        nodeLog.byOfficer(
                LeafKind.CONSULTATION,
                "log-consultation",
                Map.of(
                        "consulted", "processing-records",
                        "filter", filter.describe(),
                        "shown", records.size()),
                officer);
        return new Page(
                records,
                rows.size() > entries
                        ? Optional.of(rows.get(entries - 1).cursor().toString())
                        : Optional.empty());
    }

    private Optional<UUID> subject(DisclosureCursor at) {
        return store.with(
                connection -> {
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select subject_key from disclosure_leaf"
                                            + " where log_id = ? and leaf_index = ?")) {
                        select.setInt(1, at.logId());
                        select.setLong(2, at.index());
                        try (ResultSet row = select.executeQuery()) {
                            row.next();
                            return Optional.ofNullable(row.getObject(1, UUID.class));
                        }
                    }
                });
    }

    private List<Row> pupils(DisclosureCursor at, List<UUID> subjects) {
        return store.with(
                connection -> {
                    List<Row> pupils = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select subject_key, entry_hash from disclosure_pupil"
                                            + " where log_id = ? and leaf_index = ?"
                                            + (subjects.isEmpty()
                                                    ? ""
                                                    : " and subject_key = any (?)")
                                            + " order by position")) {
                        select.setInt(1, at.logId());
                        select.setLong(2, at.index());
                        if (!subjects.isEmpty()) {
                            select.setArray(
                                    3, connection.createArrayOf("uuid", subjects.toArray()));
                        }
                        try (ResultSet rows = select.executeQuery()) {
                            while (rows.next()) {
                                pupils.add(
                                        new Row(rows.getObject(1, UUID.class), rows.getBytes(2)));
                            }
                        }
                    }
                    return pupils;
                });
    }

    /** The records as OTLP in JSON ({@code resourceSpans}), one span each. */
    static Map<String, Object> otlp(String party, List<ProcessingRecord> records) {
        List<Map<String, Object>> spans = new ArrayList<>();
        for (ProcessingRecord record : records) {
            Map<String, Object> span = new LinkedHashMap<>();
            span.put("traceId", record.traceId());
            span.put("spanId", record.spanId());
            if (record.parentSpanId() != null) {
                span.put("parentSpanId", record.parentSpanId());
            }
            span.put("name", record.name());
            span.put("kind", 1);
            span.put("startTimeUnixNano", record.startTime() + "000000");
            span.put("endTimeUnixNano", record.endTime() + "000000");
            span.put("status", Map.of("code", record.status().equals("Ok") ? 1 : 0));
            span.put("attributes", attributes(record.attributes()));
            spans.add(span);
        }
        Map<String, Object> scope =
                Map.of("scope", Map.of("name", "sluitend.disclosure"), "spans", spans);
        return Map.of(
                "resourceSpans",
                List.of(
                        Map.of(
                                "resource",
                                Map.of(
                                        "attributes",
                                        attributes(Map.of("service.name", "urn:oin:" + party))),
                                "scopeSpans",
                                List.of(scope))));
    }

    private static List<Map<String, Object>> attributes(Map<String, String> members) {
        return members.entrySet().stream()
                .map(
                        member ->
                                Map.<String, Object>of(
                                        "key",
                                        member.getKey(),
                                        "value",
                                        Map.of("stringValue", member.getValue())))
                .toList();
    }
}
