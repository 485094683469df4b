package dev.colloquy.initiator.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.colloquy.initiator.conversation.InstanceUnavailable;
import io.vertx.core.http.HttpServerResponse;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Turns every exception into a problem document: one method a family of exceptions. */
final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    /** The message of such an exception is JAX-RS talking to a programmer; this is for the caller. */
    private static final Map<ProblemType, String> DETAILS = Map.of(
            ProblemType.NOT_FOUND, "The service has nothing under this path.",
            ProblemType.METHOD_NOT_ALLOWED, "The header field Allow lists the methods of this path.",
            ProblemType.NOT_ACCEPTABLE, "The header field Accept admits no media type of this path.",
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "The header field Content-Type is missing, or names a media type that is not taken here.");

    private final HttpConfig config;

    ProblemMappers(HttpConfig config) {
        this.config = config;
    }

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return e.problem().response().build();
    }

    /** What JAX-RS has found. The class list holds those for which Quarkus has a mapper of its own. */
    @ServerExceptionMapper({WebApplicationException.class, NotFoundException.class})
    Response webApplication(WebApplicationException e) {
        Response response = e.getResponse();
        int status = response.getStatus();
        if (status < 400) {
            return response;
        }
        if (e.getCause() instanceof JacksonException json) {
            return JsonProblem.of(json).response().build();
        }
        if (status >= 500) {
            return internalError(e);
        }
        Response.ResponseBuilder problem = ProblemType.ofStatus(status)
                .map(type -> Problem.of(type, DETAILS.get(type)))
                .orElseGet(() -> Problem.ofStatus(status))
                .response();
        if (status == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            problem.header(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.of(CurrentRequestManager.get())));
        }
        return problem.build();
    }

    /** A body that is not JSON, or not the JSON that was expected. */
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    Response json(JacksonException e) {
        return JsonProblem.of(e).response().build();
    }

    /** A JSON body in UTF-32 with code points that do not exist. */
    @ServerExceptionMapper
    Response encoding(CharConversionException e) {
        return Problem.of(ProblemType.MALFORMED_REQUEST, "The body is not in the encoding that it seems to be in.")
                .response()
                .build();
    }

    /** A body that is well formed and says something that cannot be done; or a result of ours that is not valid. */
    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e) {
        if (e.getConstraintViolations().stream().anyMatch(ProblemMappers::isOurs)) {
            return internalError(e);
        }
        return Problem.of(ProblemType.INVALID_CONTENT, "The body has members that are not valid.")
                .withViolations(e.getConstraintViolations().stream()
                        .map(violation -> new Problem.Violation(member(violation), violation.getMessage()))
                        .sorted(Comparator.comparing(Problem.Violation::member))
                        .toList())
                .response()
                .build();
    }

    private static boolean isOurs(ConstraintViolation<?> violation) {
        return nodes(violation.getPropertyPath()).anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    private static String member(ConstraintViolation<?> violation) {
        return nodes(violation.getPropertyPath())
                .filter(node -> node.getKind() == ElementKind.PROPERTY)
                .map(Path.Node::getName)
                .reduce((outer, inner) -> outer + "." + inner)
                .orElse("");
    }

    private static Stream<Path.Node> nodes(Path path) {
        return StreamSupport.stream(path.spliterator(), false);
    }

    /** Whoever watches the instance logs that it is gone; a line for each request would only add to the flood. */
    @ServerExceptionMapper
    Response unavailable(InstanceUnavailable e) {
        LOG.debug("answered 503", e);
        return Problem.of(
                        ProblemType.INSTANCE_UNAVAILABLE,
                        "The instance that holds the conversations cannot be reached or is not set up yet. Try"
                                + " again later.")
                .response()
                .header(HttpHeaders.RETRY_AFTER, config.retryAfter().toSeconds())
                .build();
    }

    /** The client has gone while its body was being read, or has been refused for its size: nobody is left to tell. */
    @ServerExceptionMapper
    Response interrupted(IOException e, HttpServerResponse response) {
        if (response.closed() || response.ended()) {
            LOG.debug("the body of a request could not be read to its end", e);
            return Response.status(Response.Status.BAD_REQUEST).build();
        }
        return internalError(e);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e) {
        return internalError(e);
    }

    private static Response internalError(Throwable e) {
        return InternalFault.log(e).response().build();
    }
}
