package nl.sluitend.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.sluitend.NodeClient;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestSecurity(
        user = "service-account-source-a",
        roles = "registration-writer",
        attributes = @SecurityAttribute(key = "azp", value = "source-a"))
class NoTraceOfIdentifiersTest {

    private static final List<String> SECRETS =
            List.of(
                    TestPupils.bsn(0),
                    TestPupils.bsn(1),
                    "999900007",
                    "Zonnebloemveldt",
                    "zonnebloemveldt",
                    "2013-05-06",
                    "6811",
                    "L-47110815");

    @Test
    void afterAnImportNoTableAndNoLogLineHoldsAnIdentifier() {
        RegisterDatabase.clear();
        Set<String> before = everyRow();
        Recorder log = new Recorder();
        Logger root = Logger.getLogger("");
        root.addHandler(log);
        try {
            NodeClient.given()
                    .contentType("text/csv")
                    .queryParam("mode", "snapshot")
                    .queryParam("profile", "generic")
                    .body(
                            """
                            reference,bsn,birthDate,surname,initials,postcode4,brin,vestiging,leerlingnummer,category,startDate,notes
                            r-1,%s,2013-05-06,Zonnebloemveldt,Q.,6811,99ZZ,00,L-47110815,DREIGEND,2025-09-01,%s
                            r-2,%s,2013-05-06,Zonnebloemveldt7,Q.,6811,,,,DREIGEND,2025-09-01,
                            r-3,999900007,2013-05-06,,,,,,,DREIGEND,6811,
                            999900007,L-47110815
                            """
                                    .formatted(
                                            TestPupils.bsn(0),
                                            TestPupils.bsn(0),
                                            TestPupils.bsn(1)))
                    .post("/v1/registrations/_import")
                    .then()
                    .statusCode(200);
            NodeClient.given()
                    .contentType("application/json")
                    .body("{\"reference\":\"r-9\",\"bsn\":\"%s\",\"x\":1}".formatted("999900007"))
                    .post("/v1/registrations")
                    .then()
                    .statusCode(400);
        } finally {
            root.removeHandler(log);
        }

        assertThat(RegisterDatabase.number("select count(*) from keyed_point")).isEqualTo(5);
        Set<String> rows = everyRow();
        rows.removeAll(before);
        String tables = String.join("\n", rows);
        assertThat(tables).contains("r-1");
        for (String secret : SECRETS) {
            assertThat(standsIn(tables, secret.toLowerCase(Locale.ROOT)))
                    .as("%s in the tables", secret)
                    .isFalse();
            assertThat(log.lines).noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void theSearchFindsAnIdentifierAndNotTheSameDigitsInsideAHashOrAUuid() {
        assertThat(standsIn("(1,6811,x)", "6811")).isTrue();
        assertThat(standsIn("6811", "6811")).isTrue();
        assertThat(standsIn("a6811f 0c6811", "6811")).isFalse();
        assertThat(standsIn("(01234567-89ab-6811-89ab-0123456789ab)", "6811")).isFalse();
        assertThat(standsIn("(01234567-89ab-6811-89ab-0123456789ab,6811)", "6811")).isTrue();
    }

    /** Random by construction, and four hexadecimal digits of one are soon a postcode. */
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int UUID_LENGTH = 36;

    /** As a word of its own: four digits turn up by chance inside hashes and UUIDs. */
    private static boolean standsIn(String text, String secret) {
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            int end = at + secret.length();
            boolean whole =
                    (at == 0 || !isInWord(text.charAt(at - 1)))
                            && (end == text.length()
                                    || !(isInWord(text.charAt(end)) || text.charAt(end) == '='));
            if (whole && !isInUuid(text, at, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '/' || c == '+';
    }

    private static boolean isInUuid(String text, int from, int to) {
        int start = Math.max(0, from - UUID_LENGTH);
        Matcher uuid =
                UUID.matcher(text.substring(start, Math.min(text.length(), to + UUID_LENGTH)));
        while (uuid.find()) {
            if (start + uuid.start() <= from && to <= start + uuid.end()) {
                return true;
            }
        }
        return false;
    }

    /** The lines of all rows: those of other tests count up to any number of four digits. */
    private static Set<String> everyRow() {
        return RegisterDatabase.text(
                        "select table_name from information_schema.tables"
                                + " where table_schema = 'public'")
                .lines()
                .flatMap(
                        table ->
                                RegisterDatabase.text("select t::text from \"" + table + "\" t")
                                        .toLowerCase(Locale.ROOT)
                                        .lines())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static final class Recorder extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        Recorder() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            StringBuilder line = new StringBuilder(String.valueOf(entry.getMessage()));
            if (entry.getParameters() != null) {
                for (Object parameter : entry.getParameters()) {
                    line.append(' ').append(parameter);
                }
            }
            for (Throwable at = entry.getThrown(); at != null; at = at.getCause()) {
                line.append(' ').append(at.getMessage());
            }
            lines.add(line.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
