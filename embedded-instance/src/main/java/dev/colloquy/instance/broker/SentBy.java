package dev.colloquy.instance.broker;

/** Who may send a message type under a contract. */
public enum SentBy {
    INITIATOR,
    TARGET,
    ANY;

    public boolean initiator() {
        return this != TARGET;
    }

    public boolean target() {
        return this != INITIATOR;
    }
}
