package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;

/**
 * Fills the Dutch texts. The texts hold no value of their own: what a member says is put in from
 * the content, as {@code <span data-lid="pointer">words</span>}. A text that asks for a member
 * which does not exist fails.
 */
final class ConvenantText {

    private static final String DOCUMENTS = "/documents/";
    private static final Engine ENGINE = engine();

    private ConvenantText() {}

    /** Fills the text of a template with the content: XHTML without head and body. */
    static String articles(ConvenantTemplate template, Convenant convenant) {
        return fill(template.text(tree(convenant)), Map.of("c", content(convenant)));
    }

    /** Fills one of the documents that go with a convenant: XHTML, whole. */
    static String document(String name, Map<String, Object> data) {
        return fill(frame(name), data);
    }

    private static String frame(String name) {
        try (InputStream in = ConvenantText.class.getResourceAsStream(DOCUMENTS + name + ".html")) {
            if (in == null) {
                throw new IllegalStateException(name + " is not part of this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fill(String text, Map<String, Object> data) {
        return ENGINE.parse(text, Variant.forContentType(Variant.TEXT_HTML)).data(data).render();
    }

    /** The content as the texts see it. */
    static Clause content(Convenant convenant) {
        Map<String, String> names = new HashMap<>();
        convenant.parties().forEach(p -> names.put(p.oin().value(), p.name()));
        return new Clause(tree(convenant), "", names);
    }

    private static JsonNode tree(Convenant convenant) {
        try {
            return CanonicalJson.parse(convenant.canonicalJson().getBytes(StandardCharsets.UTF_8));
        } catch (JsonRefusedException e) {
            throw new IllegalStateException("the content was read before", e);
        }
    }

    /** Whether the digest that a convenant states is of the text that this build has for it. */
    static boolean isKnown(Convenant convenant) {
        return ConvenantTemplate.find(convenant.text().template())
                .filter(
                        template ->
                                template.textDigest(tree(convenant))
                                        .equals(convenant.text().digest()))
                .isPresent();
    }

    private static Engine engine() {
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new ClauseResolver())
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new ClauseMapper())
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .strictRendering(true)
                .build();
    }

    /** Names after a clause are members of it, before any other meaning. */
    private static final class ClauseResolver implements ValueResolver {

        @Override
        public int getPriority() {
            return 100;
        }

        @Override
        public boolean appliesTo(EvalContext context) {
            return context.getBase() instanceof Clause && context.getParams().isEmpty();
        }

        @Override
        public CompletionStage<Object> resolve(EvalContext context) {
            return CompletedStage.of(((Clause) context.getBase()).get(context.getName()));
        }
    }

    private static final class ClauseMapper implements ResultMapper {

        @Override
        public int getPriority() {
            return 100;
        }

        @Override
        public boolean appliesTo(Origin origin, Object result) {
            return result instanceof Clause;
        }

        @Override
        public String map(Object result, Expression expression) {
            Clause clause = (Clause) result;
            return "<span data-lid=\"%s\">%s</span>"
                    .formatted(escape(clause.pointer()), escape(clause.words()));
        }
    }

    /** Text as XML and HTML both read it. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
