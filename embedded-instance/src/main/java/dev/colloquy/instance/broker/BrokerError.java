package dev.colloquy.instance.broker;

/**
 * An error that Service Broker puts into a conversation.
 *
 * @param number positive number of {@code sys.messages}; the Error message carries it negated
 * @param text   the formatted text
 */
public record BrokerError(int number, String text) {}
