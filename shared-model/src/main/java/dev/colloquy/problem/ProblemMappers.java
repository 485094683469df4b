package dev.colloquy.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Turns every exception into a problem document: one method a family of exceptions. A service adds mappers for the
 * exceptions of its own.
 */
public final class ProblemMappers {
    /** The message of such an exception is JAX-RS talking to a programmer; this is for the caller. */
    private static final Map<GeneralProblem, String> DETAILS = Map.of(
            GeneralProblem.UNAUTHENTICATED, "The header field WWW-Authenticate says how to authenticate.",
            GeneralProblem.FORBIDDEN, "The caller is known, but has no scope that allows this.",
            GeneralProblem.NOT_FOUND, "The service has nothing under this path.",
            GeneralProblem.METHOD_NOT_ALLOWED, "The header field Allow lists the methods of this path.",
            GeneralProblem.NOT_ACCEPTABLE, "The header field Accept admits no media type of this path.",
            GeneralProblem.UNSUPPORTED_MEDIA_TYPE,
                    "The header field Content-Type is missing, or names a media type that is not taken here.");

    /** What a resource has found. */
    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        return e.problem().response().build();
    }

    /** What JAX-RS has found. The class list holds those for which Quarkus has a mapper of its own. */
    @ServerExceptionMapper({WebApplicationException.class, NotFoundException.class})
    public Response webApplication(WebApplicationException e) {
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
        Response.ResponseBuilder problem = GeneralProblem.ofStatus(status)
                .map(type -> Problem.of(type, DETAILS.get(type)))
                .orElseGet(() -> Problem.ofStatus(status))
                .response();
        if (status == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            problem.header(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.of(CurrentRequestManager.get())));
        }
        if (response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE) != null) {
            problem.header(HttpHeaders.WWW_AUTHENTICATE, response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE));
        }
        return problem.build();
    }

    /** A body that is not JSON, or not the JSON that was expected. */
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    public Response json(JacksonException e) {
        return JsonProblem.of(e).response().build();
    }

    /** A JSON body in UTF-32 with code points that do not exist. */
    @ServerExceptionMapper
    public Response encoding(CharConversionException e) {
        return Problem.of(GeneralProblem.MALFORMED_REQUEST, "The body is not in the encoding that it seems to be in.")
                .response()
                .build();
    }

    /** What nobody has foreseen. */
    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        return internalError(e);
    }

    private static Response internalError(Throwable e) {
        return InternalFault.log(e).response().build();
    }
}
