package dev.colloquy.contract;

/** A message body that is not what its message type promises, or a text that no XML message can carry. */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is wrong, in words for the sender of the message. */
    public MalformedMessage(String message) {
        super(message);
    }
}
