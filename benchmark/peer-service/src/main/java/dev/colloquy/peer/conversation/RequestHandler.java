package dev.colloquy.peer.conversation;

/** The target's own work: what Colloquy's handler of the tutorial does. */
public final class RequestHandler {
    private static final String REPLY = "Message for Initiator service.";

    /** Answers a request. */
    public Message handle(Message request) {
        return new Message(request.handle(), REPLY);
    }
}
