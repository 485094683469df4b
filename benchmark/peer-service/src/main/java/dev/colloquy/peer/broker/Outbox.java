package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.Worker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends the requests of conversations that are kept, until the broker has confirmed them. What was not confirmed when the
 * process ended is sent again at the next start, as everything is that has no reply: the target handles a request once, so
 * sending it twice does no harm, and nothing has to be written when the broker confirms.
 */
final class Outbox implements AutoCloseable {
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final long PAUSE_MILLIS = 1_000;
    private static final int PAGE = 1_000;

    private final Publisher publisher;
    private final BlockingQueue<List<Message>> failed = new LinkedBlockingQueue<>();
    private final Worker again;

    /** A page of requests that wait for their reply. */
    @FunctionalInterface
    interface Unanswered {
        /** At most that many, in the order of their handles, after the given one. */
        List<Message> after(UUID handle, int most) throws SQLException;
    }

    Outbox(Publisher publisher) {
        this.publisher = publisher;
        this.again = Worker.start("send-again", this::sendAgain);
    }

    /** Sends, and goes on sending if need be. Does not wait for the broker. */
    void send(List<Message> requests) {
        publisher.publish(requests).whenComplete((done, failure) -> {
            if (failure != null) {
                failed.add(requests);
            }
        });
    }

    /** Sends everything that has no reply. */
    void recover(Unanswered unanswered) throws SQLException {
        UUID last = BEFORE_ALL;
        for (List<Message> page = unanswered.after(last, PAGE); !page.isEmpty(); page = unanswered.after(last, PAGE)) {
            send(page);
            last = page.get(page.size() - 1).handle();
        }
    }

    private void sendAgain() throws InterruptedException {
        List<List<Message>> batches = new ArrayList<>(List.of(failed.take()));
        Thread.sleep(PAUSE_MILLIS);
        failed.drainTo(batches);
        batches.forEach(this::send);
    }

    @Override
    public void close() {
        again.close();
        publisher.close();
    }
}
