package dev.colloquy.target.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.colloquy.target.receive.ParkedRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of the list of parked requests, in the order in which they were deferred.
 *
 * @param requests without their texts
 * @param next cursor of the next part; null, and not written, if the list ends here
 */
@Schema(name = "ParkedRequests", description = "A part of the list of parked requests, the oldest first.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ParkedRequestPage(
        @Schema(required = true) List<View> requests,

        @Schema(description = "Cursor of the next part; absent if the list ends here.")
        String next) {

    /** A full page has a next one, which may turn out to be empty. */
    static ParkedRequestPage of(List<ParkedRequest> found, int limit) {
        String next = found.size() < limit
                ? null
                : String.valueOf(found.get(found.size() - 1).position());
        return new ParkedRequestPage(found.stream().map(View::of).toList(), next);
    }

    /**
     * A parked request without its text.
     *
     * @param handle conversation handle of the target's side
     * @param messageSequenceNumber its place within the conversation, from 0
     * @param attempts how often it has failed
     * @param firstFailedAt UTC, by the instance's clock
     * @param lastFailedAt UTC, by the instance's clock
     * @param error how it has failed last
     */
    @Schema(name = "ParkedRequest", description = "A parked request without its text.")
    record View(
            @Schema(required = true) UUID handle,
            @Schema(required = true) long messageSequenceNumber,
            @Schema(required = true) int attempts,
            @Schema(required = true) Instant firstFailedAt,
            @Schema(required = true) Instant lastFailedAt,
            @Schema(required = true) String error) {

        private static View of(ParkedRequest request) {
            return new View(
                    request.conversationHandle(),
                    request.messageSequenceNumber(),
                    request.attempts(),
                    request.firstFailedAt(),
                    request.lastFailedAt(),
                    request.error());
        }
    }
}
