package dev.colloquy.problem;

/** Ends the handling of a request with a problem document. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** With what the caller gets. */
    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /**
     * With a problem of a type.
     *
     * @param detail what is wrong this time
     */
    public ProblemException(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    /** What the caller gets. */
    public Problem problem() {
        return problem;
    }
}
