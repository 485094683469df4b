package dev.colloquy.peer.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.colloquy.peer.conversation.Conversation;
import dev.colloquy.peer.conversation.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A conversation as clients see it, with the members of the initiator-service. Absent members are null and not written.
 *
 * @param handle of the conversation
 * @param state BEGUN or COMPLETED
 * @param request text of the request
 * @param reply text of the reply
 * @param begunAt UTC
 * @param repliedAt UTC
 * @param endedAt UTC
 * @param roundTripMillis from begunAt to repliedAt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationView(
        UUID handle,
        String state,
        String request,
        String reply,
        Instant begunAt,
        Instant repliedAt,
        Instant endedAt,
        Long roundTripMillis) {

    static ConversationView of(Conversation conversation) {
        Instant repliedAt = conversation.reply().map(Reply::filedAt).orElse(null);
        return new ConversationView(
                conversation.handle(),
                repliedAt == null ? "BEGUN" : "COMPLETED",
                conversation.request(),
                conversation.reply().map(Reply::text).orElse(null),
                conversation.begunAt(),
                repliedAt,
                repliedAt,
                repliedAt == null
                        ? null
                        : Duration.between(conversation.begunAt(), repliedAt).toMillis());
    }
}
