package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Acknowledgement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the answers of the receiving side, on a thread of its own: whoever has an answer only leaves it here.
 * Acknowledgements of one conversation that wait together become one.
 */
final class Answers implements Runnable {
    private static final int ACKNOWLEDGEMENTS_IN_FRAME = 1_000;
    private static final int LONGEST_TEXT = 2_000;

    private final FrameChannel channel;
    private final Duration heartbeat;
    private final Signal signal = new Signal();
    private final Object lock = new Object();
    private Map<Direction, Acknowledgement> acknowledgements = new LinkedHashMap<>();
    private List<Answer> others = new ArrayList<>();

    Answers(FrameChannel channel, Duration heartbeat) {
        this.channel = channel;
        this.heartbeat = heartbeat;
    }

    void acknowledge(List<Acknowledgement> stored) {
        synchronized (lock) {
            for (Acknowledgement ack : stored) {
                acknowledgements.merge(
                        new Direction(ack.conversationId(), ack.fromInitiator()),
                        ack,
                        (a, b) -> a.sequence() > b.sequence() ? a : b);
            }
        }
        signal.raise();
    }

    /** The message is not stored; the sender shows the text as its status. */
    void status(int stream, String text) {
        add(new Answer(FrameType.STATUS, stream, 0, text));
    }

    /** The conversation of the message fails. */
    void error(int stream, int code, String description) {
        add(new Answer(FrameType.ERROR, stream, code, description));
    }

    /** The message has to come again, with the key. */
    void needKey(int stream) {
        add(new Answer(FrameType.NEED_KEY, stream, 0, ""));
    }

    /** Wakes the thread so that it notices that the connection is closed. */
    void close() {
        signal.raise();
    }

    private void add(Answer answer) {
        synchronized (lock) {
            others.add(answer);
        }
        signal.raise();
    }

    @Override
    public void run() {
        try {
            while (!channel.connection().isClosed()) {
                if (!write()) {
                    awaitMore();
                }
            }
        } catch (IOException e) {
            System.getLogger(Transport.class.getName())
                    .log(System.Logger.Level.DEBUG, "answers could not be sent; the messages will come again", e);
        } finally {
            channel.connection().abort();
        }
    }

    private void awaitMore() throws IOException {
        long nanos = channel.connection().traffic().nanosToHeartbeat(heartbeat);
        if (nanos > 0) {
            signal.await(nanos);
        } else {
            channel.out().begin(FrameType.PING);
            channel.out().end();
            channel.out().flush();
        }
    }

    private boolean write() throws IOException {
        Map<Direction, Acknowledgement> stored;
        List<Answer> rest;
        synchronized (lock) {
            if (acknowledgements.isEmpty() && others.isEmpty()) {
                return false;
            }
            stored = acknowledgements;
            rest = others;
            acknowledgements = new LinkedHashMap<>();
            others = new ArrayList<>();
        }
        writeAcknowledgements(stored);
        for (Answer answer : rest) {
            write(answer);
        }
        channel.out().flush();
        return true;
    }

    private void writeAcknowledgements(Map<Direction, Acknowledgement> stored) throws IOException {
        int inFrame = 0;
        for (Acknowledgement ack : stored.values()) {
            if (inFrame == 0) {
                channel.out().begin(FrameType.ACKNOWLEDGEMENTS);
            }
            channel.out()
                    .putUuid(ack.conversationId())
                    .putByte(ack.fromInitiator() ? 1 : 0)
                    .putLong(ack.sequence())
                    .putUuid(ack.farBroker());
            if (++inFrame == ACKNOWLEDGEMENTS_IN_FRAME) {
                channel.out().end();
                inFrame = 0;
            }
        }
        if (inFrame > 0) {
            channel.out().end();
        }
    }

    private void write(Answer answer) throws IOException {
        channel.out().begin(answer.type).putInt(answer.stream);
        String text = answer.text.length() > LONGEST_TEXT ? answer.text.substring(0, LONGEST_TEXT) : answer.text;
        switch (answer.type) {
            case STATUS -> channel.out().putText(text);
            case ERROR -> channel.out().putInt(answer.code).putText(text);
            default -> {
                // NEED_KEY has no more fields.
            }
        }
        channel.out().end();
    }

    private record Direction(UUID conversationId, boolean fromInitiator) {}

    private record Answer(FrameType type, int stream, int code, String text) {}
}
