package nl.sluitend.registration;

import java.sql.SQLException;

/** The database did not do what was asked. Carries the SQL state, never a message with values. */
final class RegisterFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegisterFailedException(SQLException cause) {
        super("the register cannot be read or written (SQL state " + cause.getSQLState() + ")");
        setStackTrace(cause.getStackTrace());
    }
}
