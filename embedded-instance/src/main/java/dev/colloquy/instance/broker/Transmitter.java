package dev.colloquy.instance.broker;

/** Sends what is due; the transport implements it. */
@FunctionalInterface
public interface Transmitter {
    /**
     * Something is due for a network address, {@code TCP://host:port} in the spelling of {@link Outbound}. Called after
     * the commit is durable, from any thread; never blocks.
     */
    void wake(String address);
}
