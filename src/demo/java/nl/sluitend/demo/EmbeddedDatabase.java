package nl.sluitend.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server of the demo's or a test's own, with as many databases as there are
 * nodes. Closing it stops the server; a kept directory stays and can be opened again.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** Ample, as a machine may be busy with the other servers that start. */
    private static final Duration STARTUP = Duration.ofMinutes(2);

    private final @Nullable Path directory;
    private EmbeddedPostgres server;

    private EmbeddedDatabase(@Nullable Path directory) {
        this.directory = directory;
        this.server = launch(directory, 0);
    }

    /** Starts a server whose files go with it. */
    public static EmbeddedDatabase start() {
        return start(null);
    }

    /**
     * Starts a server on {@code directory}, which is made when it is not there and kept afterwards;
     * null for files that go with the server.
     */
    public static EmbeddedDatabase start(@Nullable Path directory) {
        return new EmbeddedDatabase(directory);
    }

    private static EmbeddedPostgres launch(@Nullable Path directory, int port) {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setPort(port)
                        .setPGStartupWait(STARTUP)
                        .setServerConfig("max_connections", "200");
        if (directory != null) {
            builder.setDataDirectory(directory).setCleanDataDirectory(false);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
        }
    }

    /**
     * Stops the server, runs {@code meanwhile} and starts the server again on the same port and
     * files.
     *
     * @throws IllegalStateException when the files would go with the server
     */
    public void whileDown(Runnable meanwhile) {
        if (directory == null) {
            throw new IllegalStateException("only a server with a directory of its own can return");
        }
        int port = server.getPort();
        close();
        try {
            meanwhile.run();
        } finally {
            server = launch(directory, port);
        }
    }

    /**
     * Makes an empty database.
     *
     * @param name lower-case letters, digits and underscores
     * @return its JDBC URL, for user {@code postgres} without a password
     */
    public String create(String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("not a plain database name: " + name);
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " cannot be made", e);
        }
        return url(name);
    }

    /** JDBC URL of the database {@code name}, for user {@code postgres} without a password. */
    public String url(String name) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    /** Connections to the database {@code name}. */
    public DataSource dataSource(String name) {
        return server.getDatabase("postgres", name);
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL does not stop", e);
        }
    }
}
