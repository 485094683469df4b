package dev.colloquy.problem;

import java.util.Arrays;
import java.util.Optional;

/** What can be wrong with any request, whatever it asks for. */
public enum GeneralProblem implements ProblemType {
    /** The body is not the document that its media type promises, or a header field cannot be read. */
    MALFORMED_REQUEST(400, "The request is malformed"),
    /** A parameter has a value that it cannot have. */
    INVALID_PARAMETER(400, "A parameter is not valid"),
    /** Nobody has said who asks, or not in a way that can be believed. */
    UNAUTHENTICATED(401, "Authentication is required"),
    /** Who asks may not do that. */
    FORBIDDEN(403, "The caller may not do this"),
    /** No resource has that path. */
    NOT_FOUND(404, "There is no such resource"),
    /** The resource exists, but not with that method. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed"),
    /** The resource has no representation that the client accepts. */
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    /** The body is larger than the service takes. */
    CONTENT_TOO_LARGE(413, "The request is too large"),
    /** The body is of a media type that the resource does not take. */
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    /** The body is well formed, but what it says cannot be done. */
    INVALID_CONTENT(422, "The content is not valid"),
    /** Our fault; the log has the rest under the id in {@code instance}. */
    INTERNAL_ERROR(500, "The service failed"),
    /** The instance cannot be reached, or is not set up yet. */
    INSTANCE_UNAVAILABLE(503, "The instance is unavailable");

    private final int status;
    private final String title;

    GeneralProblem(int status, String title) {
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

    /** What a bare status means; absent if no type says more than the status itself. */
    public static Optional<GeneralProblem> ofStatus(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status && type != INVALID_PARAMETER)
                .findFirst();
    }
}
