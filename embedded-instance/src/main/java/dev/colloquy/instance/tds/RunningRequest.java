package dev.colloquy.instance.tds;

import dev.colloquy.instance.tds.packet.SocketTransport;
import dev.colloquy.instance.types.Cancellation;
import java.nio.channels.SelectionKey;

/**
 * What the attention watch knows of a connection: whether a request runs, and which. Requests are numbered, so that a
 * cancel meant for one can never hit the next.
 */
final class RunningRequest {
    private static final long NONE = 0;

    private final SocketTransport socket;
    private final Cancellation cancellation;
    private long lastNumber;
    private volatile long number;
    private volatile boolean inputBefore;

    /** The watch's own: the number seen last and since when, the number whose socket is watched, repeated cancels. */
    long seen;

    long seenAt;
    long watched;
    long cancelled;
    long cancelAgainAt;
    long pause;
    SelectionKey key;

    RunningRequest(SocketTransport socket, Cancellation cancellation) {
        this.socket = socket;
        this.cancellation = cancellation;
    }

    /**
     * A request, whose bytes are all consumed, begins to execute.
     *
     * @param inputWaiting bytes behind the request have been taken from the socket already, where the watch cannot see
     *                     them
     */
    void begin(boolean inputWaiting) {
        synchronized (this) {
            inputBefore = inputWaiting;
            number = ++lastNumber;
        }
    }

    /** The request has been executed; its response may still have to be sent. */
    void end() {
        synchronized (this) {
            number = NONE;
            socket.allowWrites();
        }
    }

    /** The number of the request that executes, 0 for none. */
    long number() {
        return number;
    }

    boolean hasInputBefore() {
        return inputBefore;
    }

    SocketTransport socket() {
        return socket;
    }

    /** Cancels that request if it still executes. */
    void cancel(long expected) {
        synchronized (this) {
            if (number == expected && expected != NONE) {
                socket.interruptWrites();
                cancellation.cancel();
            }
        }
    }
}
