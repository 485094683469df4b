package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import java.io.Serial;

/** An error on its way to the CATCH block that takes it. It has been placed and its effects are undone. */
final class Raised extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SqlError error;
    private final transient Scope origin;

    /**
     * Prepares the way of an error.
     *
     * @param origin the scope that raised it, if no CATCH of that scope may take it; otherwise null
     */
    Raised(SqlError error, Scope origin) {
        super(error.getMessage(), error, false, false);
        this.error = error;
        this.origin = origin;
    }

    SqlError error() {
        return error;
    }

    /** Name resolution fails when a statement is compiled, which no CATCH at the same level sees. */
    boolean isFor(Scope scope) {
        return origin != scope;
    }
}
