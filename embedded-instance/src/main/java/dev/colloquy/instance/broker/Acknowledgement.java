package dev.colloquy.instance.broker;

import java.util.UUID;

/**
 * The receiver has stored every message of a direction of a conversation up to a sequence number.
 *
 * @param fromInitiator direction: who sent the acknowledged messages
 * @param sequence      cumulative
 * @param farBroker     broker instance of the database that stored them
 */
public record Acknowledgement(UUID conversationId, boolean fromInitiator, long sequence, UUID farBroker) {}
