package dev.colloquy.target.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.contract.SimpleContract;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReceivedConversationTest {
    private static final UUID FIRST = UUID.fromString("f0000000-0000-0000-0000-000000000001");
    private static final UUID SECOND = UUID.fromString("a0000000-0000-0000-0000-000000000002");

    @Test
    void a_batch_is_grouped_by_conversation_in_order_of_arrival() {
        List<ReceivedConversation> conversations = ReceivedConversation.of(List.of(
                message(FIRST, SimpleContract.END_DIALOG, 1),
                message(SECOND, SimpleContract.REQUEST_MESSAGE, 0),
                message(FIRST, SimpleContract.REQUEST_MESSAGE, 0)));

        assertEquals(
                List.of(FIRST, SECOND),
                conversations.stream().map(ReceivedConversation::handle).toList());
        assertEquals(
                List.of(0L, 1L),
                conversations.get(0).messages().stream()
                        .map(ReceivedMessage::messageSequenceNumber)
                        .toList());
    }

    private static ReceivedMessage message(UUID handle, String type, long sequence) {
        return new ReceivedMessage(handle, type, null, sequence);
    }
}
