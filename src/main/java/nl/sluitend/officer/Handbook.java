package nl.sluitend.officer;

import io.quarkus.qute.RawString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The handbook of {@code docs/handleiding} as pages of the node, without its pictures. Reads the
 * few forms of Markdown that the handbook uses; all text is escaped.
 */
final class Handbook {

    private static final String FOLDER = "/handleiding/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,30}");
    private static final Pattern BOLD = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern SLANTED = Pattern.compile("\\*([^*]+)\\*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([a-z]+)\\.md\\)");
    private static final Pattern NUMBERED = Pattern.compile("\\d+\\. .*");

    private final StringBuilder html = new StringBuilder();
    private final List<String> paragraph = new ArrayList<>();
    private String list = "";
    private boolean table;

    private Handbook() {}

    /**
     * A page.
     *
     * @param title its heading
     * @param body HTML
     */
    public record Page(String title, RawString body) {}

    /** The page with that name; {@code README} is the first one. */
    static Optional<Page> page(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Handbook.class.getResourceAsStream(FOLDER + name + ".md")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(of(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(String markdown) {
        Handbook handbook = new Handbook();
        String title = "";
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("# ")) {
                title = line.substring(2);
            } else if (!line.startsWith("![")) {
                handbook.line(line);
            }
        }
        handbook.end();
        return new Page(title, new RawString(handbook.html.toString()));
    }

    private void line(String line) {
        if (line.isBlank()) {
            end();
        } else if (line.startsWith("## ")) {
            end();
            html.append("<h2 class=\"utrecht-heading-2\">")
                    .append(inline(line.substring(3)))
                    .append("</h2>\n");
        } else if (line.startsWith("|")) {
            row(line);
        } else if (line.startsWith("- ")) {
            item("ul", line.substring(2));
        } else if (NUMBERED.matcher(line).matches()) {
            item("ol", line.substring(line.indexOf(' ') + 1));
        } else {
            paragraph.add(line.strip());
        }
    }

    private void item(String kind, String text) {
        flush();
        if (list.isEmpty()) {
            list = kind;
            html.append("<").append(kind).append(" class=\"handbook-list\">\n");
        }
        paragraph.add(text);
    }

    private void row(String line) {
        String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
        if (cells[0].strip().startsWith("---")) {
            return;
        }
        String cell = table ? "td" : "th scope=\"col\"";
        if (!table) {
            table = true;
            html.append(
                    "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabel\"><table class=\"utrecht-table utrecht-table--html-table\">\n");
        }
        html.append("<tr class=\"utrecht-table__row\">");
        for (String text : cells) {
            html.append("<").append(cell).append(" class=\"utrecht-table__cell\">");
            html.append(inline(text.strip()));
            html.append(cell.startsWith("td") ? "</td>" : "</th>");
        }
        html.append("</tr>\n");
    }

    /** Writes what was read of the present paragraph or item. */
    private void flush() {
        if (paragraph.isEmpty()) {
            return;
        }
        String text = inline(String.join(" ", paragraph));
        paragraph.clear();
        html.append(
                list.isEmpty()
                        ? "<p class=\"utrecht-paragraph\">" + text + "</p>\n"
                        : "<li>" + text + "</li>\n");
    }

    private void end() {
        flush();
        if (!list.isEmpty()) {
            html.append("</").append(list).append(">\n");
            list = "";
        }
        if (table) {
            html.append("</table></div>\n");
            table = false;
        }
    }

    private static String inline(String text) {
        String escaped =
                text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
        String marked = CODE.matcher(escaped).replaceAll("<code class=\"utrecht-code\">$1</code>");
        marked = BOLD.matcher(marked).replaceAll("<strong>$1</strong>");
        marked = SLANTED.matcher(marked).replaceAll("<em>$1</em>");
        return LINK.matcher(marked)
                .replaceAll(
                        "<a class=\"utrecht-link utrecht-link--html-a\" href=\"/handleiding?pagina=$2\">$1</a>");
    }
}
