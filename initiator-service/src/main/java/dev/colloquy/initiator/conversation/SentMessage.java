package dev.colloquy.initiator.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * A further request that was sent in an open dialog.
 *
 * @param conversation as it stands
 * @param sentAt when the request was sent, by the instance's clock
 * @param reply the first reply that was filed after the request was sent, if one came during the wait. Service Broker
 *     does not tell which request a reply answers.
 */
public record SentMessage(Conversation conversation, Instant sentAt, Optional<CollectedReply> reply) {}
