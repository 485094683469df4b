package dev.colloquy.instance.broker;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code sys.conversation_endpoints}. Columns of which the instance has no notion are constants of the view.
 *
 * @param lifetime          UTC
 * @param state             two letters
 * @param sessionKey        key exchange; absent: not encrypted (all zero in both key columns)
 * @param securityTimestamp UTC; absent: 1900-01-01
 * @param dialogTimer       when the conversation timer is due, UTC; absent: 1900-01-01, none runs
 */
public record ConversationEndpointRow(
        UUID conversationHandle,
        UUID conversationId,
        boolean initiator,
        int serviceContractId,
        UUID conversationGroupId,
        int serviceId,
        LocalDateTime lifetime,
        String state,
        String stateDescription,
        String farService,
        Optional<UUID> farBrokerInstance,
        int principalId,
        int farPrincipalId,
        Optional<UUID> sessionKey,
        Optional<LocalDateTime> securityTimestamp,
        Optional<LocalDateTime> dialogTimer,
        long sendSequence,
        long endDialogSequence,
        long receiveSequence,
        boolean system,
        int priority) {}
