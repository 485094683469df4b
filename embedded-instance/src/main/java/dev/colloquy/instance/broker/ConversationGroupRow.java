package dev.colloquy.instance.broker;

import java.util.UUID;

/** A row of {@code sys.conversation_groups}. */
public record ConversationGroupRow(UUID conversationGroupId, int serviceId, boolean system) {}
