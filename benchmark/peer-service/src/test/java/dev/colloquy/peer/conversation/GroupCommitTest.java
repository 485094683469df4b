package dev.colloquy.peer.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {
    private final BlockingQueue<List<Integer>> committed = new LinkedBlockingQueue<>();
    private final Semaphore permits = new Semaphore(0);

    private int commit(List<Integer> batch) throws InterruptedException {
        committed.add(List.copyOf(batch));
        permits.acquire();
        return batch.size();
    }

    private static <R> R result(CompletionStage<R> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void what_comes_during_a_commit_is_the_next_batch() throws Exception {
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 10, this::commit)) {
            CompletionStage<Integer> first = group.add(List.of(1));
            assertEquals(List.of(1), committed.take());
            CompletionStage<Integer> second = group.add(List.of(2));
            CompletionStage<Integer> third = group.add(List.of(3));
            permits.release(2);

            assertEquals(1, result(first));
            assertEquals(2, result(second));
            assertEquals(2, result(third));
            assertEquals(List.of(2, 3), committed.take());
        }
    }

    @Test
    void a_full_batch_takes_no_more() throws Exception {
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 2, this::commit)) {
            CompletionStage<Integer> first = group.add(List.of(1));
            assertEquals(List.of(1), committed.take());
            group.add(List.of(2));
            group.add(List.of(3));
            CompletionStage<Integer> last = group.add(List.of(4));
            permits.release(3);

            assertEquals(1, result(first));
            assertEquals(1, result(last));
            assertEquals(List.of(2, 3), committed.take());
        }
    }

    @Test
    void a_failed_commit_fails_its_batch_only() {
        GroupCommit.Commit<Integer, Integer> odd = batch -> {
            if (batch.contains(1)) {
                throw new IllegalStateException("refused");
            }
            return batch.size();
        };
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 10, odd)) {
            CompletionStage<Integer> refused = group.add(List.of(1));

            assertThrows(CompletionException.class, () -> result(refused));
            assertEquals(1, result(group.add(List.of(2))));
        }
    }
}
