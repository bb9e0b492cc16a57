package nl.sluitend.registration.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A list as NDJSON: one flat JSON object per line, UTF-8. */
final class NdjsonRows implements RowSource {

    private static final int LINE_LIMIT = 65_536;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(2)
                                    .maxStringLength(LINE_LIMIT)
                                    .build())
                    .build();

    private final InputStream in;
    private final Profile profile;
    private final Map<String, Profile.Target> targets;
    private final Map<DroppedKind, Long> dropped = new EnumMap<>(DroppedKind.class);
    private long line;
    private boolean any;

    NdjsonRows(InputStream in, Profile profile) {
        this.in = new BufferedInputStream(in, 16_384);
        this.profile = profile;
        this.targets = profile.targets();
    }

    @Override
    public Optional<Row> next() throws IOException, UnreadableListException {
        while (true) {
            Optional<byte[]> text = nextLine();
            if (text.isEmpty()) {
                if (!any) {
                    throw new UnreadableListException(
                            1, "list", "is empty", "one JSON object per line");
                }
                return Optional.empty();
            }
            if (!isBlank(text.get())) {
                any = true;
                return Optional.of(read(text.get()));
            }
        }
    }

    private Optional<byte[]> nextLine() throws IOException, UnreadableListException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(512);
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        line++;
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (text.size() == LINE_LIMIT) {
                throw new UnreadableListException(
                        line, "line", "is too long", "at most 65,536 bytes");
            }
            text.write(b);
        }
        byte[] bytes = text.toByteArray();
        boolean marked =
                line == 1
                        && bytes.length >= 3
                        && bytes[0] == (byte) 0xEF
                        && bytes[1] == (byte) 0xBB
                        && bytes[2] == (byte) 0xBF;
        return Optional.of(marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes);
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private Row read(byte[] text) {
        Row row = new Row(line);
        // A parser's message may quote the line, so it is never passed on.
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                row.refuse("line", "is not a JSON object", "one JSON object");
                return row;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                readMember(parser, row);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                row.refuse("line", "has text after its object", "one JSON object");
            }
        } catch (IOException malformed) {
            row.refuse(
                    "line",
                    "is not valid JSON",
                    "one flat JSON object in UTF-8, every member once");
        }
        return row;
    }

    private void readMember(JsonParser parser, Row row) throws IOException {
        Profile.Target target = targets.get(Profile.plain(parser.currentName()));
        JsonToken token = parser.nextToken();
        if (target == null) {
            row.refuse(
                    "line",
                    "has a member that profile " + profile.name() + " does not know",
                    "members among: " + profile.headerNames());
            parser.skipChildren();
        } else if (target instanceof Profile.Target.Dropped(DroppedKind kind)) {
            dropped.merge(kind, token == JsonToken.VALUE_NULL ? 0L : 1L, Long::sum);
            parser.skipChildren();
        } else if (token.isStructStart()) {
            row.refuse(name(target), "is not a text, number or truth value", "one value");
            parser.skipChildren();
        } else if (token != JsonToken.VALUE_NULL) {
            put(row, target, parser.getText().strip());
        }
    }

    private static void put(Row row, Profile.Target target, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (target instanceof Profile.Target.Value(Column column)) {
            row.set(column, value);
        } else if (target instanceof Profile.Target.Deciding(String name)) {
            row.setDeciding(name, value);
        }
    }

    private static String name(Profile.Target target) {
        return switch (target) {
            case Profile.Target.Value(Column column) -> column.columnName();
            case Profile.Target.Deciding(String name) -> name;
            case Profile.Target.Dropped(DroppedKind kind) -> kind.name();
        };
    }

    @Override
    public Map<DroppedKind, Long> dropped() {
        return dropped;
    }
}
