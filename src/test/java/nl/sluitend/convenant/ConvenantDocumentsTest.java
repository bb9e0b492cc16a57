package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import nl.sluitend.convenant.ConvenantDocuments.Kind;
import nl.sluitend.convenant.PolicyDecision.Permitted;
import nl.sluitend.convenant.PolicyDecision.Refused;
import nl.sluitend.convenant.PolicyDecision.Rule;
import nl.sluitend.identifier.KeyKind;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The document that people sign and the convenant that the node carries out, value by value. */
final class ConvenantDocumentsTest {

    @ParameterizedTest
    @EnumSource(ConvenantTemplate.class)
    void shows_every_value_that_is_hashed_and_the_same_everywhere(ConvenantTemplate template)
            throws Exception {
        Convenant convenant = ConvenantFixture.filled(template).read();
        Map<String, String> shown = shown(convenant);
        Map<String, String> hashed = new LinkedHashMap<>();
        for (Clause leaf : ConvenantText.content(convenant).leaves()) {
            hashed.put(leaf.pointer(), leaf.words());
        }
        assertThat(shown).isEqualTo(hashed);
    }

    @Test
    void says_what_the_policy_carries_out() throws Exception {
        ConvenantFixture fixture = ConvenantFixture.filled().withPgn();
        Convenant convenant = fixture.read();
        Map<String, String> shown = shown(convenant);
        int elements = Integer.parseInt(shown.get("/caps/maxElements"));
        int growth = Integer.parseInt(shown.get("/caps/growthFloor"));
        int days = Integer.parseInt(shown.get("/caps/minDaysBetweenRuns"));
        int attempts = Integer.parseInt(shown.get("/caps/attemptsPerDay"));
        PolicyProbe probe = new PolicyProbe(convenant);

        probe.permits(elements, 0, 100, 0);
        probe.refuses(Rule.MAX_ELEMENTS, elements + 1, 0, 100, 0);
        probe.permits(10 + growth, 10, 100, 0);
        probe.refuses(Rule.MAX_GROWTH, 11 + growth, 10, 100, 0);
        probe.permits(10, 10, days, 0);
        probe.refuses(Rule.DAYS_BETWEEN_RUNS, 10, 10, days - 1, 0);
        probe.permits(10, 10, 100, attempts - 1);
        probe.refuses(Rule.ATTEMPTS_PER_DAY, 10, 10, 100, attempts);
        Set<String> keys = new HashSet<>();
        Set<String> modes = new HashSet<>();
        shown.forEach(
                (pointer, words) -> {
                    if (pointer.startsWith("/matchingKeys/")) {
                        keys.add(words);
                    } else if (pointer.startsWith("/modes/")) {
                        modes.add(words);
                    }
                });
        for (KeyKind kind : KeyKind.values()) {
            assertThat(probe.allows(kind, ExchangeMode.MATCH)).isEqualTo(keys.contains(word(kind)));
        }
        for (ExchangeMode mode : ExchangeMode.values()) {
            assertThat(probe.allows(KeyKind.PGN, mode)).isEqualTo(modes.contains(word(mode)));
        }
        assertThat(shown.get("/validity/from")).isEqualTo("1 augustus 2026");
        assertThat(convenant.validity().from()).isEqualTo(LocalDate.of(2026, 8, 1));
        assertThat(shown.get("/purposes/0/code")).isEqualTo(convenant.purposes().getFirst().code());
        assertThat(shown.get("/text/digest")).isEqualTo(ConvenantTemplate.AFSTEMMING.textDigest());
    }

    @Test
    void changes_with_every_value() throws Exception {
        Map<String, String> before = shown(ConvenantFixture.filled().read());
        Map<String, Object> changes =
                Map.of(
                        "/caps/maxElements", 1999,
                        "/retention/outcomeDays", 30,
                        "/scope/period", "ALL",
                        "/validity/until", "2028-07-30",
                        "/legalBases/1/law", "Een andere wet",
                        "/controllership/kind", "SEPARATE",
                        "/parties/0/formalities/dpia/date", "2026-06-02");
        for (Map.Entry<String, Object> change : changes.entrySet()) {
            Map<String, String> after =
                    shown(
                            ConvenantFixture.filled()
                                    .with(change.getKey(), change.getValue())
                                    .read());
            Map<String, String> differing = new HashMap<>(after);
            differing.entrySet().removeAll(before.entrySet());
            assertThat(differing.keySet())
                    .isEqualTo(
                            change.getKey().equals("/controllership/kind")
                                    ? Set.of()
                                    : Set.of(change.getKey()));
        }
    }

    @Test
    void shows_signatures_and_the_hash_and_tells_a_draft_from_a_convenant() {
        Convenant convenant = ConvenantFixture.filled().read();
        SignedStep step =
                new SignedStep(
                        ConvenantFixture.RBL,
                        StepType.ACCEPT,
                        Instant.parse("2026-07-01T10:00:00Z"),
                        "x");
        String text =
                ConvenantDocuments.xhtml(
                        Kind.CONVENANT, new ConvenantDossier(convenant, true, List.of(step)));
        assertThat(text)
                .contains(convenant.hash())
                .contains("RBL Test: ondertekend op 1 juli 2026, 12:00:00 uur")
                .contains("SWV Test: nog niet ondertekend")
                .doesNotContain("Dit is een concept");
        assertThat(xhtml(Kind.CONVENANT, ConvenantFixture.filled().without("/drafter").read()))
                .contains("Dit is een concept", "Vul in wie het convenant heeft opgesteld.");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void makes_every_document_of_every_template_from_the_same_values(Kind kind) throws Exception {
        for (ConvenantTemplate template : ConvenantTemplate.values()) {
            Convenant convenant = ConvenantFixture.filled(template).read();
            String text = xhtml(kind, convenant);
            Map<String, String> hashed = new HashMap<>();
            ConvenantText.content(convenant)
                    .leaves()
                    .forEach(leaf -> hashed.put(leaf.pointer(), leaf.words()));
            assertThat(hashed).containsAllEntriesOf(values(parse(text)));
            assertThat(text).contains(kind.title()).doesNotContainIgnoringCase("verzuimer");
            xhtml(kind, ConvenantFixture.filled(template).without("/parties/0/formalities").read());
        }
    }

    @Test
    void shows_words_of_the_content_as_words_and_never_as_markup() throws Exception {
        Convenant convenant =
                ConvenantFixture.filled()
                        .with("/parties/0/name", "<script>alert('1')</script> & {c.hash} \"RBL\"")
                        .read();
        for (Kind kind : Kind.values()) {
            String text = xhtml(kind, convenant);
            assertThat(text).doesNotContain("<script");
            assertThat(parse(text).getDocumentElement().getTextContent())
                    .contains("<script>alert('1')</script> & {c.hash} \"RBL\"");
        }
    }

    @Test
    void refuses_to_show_a_text_that_it_does_not_have() {
        Convenant other = ConvenantFixture.filled().with("/text/digest", "a".repeat(64)).read();
        assertThatIllegalArgumentException().isThrownBy(() -> xhtml(Kind.CONVENANT, other));
    }

    @Test
    void tells_the_difference_with_the_predecessor_in_words() throws Exception {
        Convenant before = ConvenantFixture.filled().read();
        Convenant after =
                ConvenantFixture.filled()
                        .with("/predecessor", before.hash())
                        .with("/caps/maxElements", 3000)
                        .with("/validity/until", "2029-07-31")
                        .without("/schedule")
                        .read();
        assertThat(ConvenantDifference.between(before, after))
                .extracting(ConvenantDifference.Change::text)
                .containsExactlyInAnyOrder(
                        "\u2018Leerlingen per keer\u2019 was 2000 en wordt 3000.",
                        "\u2018Laatste dag\u2019 was 31 juli 2028 en wordt 31 juli 2029.",
                        "\u2018Om de hoeveel dagen\u2019 vervalt; dat was: 7.",
                        "Nieuw is \u2018Voorganger\u2019: " + before.hash() + ".");
        assertThat(ConvenantDifference.between(before, before)).isEmpty();
        assertThat(parse(ConvenantDocuments.difference(before, after)).getDocumentElement())
                .satisfies(html -> assertThat(html.getTextContent()).contains("wordt 3000"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void makes_pdf_with_tags_language_title_and_bookmarks(Kind kind) throws Exception {
        Convenant convenant = ConvenantFixture.filled().read();
        String text = xhtml(kind, convenant);
        try (PDDocument pdf = Loader.loadPDF(PdfDocument.of(text))) {
            var catalog = pdf.getDocumentCatalog();
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getStructureTreeRoot().getKids()).isNotEmpty();
            assertThat(catalog.getLanguage()).isEqualTo("nl");
            assertThat(pdf.getDocumentInformation().getTitle()).startsWith(kind.title());
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            int headings = parse(text).getElementsByTagName("h2").getLength();
            assertThat(catalog.getDocumentOutline().children()).hasSize(headings);
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains(
                            kind == Kind.NOTICE ? "Autoriteit Persoonsgegevens" : convenant.hash())
                    .contains("RBL Test");
        }
    }

    private record PolicyProbe(Convenant convenant) {

        private static final Instant AT = Instant.parse("2027-01-15T12:00:00Z");

        PolicyDecision decide(
                KeyKind kind, ExchangeMode mode, int elements, int before, int days, int begun) {
            return Policy.decide(
                    convenant,
                    new PolicyRequest(
                            ConvenantFixture.RBL,
                            ConvenantFixture.SWV,
                            mode,
                            convenant.purposes().getFirst().code(),
                            kind,
                            convenant.suite(),
                            convenant.keyVersion(),
                            elements,
                            LocalDate.of(2027, 1, 1),
                            AT),
                    new PolicyState(
                            ConvenantState.IN_FORCE,
                            before == 0
                                    ? java.util.Optional.empty()
                                    : java.util.Optional.of(
                                            AT.minus(java.time.Duration.ofDays(days))),
                            before,
                            begun));
        }

        void permits(int elements, int before, int days, int begun) {
            assertThat(decide(KeyKind.PGN, ExchangeMode.MATCH, elements, before, days, begun))
                    .isInstanceOf(Permitted.class);
        }

        void refuses(Rule rule, int elements, int before, int days, int begun) {
            assertThat(decide(KeyKind.PGN, ExchangeMode.MATCH, elements, before, days, begun))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
        }

        boolean allows(KeyKind kind, ExchangeMode mode) {
            return decide(kind, mode, 1, 0, 100, 0) instanceof Permitted;
        }
    }

    static String word(Enum<?> constant) {
        String pointer = constant instanceof KeyKind ? "/matchingKeys/0" : "/modes/0";
        return DutchWords.of(
                pointer,
                com.fasterxml.jackson.databind.node.TextNode.valueOf(constant.name()),
                Map.of());
    }

    static String xhtml(Kind kind, Convenant convenant) {
        return ConvenantDocuments.xhtml(kind, new ConvenantDossier(convenant, true, List.of()));
    }

    /** Pointer and words of every value in the signed document. */
    static Map<String, String> shown(Convenant convenant) throws Exception {
        return values(parse(xhtml(Kind.CONVENANT, convenant)));
    }

    private static Map<String, String> values(Document document) {
        Map<String, String> values = new LinkedHashMap<>();
        var spans = document.getElementsByTagName("span");
        for (int i = 0; i < spans.getLength(); i++) {
            Element span = (Element) spans.item(i);
            String words = span.getTextContent();
            assertThat(values.getOrDefault(span.getAttribute("data-lid"), words)).isEqualTo(words);
            values.put(span.getAttribute("data-lid"), words);
        }
        return values;
    }

    private static Document parse(String xhtml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xhtml.getBytes(UTF_8)));
    }
}
