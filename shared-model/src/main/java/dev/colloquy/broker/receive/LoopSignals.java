package dev.colloquy.broker.receive;

import java.util.concurrent.CountDownLatch;

/**
 * What the workers of a loop share.
 *
 * @param journal takes what they meet with
 * @param stop is at zero once the loop is closed
 */
record LoopSignals(LoopJournal journal, CountDownLatch stop) {}
