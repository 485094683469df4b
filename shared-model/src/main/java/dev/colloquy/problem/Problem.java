package dev.colloquy.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong, for the caller (RFC 9457 "Problem Details for HTTP APIs"). Absent members are null and not written.
 *
 * @param type URI that stays; {@code about:blank} if the status says it all
 * @param title the same for every problem of the type
 * @param status of the response
 * @param detail what is wrong this time; no stack trace, no SQL, no name of a host
 * @param instance {@code urn:uuid:} and the id under which the log tells more; only for 500
 * @param violations which members of the body are not valid; only for 422
 * @param extensions members that the type has beyond these (RFC 9457 3.2 "Extension Members"), written as they stand
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<Violation> violations,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * A problem of a type.
     *
     * @param detail what is wrong this time; may be null
     */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail, null, null, Map.of());
    }

    /** A problem that has no type of its own (RFC 9457 4.2.1 "about:blank"). */
    public static Problem ofStatus(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Status " + status : known.getReasonPhrase();
        return new Problem("about:blank", title, status, null, null, null, Map.of());
    }

    /** The same with a URI for this one occurrence. */
    public Problem withInstance(String uri) {
        return new Problem(type, title, status, detail, uri, violations, extensions);
    }

    /** The same with the members of the body that are not valid. */
    public Problem withViolations(List<Violation> found) {
        return new Problem(type, title, status, detail, instance, List.copyOf(found), extensions);
    }

    /** The same with a member more, or with another value of it. */
    public Problem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(member, value);
        return new Problem(type, title, status, detail, instance, violations, Collections.unmodifiableMap(more));
    }

    /** A response that says this, whatever the client accepts. */
    public Response.ResponseBuilder response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }

    /**
     * One member of a body that is not valid.
     *
     * @param member its name; empty for the body as a whole
     * @param message the rule that it breaks
     */
    public record Violation(String member, String message) {}
}
