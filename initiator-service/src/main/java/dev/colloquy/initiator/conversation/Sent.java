package dev.colloquy.initiator.conversation;

import java.time.Instant;
import java.util.Optional;

/**
 * What the instance tells of a further request.
 *
 * @param conversation as it stands
 * @param at when the request was sent, by the instance's clock; empty if the dialog is not open
 * @param lastReply message sequence number of the last reply that was filed before, -1 if none was
 * @param created whether it was sent now, and not found by its idempotency key
 * @param hashMatches whether the same was asked for then
 */
record Sent(Conversation conversation, Optional<Instant> at, long lastReply, boolean created, boolean hashMatches) {}
