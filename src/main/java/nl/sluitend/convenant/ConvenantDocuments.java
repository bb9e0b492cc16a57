package nl.sluitend.convenant;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.sluitend.convenant.Convenant.Party;

/**
 * The documents that go with a convenant, in Dutch, as XHTML, all from the one content that the
 * software carries out.
 */
public final class ConvenantDocuments {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, H:mm:ss 'uur'", Locale.of("nl", "NL"));

    private ConvenantDocuments() {}

    /** Which documents there are. */
    public enum Kind {
        /** The text that is signed, with signatures and hash. */
        CONVENANT("convenant", "Convenant"),
        /** Each party's entry in its register of processing activities (AVG art. 30). */
        REGISTER("verwerkingsregister", "Regel voor het verwerkingsregister"),
        /** What parents and pupils read (AVG art. 14). */
        NOTICE("informatie", "Informatie voor ouders en jongeren"),
        /** Parts A and D of the DPIA, filled in as far as the convenant knows. */
        DPIA("dpia", "DPIA, delen A en D");

        private final String code;
        private final String title;

        Kind(String code, String title) {
            this.code = code;
            this.title = title;
        }

        /** Its name in an address. */
        public String code() {
            return code;
        }

        /** Its name in Dutch. */
        public String title() {
            return title;
        }

        /** The document with this name, if there is one. */
        public static Optional<Kind> find(String code) {
            return java.util.Arrays.stream(values()).filter(k -> k.code.equals(code)).findFirst();
        }
    }

    /**
     * A signature, or that there is none.
     *
     * @param party name of the party
     * @param what what was signed and when, in words
     */
    record Signature(String party, String what) {}

    /**
     * Makes a document.
     *
     * @throws IllegalArgumentException when this version of the software does not have the text
     *     that the convenant names
     */
    public static String xhtml(Kind kind, ConvenantDossier dossier) {
        Convenant convenant = dossier.convenant();
        Clause content = ConvenantText.content(convenant);
        Map<String, Object> data =
                Map.of(
                        "c", content,
                        "hash", convenant.hash(),
                        "titel", title(kind, convenant),
                        "signatures", signatures(dossier),
                        "missing", dossier.missing(),
                        "warnings", dossier.warnings(),
                        "rules", content.leaves().stream().map(Row::of).toList(),
                        "articles",
                                kind == Kind.CONVENANT
                                        ? new io.quarkus.qute.RawString(
                                                ConvenantText.articles(
                                                        template(convenant), convenant))
                                        : "");
        return ConvenantText.document(kind.code(), data);
    }

    /**
     * What differs between a convenant and its predecessor, in words.
     *
     * @return XHTML
     */
    public static String difference(Convenant before, Convenant after) {
        return ConvenantText.document(
                "verschil",
                Map.of(
                        "titel", "Wat er verandert",
                        "before", before.hash(),
                        "after", after.hash(),
                        "changes", ConvenantDifference.between(before, after)));
    }

    /** Whether this version of the software has the text that the convenant names. */
    static boolean hasText(Convenant convenant) {
        return ConvenantText.isKnown(convenant);
    }

    /**
     * A row of the annex: a member and its value.
     *
     * @param value marked with its pointer
     */
    record Row(String title, String pointer, Clause value) {

        static Row of(Clause leaf) {
            return new Row(leaf.title(), leaf.pointer(), leaf);
        }
    }

    private static ConvenantTemplate template(Convenant convenant) {
        if (!hasText(convenant)) {
            throw new IllegalArgumentException(
                    "this node does not have the text " + convenant.text().digest());
        }
        return ConvenantTemplate.find(convenant.text().template()).orElseThrow();
    }

    private static String title(Kind kind, Convenant convenant) {
        return "%s: %s"
                .formatted(
                        kind.title(),
                        String.join(
                                " en ", convenant.parties().stream().map(Party::name).toList()));
    }

    private static List<Signature> signatures(ConvenantDossier dossier) {
        return dossier.convenant().parties().stream()
                .flatMap(
                        party -> {
                            List<SignedStep> own =
                                    dossier.steps().stream()
                                            .filter(step -> step.signer().equals(party.oin()))
                                            .toList();
                            return own.isEmpty()
                                    ? java.util.stream.Stream.of(
                                            new Signature(party.name(), "nog niet ondertekend"))
                                    : own.stream()
                                            .map(step -> new Signature(party.name(), said(step)));
                        })
                .toList();
    }

    private static String said(SignedStep step) {
        String what =
                switch (step.type()) {
                    case ACCEPT -> "ondertekend";
                    case REJECT -> "afgewezen";
                    case REVOKE -> "ingetrokken";
                };
        return what + " op " + moment(step.signedAt());
    }

    private static String moment(Instant at) {
        return MOMENT.format(ZonedDateTime.ofInstant(at, Convenant.ZONE));
    }
}
