package dev.colloquy.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.Conversation.Message;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many dialogs side by side, many receivers on one queue. */
@Tag("conformance")
class ParallelReceiversTest {
    private static final int DIALOGS = 100;
    private static final int MESSAGES_EACH = 10;
    private static final int RECEIVERS = 8;

    @RegisterExtension
    static final TwoInstances INSTANCES = new TwoInstances();

    @Test
    void a_hundred_dialogs_and_eight_receivers_take_each_message_once_and_in_order() throws Exception {
        ConcurrentLinkedQueue<Message> received = new ConcurrentLinkedQueue<>();
        AtomicInteger open = new AtomicInteger(DIALOGS * MESSAGES_EACH);
        ExecutorService threads = Executors.newFixedThreadPool(RECEIVERS + 1);
        try {
            List<Future<?>> running = new ArrayList<>();
            running.add(threads.submit(sender()));
            for (int i = 0; i < RECEIVERS; i++) {
                running.add(threads.submit(receiver(received, open)));
            }
            for (Future<?> one : running) {
                one.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(DIALOGS * MESSAGES_EACH, received.size());
        Map<String, List<Long>> sequences = new HashMap<>();
        for (Message message : received) {
            sequences.computeIfAbsent(message.handle(), h -> new ArrayList<>()).add(message.sequence());
        }
        assertEquals(DIALOGS, sequences.size());
        List<Long> inOrder = new ArrayList<>();
        for (long i = 0; i < MESSAGES_EACH; i++) {
            inOrder.add(i);
        }
        sequences.values().forEach(sequence -> assertEquals(inOrder, sequence));
    }

    private static Callable<Void> sender() {
        return () -> {
            try (Connection connection = INSTANCES.initiator()) {
                List<String> handles = new ArrayList<>();
                for (int i = 0; i < DIALOGS; i++) {
                    handles.add(Conversation.begin(connection, "<m>0</m>"));
                }
                for (int n = 1; n < MESSAGES_EACH; n++) {
                    for (String handle : handles) {
                        Conversation.send(connection, handle, Conversation.REQUEST, "<m>" + n + "</m>");
                    }
                }
            }
            return null;
        };
    }

    /** Receives until nothing is missing; what one transaction received is added before it commits, under its lock. */
    private static Callable<Void> receiver(ConcurrentLinkedQueue<Message> received, AtomicInteger open) {
        return () -> {
            try (Connection connection = INSTANCES.target()) {
                connection.setAutoCommit(false);
                while (open.get() > 0) {
                    List<Message> messages = Conversation.receive(connection, "InstTargetQueue", 500);
                    assertTrue(messages.stream().map(Message::handle).distinct().count() <= 1);
                    received.addAll(messages);
                    open.addAndGet(-messages.size());
                    connection.commit();
                }
            }
            return null;
        };
    }
}
