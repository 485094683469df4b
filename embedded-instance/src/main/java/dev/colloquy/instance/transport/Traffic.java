package dev.colloquy.instance.transport;

import java.time.Duration;

/** What goes over a connection, counted for sys.dm_broker_connections and watched for a peer that hangs. */
final class Traffic {
    private static final long NOT_WRITING = Long.MIN_VALUE;

    private volatile long lastReceived = System.nanoTime();
    private volatile long lastSent = System.nanoTime();
    private volatile long writingSince = NOT_WRITING;
    private volatile long bytesSent;
    private volatile long bytesReceived;
    private volatile long fragmentsSent;
    private volatile long fragmentsReceived;
    private volatile long sends;
    private volatile long receives;

    // Each counter has one writing thread, so reading and writing back needs no atomic step.

    void received(int bytes, FrameType type) {
        lastReceived = System.nanoTime();
        long total = bytesReceived + bytes;
        bytesReceived = total;
        total = receives + 1;
        receives = total;
        if (type == FrameType.MESSAGE || type == FrameType.FRAGMENT) {
            total = fragmentsReceived + 1;
            fragmentsReceived = total;
        }
    }

    void fragmentSent() {
        long total = fragmentsSent + 1;
        fragmentsSent = total;
    }

    void beginWrite() {
        writingSince = System.nanoTime();
    }

    void endWrite(int bytes) {
        writingSince = NOT_WRITING;
        lastSent = System.nanoTime();
        long total = bytesSent + bytes;
        bytesSent = total;
        total = sends + 1;
        sends = total;
    }

    /** A peer that has sent nothing for twice the heartbeat, or has taken nothing for twice as long, is gone. */
    boolean isDead(Duration heartbeat) {
        long now = System.nanoTime();
        long limit = heartbeat.toNanos() * 2;
        long since = writingSince;
        return now - lastReceived > limit || (since != NOT_WRITING && now - since > limit);
    }

    /** Nanoseconds until this side has to say that it is alive; 0 or less: now. */
    long nanosToHeartbeat(Duration heartbeat) {
        return heartbeat.toNanos() - (System.nanoTime() - lastSent);
    }

    boolean isWriting() {
        return writingSince != NOT_WRITING;
    }

    long nanosSinceActivity() {
        return System.nanoTime() - Math.max(lastReceived, lastSent);
    }

    long bytesSent() {
        return bytesSent;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    long fragmentsSent() {
        return fragmentsSent;
    }

    long fragmentsReceived() {
        return fragmentsReceived;
    }

    long sends() {
        return sends;
    }

    long receives() {
        return receives;
    }
}
