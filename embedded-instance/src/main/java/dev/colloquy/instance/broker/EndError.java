package dev.colloquy.instance.broker;

/** WITH ERROR of END CONVERSATION: a code above 0 and a text of at most 3,000 characters. */
public record EndError(int code, String description) {}
