package dev.colloquy.peer.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a client did wrong into a problem document. */
final class ProblemMappers {
    /** A body that is not JSON, or not the JSON that was expected. */
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    public Response json(JacksonException e) {
        return malformed();
    }

    /** The same, as Quarkus wraps it. */
    @ServerExceptionMapper
    public Response webApplication(WebApplicationException e) {
        return e.getCause() instanceof JacksonException ? malformed() : e.getResponse();
    }

    private static Response malformed() {
        return Problem.response(400, "The request is malformed", "The body is not the JSON that is expected here.");
    }

    /** A body that says what cannot be. */
    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e) {
        String rules = e.getConstraintViolations().stream()
                .map(ConstraintViolation::getMessage)
                .sorted()
                .collect(Collectors.joining("; "));
        return Problem.response(422, "The content is not valid", rules);
    }
}
