package dev.colloquy.target.receive;

import java.util.UUID;

/**
 * A request to be handled, received just now or deferred earlier. Two are never compared.
 *
 * @param conversationHandle conversation handle of this side
 * @param messageSequenceNumber position within the conversation, from 0
 * @param messageBody body as bytes; null if the message has none
 * @param failures how often it has failed; counted in the database
 * @param deferred whether it comes from {@code deferred_request}
 */
record PendingRequest(
        UUID conversationHandle, long messageSequenceNumber, byte[] messageBody, int failures, boolean deferred) {
    static PendingRequest received(ReceivedMessage message) {
        return new PendingRequest(
                message.conversationHandle(), message.messageSequenceNumber(), message.messageBody(), 0, false);
    }
}
