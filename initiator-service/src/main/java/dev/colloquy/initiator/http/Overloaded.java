package dev.colloquy.initiator.http;

/** More is asked than can be done now. Nothing was begun; the client may try again later. */
final class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a detail for the caller. */
    Overloaded(String detail) {
        super(detail);
    }
}
