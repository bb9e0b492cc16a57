package nl.sluitend.officer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import nl.sluitend.disclosure.FilledLog;
import nl.sluitend.identifier.Oin;
import nl.sluitend.party.EpochKeys;
import nl.sluitend.party.KeyRing;

/**
 * Measures the officer's pages with a large log: {@code PagesBench [--size LEAVES] [--json FILE]}.
 * A packaged node, PostgreSQL, Keycloak and Chromium; each page five times with an empty cache, the
 * median counts. docs/performance.md explains the figures.
 */
public final class PagesBench {

    private static final int PUPILS = 400;
    private static final int ROUNDS = 5;
    private static final int DAYS = 365;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a browser says of the page that it shows. */
    private static final String TIMES =
            "() => { const n = performance.getEntriesByType('navigation')[0];"
                    + " const all = performance.getEntriesByType('resource').concat([n]);"
                    + " return { server: n.responseStart - n.requestStart,"
                    + " interactive: n.domInteractive,"
                    + " bytes: all.reduce((sum, r) => sum + r.transferSize, 0) }; }";

    private PagesBench() {}

    /** One page in one round: milliseconds and transferred octets. */
    private record Look(double server, double interactive, double bytes) {}

    public static void main(String[] arguments) throws Exception {
        int size = 1_000_000;
        Path json = null;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--size" ->
                        size =
                                arguments[i + 1].matches("[1-9][0-9]{0,6}")
                                        ? Integer.parseInt(arguments[i + 1])
                                        : 0;
                case "--json" -> json = Path.of(arguments[i + 1]);
                default -> size = 0;
            }
        }
        if (size < PUPILS || arguments.length % 2 != 0) {
            System.err.println(
                    "usage: bench pages [--size LEAVES] [--json FILE], at least " + PUPILS);
            System.exit(2);
        }
        List<ObjectNode> figures = new PagesBench().measure(size);
        for (ObjectNode figure : figures) {
            System.out.println(JSON.writeValueAsString(figure));
        }
        if (json != null) {
            write(json, figures);
        }
        System.exit(0);
    }

    private static void write(Path json, List<ObjectNode> figures) throws IOException {
        List<String> lines = new ArrayList<>();
        for (ObjectNode figure : figures) {
            lines.add(JSON.writeValueAsString(figure));
        }
        Files.write(json, lines);
    }

    private List<ObjectNode> measure(int size) throws Exception {
        System.err.println("bench pages: starting");
        OfficerSite site = OfficerSite.shared();
        fill(site, size);
        List<ObjectNode> figures = new ArrayList<>();
        try (PageBrowser browser = PageBrowser.launch();
                BrowserContext session = browser.session(1280, ColorScheme.LIGHT)) {
            Page page = browser.open(site, session, "fatima", "/overzicht");
            CDPSession devTools = session.newCDPSession(page);
            devTools.send("Network.enable");
            for (Map.Entry<String, String> wanted : pages(page, site).entrySet()) {
                List<Look> looks = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    devTools.send("Network.clearBrowserCache");
                    page.navigate(site.url() + wanted.getValue());
                    page.waitForLoadState(LoadState.LOAD);
                    looks.add(look(page));
                }
                figures.add(figure(wanted.getKey(), size, looks));
            }
        }
        return figures;
    }

    private static void fill(OfficerSite site, int size) throws Exception {
        char[] password = site.files().password().toCharArray();
        SecureRandom random = new SecureRandom();
        FilledLog log =
                new FilledLog(
                        site.database().dataSource("node"),
                        KeyRing.open(site.files().keystore(), password, random),
                        EpochKeys.open(site.files().keystore(), password, random),
                        new Oin(OfficerSite.OIN),
                        new Oin(OfficerSite.PEER_OIN),
                        OfficerSite.CONVENANT);
        int sessions = Math.ceilDiv(size, PUPILS);
        Instant first = Instant.now().minus(Duration.ofDays(DAYS));
        for (int i = 0; i < sessions; i++) {
            Instant at = first.plus(Duration.ofDays(DAYS).multipliedBy(i).dividedBy(sessions));
            log.session(UUID.randomUUID().toString(), at, PUPILS);
            if (i % 250 == 0) {
                System.err.printf(Locale.ROOT, "bench pages: %,d of %,d%n", i * PUPILS, size);
            }
        }
        try (var connection = site.database().dataSource("node").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
    }

    /** The pages that read the log, by what they answer. */
    private static Map<String, String> pages(Page page, OfficerSite site) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overzicht", "/overzicht");
        pages.put("verstrekkingen", "/privacy/verstrekkingen");
        pages.put("verstrekkingen op soort", "/privacy/verstrekkingen?soort=exposure");
        pages.put(
                "verstrekkingen van een sessie",
                "/privacy/verstrekkingen?sessie=" + OfficerSite.SESSION);
        page.navigate(site.url() + "/privacy/verstrekkingen?soort=exposure");
        pages.put("een verstrekking", page.locator("main table a").first().getAttribute("href"));
        pages.put("verzoeken", "/privacy/verzoeken");
        pages.put("afstemmingen", "/afstemmingen");
        pages.put("convenanten", "/convenanten");
        pages.put("integriteit", "/privacy/integriteit");
        pages.put("verwerkingsregister", "/privacy/verwerkingsregister");
        pages.put("incidenten", "/privacy/incidenten");
        pages.put("beheer", "/beheer");
        return pages;
    }

    private static Look look(Page page) {
        Map<?, ?> times = (Map<?, ?>) page.evaluate(TIMES);
        return new Look(
                number(times, "server"), number(times, "interactive"), number(times, "bytes"));
    }

    private static double number(Map<?, ?> times, String name) {
        return times.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static ObjectNode figure(String name, int size, List<Look> looks) {
        ObjectNode figure = JSON.createObjectNode();
        figure.put("page", name);
        figure.put("leaves", size);
        figure.put("serverMs", median(looks.stream().map(Look::server).toList()));
        figure.put("interactiveMs", median(looks.stream().map(Look::interactive).toList()));
        figure.put("kilobytes", median(looks.stream().map(Look::bytes).toList()) / 1000);
        return figure;
    }

    private static double median(List<Double> values) {
        return Math.round(10 * values.stream().sorted().toList().get(values.size() / 2)) / 10.0;
    }
}
