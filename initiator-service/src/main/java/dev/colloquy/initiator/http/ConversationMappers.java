package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.ConversationNotOpen;
import dev.colloquy.initiator.conversation.IdempotencyKeyReused;
import dev.colloquy.initiator.conversation.InstanceUnavailable;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.InternalFault;
import dev.colloquy.problem.Problem;
import io.vertx.core.http.HttpServerResponse;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Problem documents for the exceptions of this service; {@link dev.colloquy.problem.ProblemMappers} has the others. */
final class ConversationMappers {
    private static final Logger LOG = Logger.getLogger(ConversationMappers.class);

    private final HttpConfig config;

    ConversationMappers(HttpConfig config) {
        this.config = config;
    }

    /** A body that is well formed and says something that cannot be done; or a result of ours that is not valid. */
    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e) {
        if (e.getConstraintViolations().stream().anyMatch(ConversationMappers::isOurs)) {
            return InternalFault.log(e).response().build();
        }
        return Problem.of(GeneralProblem.INVALID_CONTENT, "The body has members that are not valid.")
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

    @ServerExceptionMapper
    Response keyReused(IdempotencyKeyReused e) {
        return Problem.of(
                        ConversationProblem.IDEMPOTENCY_KEY_REUSED,
                        "The Idempotency-Key belongs to an earlier request that asked for something else.")
                .response()
                .build();
    }

    @ServerExceptionMapper
    Response notOpen(ConversationNotOpen e) {
        return Problem.of(
                        ConversationProblem.CONVERSATION_NOT_OPEN,
                        "The conversation takes no further request. Ask for it to learn what has become of it.")
                .response()
                .build();
    }

    /** A line for each would only add to the load. */
    @ServerExceptionMapper
    Response overloaded(Overloaded e) {
        LOG.debug("answered 503", e);
        return Problem.of(ConversationProblem.OVERLOADED, e.getMessage())
                .response()
                .header(HttpHeaders.RETRY_AFTER, config.retryAfter().toSeconds())
                .build();
    }

    /** Whoever watches the instance logs that it is gone; a line for each request would only add to the flood. */
    @ServerExceptionMapper
    Response unavailable(InstanceUnavailable e) {
        LOG.debug("answered 503", e);
        Problem problem = e.isPoolExhausted()
                ? Problem.of(ConversationProblem.OVERLOADED, "No connection to the instance was free in time.")
                : Problem.of(
                        GeneralProblem.INSTANCE_UNAVAILABLE,
                        "The instance that holds the conversations cannot be reached or is not set up yet. Try"
                                + " again later.");
        return problem.response()
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
        return InternalFault.log(e).response().build();
    }
}
