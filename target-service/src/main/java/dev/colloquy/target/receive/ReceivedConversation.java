package dev.colloquy.target.receive;

import dev.colloquy.contract.SimpleContract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a batch has received of one conversation.
 *
 * @param handle conversation handle of this side
 * @param messages its messages by sequence number, at least one
 */
record ReceivedConversation(UUID handle, List<ReceivedMessage> messages) {
    ReceivedConversation {
        messages = messages.stream()
                .sorted(Comparator.comparingLong(ReceivedMessage::messageSequenceNumber))
                .toList();
    }

    /** The conversations of a batch, in the order in which their first messages were received. */
    static List<ReceivedConversation> of(List<ReceivedMessage> batch) {
        Map<UUID, List<ReceivedMessage>> byHandle = new LinkedHashMap<>();
        for (ReceivedMessage message : batch) {
            byHandle.computeIfAbsent(message.conversationHandle(), handle -> new ArrayList<>())
                    .add(message);
        }
        return byHandle.entrySet().stream()
                .map(entry -> new ReceivedConversation(entry.getKey(), entry.getValue()))
                .toList();
    }

    boolean has(String messageTypeName) {
        return messages.stream().anyMatch(message -> message.messageTypeName().equals(messageTypeName));
    }

    /** Whether it was begun in this batch. */
    boolean hasFirstRequest() {
        return messages.stream()
                .anyMatch(message -> message.messageSequenceNumber() == 0
                        && message.messageTypeName().equals(SimpleContract.REQUEST_MESSAGE));
    }

    /** Its requests, in order. */
    List<PendingRequest> requests() {
        return messages.stream()
                .filter(message -> message.messageTypeName().equals(SimpleContract.REQUEST_MESSAGE))
                .map(PendingRequest::received)
                .toList();
    }
}
