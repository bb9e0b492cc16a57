package nl.sluitend.demo.expected;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads delimited text: RFC 4180 quoting, comma or semicolon, UTF-8 or else Windows-1252. */
final class PlainCsv {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final String text;
    private final char separator;
    private final List<List<String>> records = new ArrayList<>();
    private List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();

    private PlainCsv(String text) {
        this.text = text;
        String header = text.lines().findFirst().orElse("");
        long semicolons = header.chars().filter(c -> c == ';').count();
        long commas = header.chars().filter(c -> c == ',').count();
        this.separator = semicolons > commas ? ';' : ',';
    }

    /** The records of a file, the header first; empty lines are left out. */
    static List<List<String>> parse(byte[] file) {
        return parse(decode(file));
    }

    static List<List<String>> parse(String text) {
        PlainCsv csv = new PlainCsv(text.startsWith("\uFEFF") ? text.substring(1) : text);
        csv.run();
        return csv.records;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1252);
        }
    }

    private void run() {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == '"';
            if (quoted && c == '"' && doubled) {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == separator) {
                endCell();
            } else if (!quoted && (c == '\n' || c == '\r')) {
                endRecord();
            } else {
                cell.append(c);
            }
        }
        endRecord();
    }

    private void endCell() {
        cells.add(cell.toString().strip());
        cell.setLength(0);
    }

    private void endRecord() {
        endCell();
        if (cells.size() > 1 || !cells.getFirst().isEmpty()) {
            records.add(cells);
        }
        cells = new ArrayList<>();
    }
}
