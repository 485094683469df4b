package dev.colloquy.instance.broker;

/** One message type of a contract, by name, as CREATE CONTRACT lists it. */
public record ContractUsage(String messageType, SentBy sentBy) {}
