package dev.colloquy.initiator.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * A further request that was sent in an open dialog, now or by an earlier request with the same idempotency key.
 *
 * @param conversation as it stands
 * @param sentAt when the request was sent, by the instance's clock
 * @param reply the first reply that was filed after the request was sent, if there is one by the end of the wait.
 *     Service Broker does not tell which request a reply answers.
 * @param created whether it was sent now
 */
public record SentMessage(Conversation conversation, Instant sentAt, Optional<CollectedReply> reply, boolean created) {}
