package dev.colloquy.initiator.http;

/** The body of a request that sends a request message. */
interface RequestBody {
    /** Text of the request message. */
    String request();
}
