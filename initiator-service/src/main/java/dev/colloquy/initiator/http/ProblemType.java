package dev.colloquy.initiator.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be wrong with a request, as RFC 9457 wants it told: a status, a title that is the same for every occurrence,
 * and a URI that stays. {@code docs/problems.md} describes each under its name.
 */
enum ProblemType {
    /** The body is not the document that its media type promises. */
    MALFORMED_REQUEST(400, "The request is malformed"),
    /** A query parameter has a value that it cannot have. */
    INVALID_PARAMETER(400, "A parameter is not valid"),
    /** No resource has that path. */
    NOT_FOUND(404, "There is no such resource"),
    /** The ledger knows no conversation of that handle. */
    UNKNOWN_CONVERSATION(404, "The conversation is unknown"),
    /** The resource exists, but not with that method. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed"),
    /** The resource has no representation that the client accepts. */
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    /** The reply alone was asked for, and there is none. */
    NO_REPLY(409, "The conversation has no reply"),
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

    private static final String BASE = "https://colloquy.dev/problems/";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The last part of the URI, and the heading in {@code docs/problems.md}. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String uri() {
        return BASE + slug();
    }

    /** What a bare status means; absent if no type says more than the status itself. */
    static Optional<ProblemType> ofStatus(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .filter(type -> type != INVALID_PARAMETER && type != UNKNOWN_CONVERSATION)
                .findFirst();
    }
}
