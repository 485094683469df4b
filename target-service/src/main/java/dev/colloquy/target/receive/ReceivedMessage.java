package dev.colloquy.target.receive;

import java.util.UUID;

/**
 * A row of {@code receive_requests}. Two rows are never compared.
 *
 * @param conversationHandle conversation handle of this side
 * @param messageTypeName message type
 * @param messageBody body as bytes; null if the message has none
 * @param messageSequenceNumber position within the conversation, from 0
 */
record ReceivedMessage(
        UUID conversationHandle, String messageTypeName, byte[] messageBody, long messageSequenceNumber) {}
