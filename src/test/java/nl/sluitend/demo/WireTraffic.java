package nl.sluitend.demo;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.sluitend.demo.register.DemoParty;
import nl.sluitend.oprf.Suite;
import nl.sluitend.psi.Commitment;
import nl.sluitend.psi.Elements;
import nl.sluitend.psi.EvaluatedHeader;
import nl.sluitend.psi.Octets;

/** What one run put on the wire, taken apart so that it can be laid beside another run. */
final class WireTraffic {

    /** As random octets are written: letters of both cases and digits, or hexadecimal. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?=[A-Za-z0-9+/_-]*[a-z])(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[0-9])"
                            + "[A-Za-z0-9+/_-]{16,}|[0-9a-f]{16,}");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}");

    /** Octets that two runs may not have in common: half of an element. */
    static final int WINDOW = 16;

    /** Digests of nothing: of chunks and rounds without elements. */
    private static final Set<String> EMPTY =
            Set.of(
                    Commitment.digest(Elements.none(Suite.RISTRETTO255_SHA512)).base64Url(),
                    EvaluatedHeader.digest(Elements.none(Suite.RISTRETTO255_SHA512), Octets.empty())
                            .base64Url());

    private static final Set<String> NAMES =
            Set.of(
                    Suite.RISTRETTO255_SHA512.identifier(),
                    DemoParty.RBL.oin(),
                    DemoParty.SWV_PO.oin(),
                    DemoParty.SWV_VO.oin());

    /** Every text, each layer of base64 opened. */
    final StringBuilder text;

    final Set<String> tokens = new HashSet<>();
    final Set<String> windows = new HashSet<>();
    final Set<String> paths = new TreeSet<>();

    WireTraffic() {
        this(new StringBuilder());
    }

    private WireTraffic(StringBuilder text) {
        this.text = text;
    }

    /** Whose texts are read with the others, and which is compared with nothing. */
    WireTraffic beside() {
        return new WireTraffic(text);
    }

    /**
     * Takes in what was said.
     *
     * @param relays of the two parties
     */
    void take(Collection<RecordingRelay> relays) {
        for (RecordingRelay relay : relays) {
            for (RecordingRelay.Exchange exchange : relay.taken()) {
                String first = exchange.request().head().lines().findFirst().orElse("");
                paths.add(first.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}", "#"));
                // Witnessing goes on between runs, for the same logs: only runs are compared.
                boolean ofRun = first.contains(" /peer/v1/sessions");
                WireTraffic into = ofRun ? this : beside();
                into.read(exchange.request());
                into.read(exchange.answer());
            }
        }
    }

    private void read(HttpMessage message) {
        read(message.head());
        byte[] body = message.body();
        if (!message.type().startsWith("application/octet-stream")) {
            read(new String(body, StandardCharsets.UTF_8));
            return;
        }
        this.text.append(new String(body, StandardCharsets.ISO_8859_1)).append('\n');
        int length = body.length < 4 ? 0 : new java.math.BigInteger(body, 0, 4).intValue();
        boolean framed = length > 0 && length <= body.length - 4 && body[4] == 'e';
        if (framed) {
            read(new String(body, 4, length, StandardCharsets.US_ASCII));
        }
        for (int i = framed ? 4 + length : 0; i + WINDOW <= body.length; i++) {
            windows.add(HexFormat.of().formatHex(body, i, i + WINDOW));
        }
    }

    /** Takes a text apart, and every base64 in it that is text itself. */
    private void read(String text) {
        this.text.append(text).append('\n');
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            tokens.add(token.group());
        }
        Matcher encoded = BASE64.matcher(text);
        while (encoded.find()) {
            try {
                byte[] inner = Base64.getUrlDecoder().decode(encoded.group());
                String opened = new String(inner, StandardCharsets.UTF_8);
                if (opened.startsWith("{")) {
                    read(opened);
                }
            } catch (IllegalArgumentException e) {
                // not base64url: nothing to open
            }
        }
    }

    /** Texts that both runs have. */
    Set<String> tokensAlsoIn(WireTraffic other) {
        Set<String> again = new TreeSet<>(tokens);
        again.retainAll(other.tokens);
        return again;
    }

    /** Octets that both runs have. */
    Set<String> windowsAlsoIn(WireTraffic other) {
        Set<String> again = new TreeSet<>(windows);
        again.retainAll(other.windows);
        return again;
    }

    /** Names, certificates and their hashes, and digests of rounds without pupils. */
    static boolean isPublic(String token, Set<String> certificates) {
        return EMPTY.contains(token)
                || NAMES.contains(token)
                || token.startsWith("Java-http-client/")
                || certificates.contains(token)
                || isHeaderOfSignature(token);
    }

    /** The header of every signature of one party: its algorithm and certificate, no more. */
    private static boolean isHeaderOfSignature(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8)
                    .matches("\\{\"alg\":\"ES256\",\"x5[^{}]*}");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The certificates that signatures show, and their thumbprints, as they are written. */
    Set<String> certificates() throws GeneralSecurityException {
        Set<String> certificates = new TreeSet<>();
        Matcher shown = Pattern.compile("\"x5c\":\\[\"([^\"]+)\"]").matcher(text);
        while (shown.find()) {
            byte[] der = Base64.getDecoder().decode(shown.group(1));
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
            certificates.add(shown.group(1).replaceFirst("=+$", ""));
            certificates.add(
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(der)));
        }
        return certificates;
    }

    /** Names and values that the convenant gives, and the zeros behind them. */
    static boolean isGiven(String window) {
        return new String(HexFormat.of().parseHex(window), StandardCharsets.ISO_8859_1)
                .chars()
                .allMatch(c -> c < 0x80);
    }
}
