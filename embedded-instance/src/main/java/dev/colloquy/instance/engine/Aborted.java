package dev.colloquy.instance.engine;

import java.io.Serial;

/** Ends a batch, or only the scope that an error came from; the error has been told to the client. */
final class Aborted extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Scope scope;

    private Aborted(Scope scope) {
        super("aborted", null, false, false);
        this.scope = scope;
    }

    /** Ends the whole batch. */
    static Aborted batch() {
        return new Aborted(null);
    }

    /** Ends the procedure or nested batch; its caller goes on. */
    static Aborted scope(Scope scope) {
        return new Aborted(scope);
    }

    /** True if the abort goes no further than the given scope. */
    boolean endsWith(Scope ended) {
        return scope == ended;
    }
}
