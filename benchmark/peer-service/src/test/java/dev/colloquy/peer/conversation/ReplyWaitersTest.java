package dev.colloquy.peer.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReplyWaitersTest {
    private final ReplyWaiters waiters = new ReplyWaiters();
    private final UUID handle = Handles.next();
    private final Reply reply = new Reply("done", Instant.EPOCH);

    @Test
    void a_reply_ends_the_wait_for_its_conversation_and_no_other() {
        CompletableFuture<Reply> wait = waiters.expect(handle);
        CompletableFuture<Reply> other = waiters.expect(Handles.next());

        waiters.wake(handle, reply);

        assertEquals(reply, wait.join());
        assertFalse(other.isDone());
    }

    @Test
    void nothing_is_kept_of_a_wait_that_is_over() {
        CompletableFuture<Reply> wait = waiters.expect(handle);

        waiters.forget(handle);
        waiters.wake(Handles.next(), reply);

        assertFalse(wait.isDone());
        assertEquals(0, waiters.size());
    }
}
