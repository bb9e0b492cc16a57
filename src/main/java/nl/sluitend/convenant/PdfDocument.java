package nl.sluitend.convenant;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Turns XHTML of ours into PDF that a screen reader can read (PDF/UA-1: tags, language, title) with
 * a bookmark for every heading of the second level. Fetches nothing: a document has no pictures and
 * no style sheet but its own. The font comes with PDFBox.
 */
public final class PdfDocument {

    /** The family that a document's style names. */
    public static final String FONT = "Sluitend";

    private static final String FONT_FILE =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** PDF/UA embeds every font that is used; this one holds all that the texts need. */
    private static final String ONE_FONT = "<style>* { font-family: 'Sluitend'; }</style>";

    private static final Pattern HEADING = Pattern.compile("<h2>(.*?)</h2>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private PdfDocument() {}

    /**
     * Makes a PDF.
     *
     * @param xhtml well-formed, whole, with a title and {@code meta} description and subject
     */
    public static byte[] of(String xhtml) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.useUriResolver((base, uri) -> null);
        builder.useFont(() -> Objects.requireNonNull(font()), FONT, 400, FontStyle.NORMAL, true);
        builder.withHtmlContent(withBookmarks(xhtml), null);
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static InputStream font() {
        return Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT_FILE));
    }

    private static String withBookmarks(String xhtml) {
        StringBuilder bookmarks = new StringBuilder("<bookmarks>");
        int[] number = {0};
        String body =
                HEADING.matcher(xhtml)
                        .replaceAll(
                                heading -> {
                                    String id = "kop" + ++number[0];
                                    bookmarks.append(bookmark(id, heading));
                                    return "<h2 id=\"%s\">".formatted(id)
                                            + java.util.regex.Matcher.quoteReplacement(
                                                    heading.group(1))
                                            + "</h2>";
                                });
        return body.replaceFirst(
                "</head>",
                java.util.regex.Matcher.quoteReplacement(
                        bookmarks + "</bookmarks>" + ONE_FONT + "</head>"));
    }

    private static String bookmark(String id, MatchResult heading) {
        return "<bookmark name=\"%s\" href=\"#%s\" />"
                .formatted(TAG.matcher(heading.group(1)).replaceAll("").strip(), id);
    }
}
