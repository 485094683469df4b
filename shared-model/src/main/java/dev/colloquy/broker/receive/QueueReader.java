package dev.colloquy.broker.receive;

/** What receives from this service's queue, as health and meters see it. */
@FunctionalInterface
public interface QueueReader {
    /** What its loop does now; {@code STOPPED} until the database is ready. */
    LoopState state();
}
