package dev.colloquy.instance.broker;

import java.util.Optional;
import java.util.UUID;

/**
 * BEGIN DIALOG CONVERSATION.
 *
 * @param brokerInstance  the GUID as text or {@code CURRENT DATABASE}
 * @param lifetimeSeconds null: the default of 2,147,483,647
 */
public record BeginDialog(
        String fromService,
        String toService,
        Optional<String> brokerInstance,
        String contract,
        Optional<UUID> relatedConversation,
        Optional<UUID> relatedGroup,
        Integer lifetimeSeconds,
        boolean encryption) {}
