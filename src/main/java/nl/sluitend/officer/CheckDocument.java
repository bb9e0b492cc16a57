package nl.sluitend.officer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nl.sluitend.convenant.PdfDocument;
import nl.sluitend.disclosure.LogReport;

/**
 * The report of a check of logs for people, in Dutch: as text and as PDF with room for the
 * signature of an officer. Names the digest of the JSON file from which it is made, so that whoever
 * signs the one signs the other.
 */
public final class CheckDocument {

    private static final String TITLE = "Controle van het verstrekkingenlog";

    private static final String STYLE =
            """
            body { font-family: 'Sluitend', sans-serif; font-size: 11pt; line-height: 1.45; }
            h1 { font-size: 20pt; } h2 { font-size: 14pt; page-break-after: avoid; }
            table { border-collapse: collapse; width: 100%; page-break-inside: avoid; }
            th, td { border: 1px solid #767676; padding: 4px; text-align: left; vertical-align: top;
                     word-wrap: break-word; }
            th { width: 38%; }
            @page { size: A4; margin: 20mm; }
            """;

    private final String json;
    private final JsonNode report;

    /**
     * @param json as {@link LogReport#all} says
     * @throws IllegalArgumentException if it is not that
     */
    public CheckDocument(String json) {
        this.json = json;
        try {
            this.report = new JsonMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the report of a check", e);
        }
        if (!report.path("logs").isArray() || !report.path("verified").isBoolean()) {
            throw new IllegalArgumentException("not the report of a check");
        }
    }

    private record Fact(String name, String value) {}

    private record Part(String title, List<Fact> facts, List<String> lines) {}

    /** As PDF/UA-1. */
    public byte[] pdf() {
        StringBuilder body = new StringBuilder();
        for (Part part : parts()) {
            body.append("<h2>").append(escape(part.title())).append("</h2>\n");
            if (!part.facts().isEmpty()) {
                body.append("<table><tbody>\n");
                for (Fact fact : part.facts()) {
                    body.append(
                            "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                                    .formatted(escape(fact.name()), escape(fact.value())));
                }
                body.append("</tbody></table>\n");
            }
            if (!part.lines().isEmpty()) {
                body.append("<ul>\n");
                part.lines().forEach(line -> body.append("<li>" + escape(line) + "</li>\n"));
                body.append("</ul>\n");
            }
        }
        return PdfDocument.of(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE html>
                <html xmlns="http://www.w3.org/1999/xhtml" lang="nl" xml:lang="nl">
                <head><meta charset="utf-8" /><title>%1$s</title>
                <meta name="description" content="%1$s" /><meta name="subject" content="%1$s" />
                <style>%2$s</style></head>
                <body><h1>%1$s</h1>
                <p>%3$s</p>
                %4$s</body></html>
                """
                        .formatted(TITLE, STYLE, escape(verdict()), body));
    }

    /** As plain text. */
    public String text() {
        StringBuilder text = new StringBuilder(TITLE).append("\n\n").append(verdict()).append('\n');
        for (Part part : parts()) {
            text.append('\n').append(part.title()).append('\n');
            part.facts()
                    .forEach(
                            fact -> text.append("  %s: %s%n".formatted(fact.name(), fact.value())));
            part.lines().forEach(line -> text.append("  - ").append(line).append('\n'));
        }
        return text.toString();
    }

    private String verdict() {
        return report.path("verified").asBoolean()
                ? "Alles wat is nagerekend, klopt."
                : "Er klopt iets niet. Hieronder staat per logboek wat.";
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(
                new Part(
                        "Wanneer en wat",
                        List.of(
                                new Fact("Nagerekend", moment(report.path("checkedAt"))),
                                new Fact("Logboeken", Integer.toString(report.path("logs").size())),
                                new Fact("Controlegetal van het JSON-bestand", digest())),
                        List.of()));
        for (JsonNode log : report.path("logs")) {
            parts.add(log(log));
        }
        parts.add(
                new Part(
                        "Wat dit wel en niet bewijst",
                        List.of(),
                        List.of(
                                "Wel: wat in het logboek staat, is niet veranderd, weggehaald of"
                                        + " verplaatst sinds het is ondertekend.",
                                "Wel: wat een getuige heeft meeondertekend, staat er nog.",
                                "Niet: dat niemand buiten de software om gegevens heeft"
                                        + " gekopieerd.")));
        parts.add(
                new Part(
                        "Handtekening",
                        List.of(
                                new Fact("Naam", ""),
                                new Fact("Functie", ""),
                                new Fact("Datum", ""),
                                new Fact("Handtekening", "")),
                        List.of()));
        return parts;
    }

    private static Part log(JsonNode log) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Uitkomst", log.path("verified").asBoolean() ? "klopt" : "klopt niet"));
        facts.add(new Fact("Gelezen bij", log.path("place").asText()));
        if (log.has("size")) {
            facts.add(new Fact("Regels", log.path("size").asText()));
            facts.add(new Fact("Wortel", log.path("root").asText()));
        }
        if (log.has("first")) {
            facts.add(new Fact("Eerste regel", moment(log.path("first"))));
            facts.add(new Fact("Laatste regel", moment(log.path("last"))));
        }
        facts.add(new Fact("Ondertekende standen nagerekend", log.path("checkpoints").asText()));
        facts.add(
                new Fact(
                        "Meeondertekend door getuigen",
                        log.has("cosignedAt")
                                ? "tot en met regel %s, %s"
                                        .formatted(
                                                log.path("cosignedSize").asText(),
                                                moment(log.path("cosignedAt")))
                                : "nee"));
        facts.add(new Fact("Dagen met een levensteken", log.path("heartbeats").asText()));
        facts.add(new Fact("Vergeleken ontvangstbewijzen", log.path("comparedReceipts").asText()));
        if (log.has("vkey")) {
            facts.add(new Fact("Controlesleutel", log.path("vkey").asText()));
        }
        List<String> lines = new ArrayList<>();
        for (JsonNode finding : log.path("findings")) {
            LogReport.Check check = LogReport.Check.valueOf(finding.path("check").asText());
            lines.add(CheckTexts.what(check) + " (" + finding.path("detail").asText() + ")");
        }
        log.path("findingCounts")
                .properties()
                .forEach(
                        count -> {
                            long shown =
                                    log.path("findings")
                                            .valueStream()
                                            .filter(
                                                    finding ->
                                                            finding.path("check")
                                                                    .asText()
                                                                    .equals(count.getKey()))
                                            .count();
                            long more = count.getValue().asLong() - shown;
                            if (more > 0) {
                                lines.add(
                                        CheckTexts.what(LogReport.Check.valueOf(count.getKey()))
                                                + ": nog "
                                                + more
                                                + " keer");
                            }
                        });
        return new Part(
                "Logboek " + log.path("origin").asText(log.path("place").asText()), facts, lines);
    }

    private static String moment(JsonNode instant) {
        return DisclosureTexts.moment(Instant.parse(instant.asText()));
    }

    /** SHA-256 of the JSON, in hexadecimal. */
    private String digest() {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(json.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
