package dev.colloquy.instance.broker;

import java.util.function.Supplier;

/**
 * A row of a queue as SELECT shows it.
 *
 * @param message without its body
 * @param body    read when it is asked for, by the reader's transaction; null if empty
 */
public record QueueRow(ReceivedMessage message, Supplier<byte[]> body) {
    /** The message with its body. */
    public ReceivedMessage complete() {
        return message.withBody(body.get());
    }
}
