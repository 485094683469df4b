package dev.colloquy.target.http;

import dev.colloquy.problem.ProblemType;

/** What can be wrong with a request about a parked request, beyond {@link dev.colloquy.problem.GeneralProblem}. */
enum ParkedRequestProblem implements ProblemType {
    /** The conversation has no parked request. */
    UNKNOWN_PARKED_REQUEST(404, "There is no such parked request"),
    /** The dialog of the parked request has ended. */
    PARKED_REQUEST_ENDED(409, "The conversation of the parked request has ended");

    private final int status;
    private final String title;

    ParkedRequestProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
