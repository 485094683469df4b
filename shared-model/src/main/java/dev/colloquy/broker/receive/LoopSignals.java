package dev.colloquy.broker.receive;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the workers of a loop share.
 *
 * @param journal takes what they meet with
 * @param stop is at zero once the loop is closed
 * @param crew whom they ask for another worker, and to be let go; set before the first of them starts
 */
record LoopSignals(LoopJournal journal, CountDownLatch stop, AtomicReference<Crew> crew) {
    LoopSignals(LoopJournal journal, CountDownLatch stop) {
        this(journal, stop, new AtomicReference<>());
    }
}
