package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import java.io.Serial;
import java.util.List;

/** A login that is refused, with the errors that the client is told, in order (4060 before 18456). */
public final class LoginRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<SqlError> errors;

    public LoginRefused(List<SqlError> errors) {
        super(errors.get(errors.size() - 1).getMessage());
        this.errors = List.copyOf(errors);
    }

    /** At least one error, in the order of the response. */
    public List<SqlError> errors() {
        return errors;
    }
}
