package dev.colloquy.instance.types;

import java.io.Serial;

/**
 * An error as SQL Server reports it: number, severity, state and text of {@code sys.messages}, with the line and the
 * procedure once the engine has placed it.
 *
 * <p>Severity 11 to 16 is the user's error, 17 to 19 a lack of resources, 20 and above ends the connection.
 */
public final class SqlError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int number;
    private final int severity;
    private final int state;
    private final int line;
    private final String procedure;

    /** An error of severity 16 and state 1 that is not placed yet. */
    public SqlError(int number, String message) {
        this(number, 16, 1, message);
    }

    /** An error that is not placed yet: line 0, no procedure. */
    public SqlError(int number, int severity, int state, String message) {
        this(number, severity, state, message, 0, "", null);
    }

    private SqlError(int number, int severity, int state, String message, int line, String procedure, Throwable cause) {
        super(message, cause);
        this.number = number;
        this.severity = severity;
        this.state = state;
        this.line = line;
        this.procedure = procedure;
    }

    public int number() {
        return number;
    }

    public int severity() {
        return severity;
    }

    public int state() {
        return state;
    }

    /** One-based line in the batch or procedure, 0 as long as the error is not placed. */
    public int line() {
        return line;
    }

    /** Name of the procedure that raised the error, empty for a batch. */
    public String procedure() {
        return procedure;
    }

    /** The same error placed at a line; an error that already has a line keeps it. */
    public SqlError at(int atLine, String inProcedure) {
        if (line != 0) {
            return this;
        }
        SqlError placed = new SqlError(number, severity, state, getMessage(), atLine, inProcedure, getCause());
        placed.setStackTrace(getStackTrace());
        return placed;
    }

    /** The same error with the exception that led to it. */
    public SqlError causedBy(Throwable cause) {
        return new SqlError(number, severity, state, getMessage(), line, procedure, cause);
    }
}
