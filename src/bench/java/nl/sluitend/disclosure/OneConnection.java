package nl.sluitend.disclosure;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source over one connection, so that everything between two calls of {@link #commit} is one
 * transaction, as it is in the node. Durable: every commit waits for the disk.
 */
final class OneConnection implements DataSource, AutoCloseable {

    private static final Set<String> STEPS =
            Set.of("execute", "executeQuery", "executeUpdate", "commit");

    private final Connection connection;
    private final Consumer<String> step;

    /**
     * @param step told before and after each statement and commit
     */
    OneConnection(String url, Consumer<String> step) throws SQLException {
        this.connection = DriverManager.getConnection(url, "postgres", "");
        this.step = step;
        try (var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = on");
        }
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        step.accept("before commit");
        connection.commit();
        step.accept("after commit");
    }

    @Override
    public Connection getConnection() {
        return watched(connection, Connection.class);
    }

    /** The same object, with every step told and without an end to the connection. */
    private <T> T watched(Object target, Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> {
                            if (type == Connection.class && method.getName().equals("close")) {
                                return null;
                            }
                            boolean counts = STEPS.contains(method.getName());
                            if (counts) {
                                step.accept("before " + method.getName());
                            }
                            try {
                                Object result = method.invoke(target, arguments);
                                if (counts) {
                                    step.accept("after " + method.getName());
                                }
                                return result instanceof java.sql.PreparedStatement statement
                                        ? watched(statement, java.sql.PreparedStatement.class)
                                        : result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Override
    public Connection getConnection(String username, String password) {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
