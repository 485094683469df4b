package dev.colloquy.peer.conversation;

import java.util.List;

/** What is done with received messages before they are acknowledged. For use by one thread at a time. */
@FunctionalInterface
public interface BatchHandler {
    /**
     * Does it, and makes it durable. The same message may come again.
     *
     * @return what is to be sent before the messages are acknowledged; may be empty
     * @throws Exception if it could not be done; then all of the messages come again
     */
    List<Message> handle(List<Message> batch) throws Exception;
}
