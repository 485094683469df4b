package dev.colloquy.initiator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is wrong, for the caller (RFC 9457 "Problem Details for HTTP APIs"). Absent members are null and not written.
 *
 * @param type URI that stays; {@code about:blank} if the status says it all
 * @param title the same for every problem of the type
 * @param status of the response
 * @param detail what is wrong this time; no stack trace, no SQL, no name of a host
 * @param instance {@code urn:uuid:} and the id under which the log tells more; only for 500
 * @param violations which members of the body are not valid; only for 422
 */
@Schema(name = "Problem", description = "A problem document of RFC 9457.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        @Schema(required = true, examples = "https://colloquy.dev/problems/unknown-conversation")
        String type,

        @Schema(required = true) String title,
        @Schema(required = true) int status,
        String detail,
        String instance,
        List<Violation> violations) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, null, null);
    }

    /** A problem that has no type of its own (RFC 9457 4.2.1 "about:blank"). */
    static Problem ofStatus(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Status " + status : known.getReasonPhrase();
        return new Problem("about:blank", title, status, null, null, null);
    }

    Problem withInstance(String uri) {
        return new Problem(type, title, status, detail, uri, violations);
    }

    Problem withViolations(List<Violation> found) {
        return new Problem(type, title, status, detail, instance, List.copyOf(found));
    }

    /** A response that says this, whatever the client accepts. */
    Response.ResponseBuilder response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }

    /**
     * One member of a body that is not valid.
     *
     * @param member its name; empty for the body as a whole
     * @param message the rule that it breaks
     */
    @Schema(name = "Violation", description = "One member of a body that is not valid.")
    record Violation(String member, String message) {}
}
