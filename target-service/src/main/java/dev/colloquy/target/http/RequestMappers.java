package dev.colloquy.target.http;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import dev.colloquy.target.receive.InstanceUnavailable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Problem documents for the exceptions of this service; {@link dev.colloquy.problem.ProblemMappers} has the others. */
final class RequestMappers {
    private static final Logger LOG = Logger.getLogger(RequestMappers.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    /** Operators ask seldom, and want to find in the log why there was no answer. */
    @ServerExceptionMapper
    Response unavailable(InstanceUnavailable e) {
        LOG.warn(e.getMessage());
        return Problem.of(
                        GeneralProblem.INSTANCE_UNAVAILABLE,
                        "The instance that holds the requests cannot be reached or is not set up yet. Try again later.")
                .response()
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }
}
