package dev.colloquy.peer.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConfirmsTest {
    private final Confirms confirms = new Confirms();

    private CompletableFuture<Void> expect(long first, int count) {
        return confirms.expect(first, count).toCompletableFuture();
    }

    @Test
    void messages_are_confirmed_when_the_last_of_them_is_in_whatever_order() {
        CompletableFuture<Void> three = expect(1, 3);

        confirms.confirmed(3, false);
        confirms.confirmed(1, false);
        assertFalse(three.isDone());

        confirms.confirmed(2, false);
        assertTrue(three.isDone());
    }

    @Test
    void a_multiple_confirmation_takes_in_all_before_and_none_after() {
        CompletableFuture<Void> first = expect(1, 2);
        CompletableFuture<Void> second = expect(3, 2);

        confirms.confirmed(3, true);

        assertTrue(first.isDone());
        assertFalse(second.isDone());
    }

    @Test
    void a_refused_message_fails_those_sent_with_it_and_no_others() {
        CompletableFuture<Void> refused = expect(1, 2);
        CompletableFuture<Void> other = expect(3, 1);

        confirms.refused(2, false);
        confirms.confirmed(3, false);

        assertTrue(refused.isCompletedExceptionally());
        assertFalse(other.isCompletedExceptionally());
    }

    @Test
    void everything_on_its_way_fails_when_the_channel_is_lost() {
        CompletableFuture<Void> sent = expect(1, 2);

        confirms.lost(new IllegalStateException("closed"));

        assertTrue(sent.isCompletedExceptionally());
    }
}
