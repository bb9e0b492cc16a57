package nl.sluitend.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import nl.sluitend.demo.EmbeddedDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted in a database or a folder is found there. */
class RemainsTest {

    private static final String BSN = "999900018";

    private final IdentifierSearch search = new IdentifierSearch().with("bsn", Set.of(BSN));
    private final List<Trace> traces = new ArrayList<>();

    @Test
    void plantedIdentifiersAreFoundInEveryKindOfColumn() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start()) {
            server.create("planted");
            DataSource database = server.dataSource("planted");
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE in_text (t text)");
                statement.execute("INSERT INTO in_text VALUES ('leerling " + BSN + "')");
                statement.execute("CREATE TABLE in_json (j jsonb)");
                statement.execute("INSERT INTO in_json VALUES ('{\"bsn\": \"" + BSN + "\"}')");
                statement.execute("CREATE TABLE in_bytes (b bytea)");
                statement.execute("INSERT INTO in_bytes VALUES ('" + BSN + "'::bytea)");
                statement.execute("CREATE TABLE in_digest (b bytea[])");
                statement.execute(
                        "INSERT INTO in_digest VALUES (ARRAY[sha256('" + BSN + "'::bytea)])");
                statement.execute("CREATE UNLOGGED TABLE in_unlogged (n bigint)");
                statement.execute("INSERT INTO in_unlogged VALUES (" + BSN + ")");
                statement.execute("CREATE TABLE clean (t text)");
                statement.execute("INSERT INTO clean VALUES ('niets')");
            }
            Remains.ofDatabase("planted", database, this::search);
        }
        assertThat(traces)
                .extracting(Trace::place)
                .contains(
                        "planted: public.in_text",
                        "planted: public.in_json",
                        "planted: public.in_bytes",
                        "planted: SELECT b FROM public.in_bytes",
                        "planted: public.in_digest",
                        "planted: SELECT unnest(b) FROM public.in_digest",
                        "planted: public.in_unlogged")
                .doesNotContain("planted: public.clean");
    }

    @Test
    void plantedIdentifiersAreFoundInFilesOfAnyDepth(@TempDir Path folder) throws Exception {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(deep.resolve("node.log"), "geen leerling");
        Files.write(deep.resolve("raw.bin"), (" \0" + BSN).getBytes(StandardCharsets.UTF_8));
        Remains.ofFolder(folder, this::search);
        assertThat(traces).containsExactly(new Trace("a/b/raw.bin", "bsn", "plain", 2));
    }

    private void search(String place, byte[] content) {
        traces.addAll(search.search(place, content));
    }
}
