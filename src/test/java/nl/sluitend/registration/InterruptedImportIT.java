package nl.sluitend.registration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import nl.sluitend.demo.NodeProcess;
import nl.sluitend.demo.NodeSettings;
import nl.sluitend.officer.OfficerSite;
import nl.sluitend.party.Roles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that dies, or loses its database, in the middle of a list. */
class InterruptedImportIT {

    /** As many lines as a node stores at once. */
    private static final int BATCH = 2_000;

    private static final String DATABASE = "interrupted";

    @TempDir static Path directory;

    private static OfficerSite site;
    private static NodeProcess node;

    @BeforeAll
    static void start() throws Exception {
        site = OfficerSite.shared();
        NodeSettings settings =
                NodeSettings.onFreePorts()
                        .keys(site.files())
                        .database(site.database().create(DATABASE))
                        .realm(site.keycloak().issuer("rbl"))
                        .set("sluitend.party.oin", OfficerSite.OIN)
                        .set("sluitend.party.name", OfficerSite.NAME)
                        .set("sluitend.party.role", "RBL")
                        .set("sluitend.party.test-oins", "true")
                        .set("sluitend.registration.smallest-quota", "9000");
        node = NodeProcess.start("the node", directory.resolve("node"), settings);
        node.awaitReady();
    }

    @AfterAll
    static void end() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void listWhoseNodeDiedIsStoredOnceAndWholeWhenItIsSentAgain() throws Exception {
        sql("truncate registration, keyed_point, import_job cascade", DATABASE);
        sql("delete from quota_use", DATABASE);
        String list = TestPupils.list(0, BATCH + 200);
        try (Sending sending = new Sending("killed", list.length())) {
            sending.write(list.substring(0, list.indexOf("ref-" + (BATCH + 100) + ",")));
            awaitRegistrations(BATCH);
            node.kill();
        }
        node.restart().awaitReady();

        assertThat(number("select count(*) from registration")).isEqualTo(BATCH);
        assertThat(report("killed").path("state").asText()).isEqualTo("running");
        assertThat(post("killed", list).statusCode()).as("it may still be alive").isEqualTo(409);
        silence();
        assertThat(report("killed").path("state").asText()).isEqualTo("failed");
        assertThat(report("killed").path("reason").asText()).isEqualTo("import-interrupted");

        HttpResponse<String> again = post("killed", list);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        JsonNode counts = new ObjectMapper().readTree(again.body()).path("counts");
        assertThat(counts.path("created").asInt()).isEqualTo(200);
        assertThat(counts.path("unchanged").asInt()).isEqualTo(BATCH);
        assertThat(number("select count(*) from registration")).isEqualTo(BATCH + 200);
        assertThat(number("select count(*) from keyed_point")).isEqualTo(BATCH + 200);
        assertThat(number("select used from quota_use")).isEqualTo(BATCH + 200);
    }

    @Test
    void listWhoseDatabaseWentAwayIsRefusedClearlyAndStoredWholeAfterwards() throws Exception {
        sql("truncate registration, keyed_point, import_job cascade", DATABASE);
        sql("delete from quota_use", DATABASE);
        String list = TestPupils.list(0, 2 * BATCH + 100);
        int half = list.indexOf("ref-" + (BATCH + 100) + ",");
        String status;
        try (Sending sending = new Sending("outage", list.length())) {
            sending.write(list.substring(0, half));
            awaitRegistrations(BATCH);
            sql("alter database " + DATABASE + " with allow_connections false", "node");
            sql(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                            + DATABASE
                            + "'",
                    "node");
            sending.write(list.substring(half));
            status = sending.answer();
        } finally {
            sql("alter database " + DATABASE + " with allow_connections true", "node");
        }
        assertThat(status).contains(" 503 ").contains("import-interrupted");
        node.awaitReady();
        silence();

        HttpResponse<String> again = post("outage", list);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        JsonNode counts = new ObjectMapper().readTree(again.body()).path("counts");
        assertThat(counts.path("unchanged").asInt()).isEqualTo(BATCH);
        assertThat(counts.path("created").asInt()).isEqualTo(BATCH + 100);
        assertThat(number("select count(*) from registration")).isEqualTo(2 * BATCH + 100);
    }

    /** A list that is sent in parts. */
    private static final class Sending implements AutoCloseable {

        private final SSLSocket socket;

        Sending(String key, int length) throws IOException {
            URI url = node.url();
            socket =
                    (SSLSocket)
                            site.http()
                                    .sslContext()
                                    .getSocketFactory()
                                    .createSocket(url.getHost(), url.getPort());
            socket.setSoTimeout((int) Duration.ofMinutes(2).toMillis());
            write(
                    "POST /v1/registrations/_import?mode=snapshot&profile=generic HTTP/1.1\r\n"
                            + "Host: localhost\r\n"
                            + "Content-Type: text/csv\r\n"
                            + "Idempotency-Key: "
                            + key
                            + "\r\nAuthorization: Bearer "
                            + site.token(Roles.REGISTRATION_WRITER)
                            + "\r\nConnection: close\r\nContent-Length: "
                            + length
                            + "\r\n\r\n");
        }

        void write(String part) throws IOException {
            socket.getOutputStream().write(part.getBytes(US_ASCII));
            socket.getOutputStream().flush();
        }

        String answer() throws IOException {
            StringBuilder answer = new StringBuilder();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answer.append(line).append('\n');
            }
            return answer.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Makes it long ago that anything was heard of the running import. */
    private static void silence() throws SQLException {
        sql("update import_job set progress_at = progress_at - interval '10 minutes'", DATABASE);
    }

    private static void awaitRegistrations(long count) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (number("select count(*) from registration") == count) {
                return;
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        throw new AssertionError("the node does not store: " + node.tail());
    }

    private static HttpResponse<String> post(String key, String list) throws Exception {
        return send(
                HttpRequest.newBuilder(
                                URI.create(
                                        node.url()
                                                + "/v1/registrations/_import?mode=snapshot&profile=generic"))
                        .header("Content-Type", "text/csv")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(list)));
    }

    private static JsonNode report(String key) throws Exception {
        return new ObjectMapper()
                .readTree(
                        send(HttpRequest.newBuilder(URI.create(node.url() + "/v1/imports/" + key)))
                                .body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return site.http()
                .send(
                        request.header(
                                        "Authorization",
                                        "Bearer " + site.token(Roles.REGISTRATION_WRITER))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = site.database().dataSource(DATABASE).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void sql(String command, String database) throws SQLException {
        try (Connection connection = site.database().dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
