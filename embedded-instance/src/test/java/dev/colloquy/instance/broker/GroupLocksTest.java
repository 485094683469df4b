package dev.colloquy.instance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Locks of conversation groups and the search for deadlocks. */
@Timeout(60)
class GroupLocksTest {
    @TempDir
    private Path directory;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final GroupLocks locks = new GroupLocks();
    private final ConversationGroup one = group(1);
    private final ConversationGroup two = group(2);
    private Storage storage;

    @BeforeEach
    void open() throws IOException {
        storage = Storage.open(directory, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        executor.shutdownNow();
        storage.close();
    }

    /** Each in a queue of its own, so that a test can hold up one of them. */
    private static ConversationGroup group(int queueId) {
        return new ConversationGroup(1, UUID.randomUUID(), 1, new QueueContent(1, queueId, new BodyBudget()));
    }

    @Test
    void waiting_for_a_transaction_that_was_just_handed_a_group_of_its_own_is_no_deadlock() throws Exception {
        try (StorageSession first = storage.openSession();
                StorageSession second = storage.openSession();
                StorageSession third = storage.openSession()) {
            Transaction holder = first.begin();
            Transaction heir = second.begin();
            Transaction last = third.begin();
            locks.acquire(one, holder, new Cancellation());
            locks.acquire(two, heir, new Cancellation());
            Future<Boolean> inherits = executor.submit(() -> locks.acquire(one, heir, new Cancellation()));
            Waiting.until(() -> waiters(one) == 1);

            Future<Boolean> waits = handOverWhileItsNewOwnerCannotRun(holder, last);
            locks.release(List.of(two), heir);

            assertTrue(waits.get(20, TimeUnit.SECONDS));
            assertTrue(inherits.get(20, TimeUnit.SECONDS));
            assertEquals(heir, one.owner);
            assertEquals(last, two.owner);
        }
    }

    private Future<Boolean> handOverWhileItsNewOwnerCannotRun(Transaction holder, Transaction last) {
        one.queue.lock.lock();
        try {
            locks.release(List.of(one), holder);
            Future<Boolean> waits = executor.submit(() -> locks.acquire(two, last, new Cancellation()));
            Waiting.until(() -> waiters(two) == 1);
            return waits;
        } finally {
            one.queue.lock.unlock();
        }
    }

    private static int waiters(ConversationGroup group) throws InterruptedException {
        // The search for deadlocks holds the lock for moments only.
        if (!group.queue.lock.tryLock(1, TimeUnit.SECONDS)) {
            return -1;
        }
        try {
            return group.lockWaiters().size();
        } finally {
            group.queue.lock.unlock();
        }
    }
}
