package dev.colloquy.instance.transport;

import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** One connection, outgoing or accepted, from its socket to its end: what the views show and the watch looks at. */
final class Connection {
    private final UUID id = UUID.randomUUID();
    private final Socket socket;
    private final boolean accepted;
    private final Clock clock;
    private final Traffic traffic = new Traffic();
    private final Instant connectTime;
    private final long openedNanos = System.nanoTime();
    private volatile Instant loginTime;
    private volatile Peer peer;
    private volatile UUID peerArbitrationId;
    private volatile boolean receiveFlowControlled;
    private volatile boolean sendFlowControlled;
    private volatile boolean closed;

    Connection(Socket socket, boolean accepted, Clock clock) {
        this.socket = socket;
        this.accepted = accepted;
        this.clock = clock;
        this.connectTime = clock.instant();
    }

    Socket socket() {
        return socket;
    }

    Traffic traffic() {
        return traffic;
    }

    boolean isAccepted() {
        return accepted;
    }

    boolean isLoggedIn() {
        return loginTime != null;
    }

    boolean isClosed() {
        return closed;
    }

    void loggedIn(Peer who, UUID arbitrationId) {
        peer = who;
        peerArbitrationId = arbitrationId;
        loginTime = clock.instant();
    }

    void receiveFlowControlled(boolean now) {
        receiveFlowControlled = now;
    }

    void sendFlowControlled(boolean now) {
        sendFlowControlled = now;
    }

    /** Closes the socket under everything that reads or writes it; they end with an exception. Never blocks. */
    void abort() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(Connection.class.getName())
                    .log(System.Logger.Level.DEBUG, "a socket did not close cleanly", e);
        }
    }

    /** True if the peer should be given up: it does not log in, is silent, or does not take what is sent. */
    boolean isOverdue(Settings settings) {
        if (isLoggedIn()) {
            return traffic.isDead(settings.heartbeat());
        }
        Duration limit = settings.loginTimeout().multipliedBy(2);
        return System.nanoTime() - openedNanos > limit.toNanos();
    }

    ConnectionRow row() {
        Peer who = peer;
        Instant login = loginTime;
        boolean online = login != null;
        int state = closed ? 5 : online ? 4 : 3;
        return new ConnectionRow(
                id,
                id,
                state,
                closed ? "CLOSED" : online ? "LOGGED_IN" : "CONNECTED",
                Optional.of(utc(connectTime)),
                Optional.ofNullable(login).map(Connection::utc),
                Optional.ofNullable(who).map(p -> p.method().catalogName()),
                Optional.ofNullable(who).map(Peer::principalName),
                Optional.ofNullable(who)
                        .filter(p -> p.method() == Method.WINDOWS)
                        .map(Peer::principalName),
                utc(clock.instant().minusNanos(traffic.nanosSinceActivity())),
                accepted,
                online ? 12 : 1,
                online ? "ONLINE" : "WAIT LOGIN NEGOTIATE",
                who == null ? OptionalInt.empty() : who.certificateId(),
                3,
                "AES",
                online ? 1 : 0,
                traffic.isWriting() ? 1 : 0,
                receiveFlowControlled,
                sendFlowControlled,
                traffic.bytesSent(),
                traffic.bytesReceived(),
                traffic.fragmentsSent(),
                traffic.fragmentsReceived(),
                traffic.sends(),
                traffic.receives(),
                Optional.ofNullable(peerArbitrationId));
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
