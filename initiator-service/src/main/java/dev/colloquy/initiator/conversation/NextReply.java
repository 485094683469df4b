package dev.colloquy.initiator.conversation;

import java.util.Optional;

/**
 * What comes next in a conversation.
 *
 * @param conversation as it stands
 * @param reply the next reply, if it is filed
 */
record NextReply(Conversation conversation, Optional<CollectedReply> reply) {}
