package nl.sluitend.convenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.sluitend.party.CanonicalJson;
import nl.sluitend.party.JsonRefusedException;

/**
 * A model that people start from: a form in YAML, its schema, and the Dutch text that is signed.
 */
public enum ConvenantTemplate {
    /** Counts alone. */
    TELLING("Telling", "Alleen aantallen per groep, met ruis."),
    /** Matches. */
    AFSTEMMING("Afstemming", "Beide partijen leren wie ook bij de ander bekend is."),
    /** Matches, for one party alone. */
    EENZIJDIG("Eenzijdig", "Eén partij leert wie van haar leerlingen ook bij de ander bekend is."),
    /** Matches and agreed fields. */
    GEGEVENSDELING(
            "Gegevensdeling",
            "Beide partijen leren wie ook bij de ander bekend is en delen afgesproken gegevens."),
    /** One RBL with two samenwerkingsverbanden: one text, a convenant for each pair. */
    DRIE_PARTIJEN(
            "Drie partijen",
            "Een RBL met twee samenwerkingsverbanden: één tekst, per paar een convenant.");

    private static final String FOLDER = "/convenant-templates/";
    private static final String SHARED_TEXT = "artikelen.html";

    /** Articles that a text has only when the content has the member, in this order. */
    private static final List<OptionalArticles> OPTIONAL =
            List.of(
                    new OptionalArticles("/scope/ageBands", "leeftijden.html"),
                    new OptionalArticles("/scope/notEnrolled", "nergens-ingeschreven.html"),
                    new OptionalArticles("/confirmation", "bevestigen.html"));

    private record OptionalArticles(String pointer, String file) {}

    private final String title;
    private final String summary;

    ConvenantTemplate(String title, String summary) {
        this.title = title;
        this.summary = summary;
    }

    /** How a convenant names it; also the name of its folder. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its name in Dutch. */
    public String title() {
        return title;
    }

    /** What it is for, in one Dutch sentence. */
    public String summary() {
        return summary;
    }

    /** The template that a convenant names, if this version of the software has it. */
    public static Optional<ConvenantTemplate> find(String code) {
        return Arrays.stream(values()).filter(template -> template.code().equals(code)).findFirst();
    }

    /** The form, to be filled in. */
    public byte[] form() {
        return file(code() + "/convenant.yaml");
    }

    /** The JSON Schema of a filled-in form. */
    JsonNode schema() {
        return json(code() + "/schema.json");
    }

    /** The schema that every template shares, with a title and explanation of every member. */
    static JsonNode sharedSchema() {
        return json("convenant.schema.json");
    }

    /** What stands before the articles, as a Qute template. */
    String preamble() {
        return text(code() + "/tekst.html");
    }

    /** The articles of all templates, as a Qute template. */
    static String articles() {
        return text(SHARED_TEXT);
    }

    /**
     * The whole text of this template for some content, as a Qute template. An article about
     * something that not every convenant says stands in it only when this one does, so that the
     * text of the others stays as it was signed.
     */
    String text(JsonNode content) {
        return text(article -> !content.at(article.pointer()).isMissingNode());
    }

    private String text(Predicate<OptionalArticles> has) {
        return preamble()
                + articles()
                + OPTIONAL.stream()
                        .filter(has)
                        .map(article -> text(article.file()))
                        .collect(Collectors.joining());
    }

    /**
     * SHA-256 of the text for some content, 64 lower-case hexadecimal digits: what {@code
     * text.digest} states.
     */
    public String textDigest(JsonNode content) {
        return Convenant.hash(text(content));
    }

    /** The same for content without anything that needs an article of its own. */
    public String textDigest() {
        return Convenant.hash(text(_ -> false));
    }

    /** Whether a digest is of a text of this template, whatever the content. */
    boolean isOwn(String digest) {
        return Digests.OF_TEXTS.getOrDefault(this, Set.of()).contains(digest);
    }

    /** Every text that a template can have, hashed once: the texts are part of the build. */
    private static final class Digests {
        static final Map<ConvenantTemplate, Set<String>> OF_TEXTS =
                Arrays.stream(values())
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Function.identity(), ConvenantTemplate::digests));
    }

    private Set<String> digests() {
        return IntStream.range(0, 1 << OPTIONAL.size())
                .mapToObj(some -> text(article -> (some >> OPTIONAL.indexOf(article) & 1) == 1))
                .map(Convenant::hash)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static JsonNode json(String path) {
        try {
            return CanonicalJson.parse(file(path));
        } catch (JsonRefusedException e) {
            throw new IllegalStateException(path + " is not valid JSON", e);
        }
    }

    private static String text(String path) {
        return new String(file(path), StandardCharsets.UTF_8);
    }

    private static byte[] file(String path) {
        try (InputStream in = ConvenantTemplate.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not part of this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
