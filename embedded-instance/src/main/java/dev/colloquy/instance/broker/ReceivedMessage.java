package dev.colloquy.instance.broker;

import java.time.LocalDateTime;
import java.util.UUID;

/**
 * A row that RECEIVE returns.
 *
 * @param validation         two characters: {@code "X "}, {@code "E "} or {@code "N "}
 * @param messageBody        null if empty; not to be changed
 * @param messageEnqueueTime UTC
 */
public record ReceivedMessage(
        int status,
        int priority,
        long queuingOrder,
        UUID conversationGroupId,
        UUID conversationHandle,
        long messageSequenceNumber,
        String serviceName,
        int serviceId,
        String serviceContractName,
        int serviceContractId,
        String messageTypeName,
        int messageTypeId,
        String validation,
        byte[] messageBody,
        LocalDateTime messageEnqueueTime) {
    ReceivedMessage withBody(byte[] body) {
        return new ReceivedMessage(
                status,
                priority,
                queuingOrder,
                conversationGroupId,
                conversationHandle,
                messageSequenceNumber,
                serviceName,
                serviceId,
                serviceContractName,
                serviceContractId,
                messageTypeName,
                messageTypeId,
                validation,
                body,
                messageEnqueueTime);
    }
}
