package dev.colloquy.instance.broker;

import java.util.Optional;

/** WITH of CREATE QUEUE and ALTER QUEUE; absent options keep their default or former value. */
public record QueueOptions(
        Optional<Boolean> status, Optional<Boolean> retention, Optional<Boolean> poisonMessageHandling) {
    /** CREATE QUEUE without WITH. */
    public static final QueueOptions DEFAULTS = new QueueOptions(Optional.empty(), Optional.empty(), Optional.empty());
}
