package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Acknowledgement;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the receiving side answers, and tells the broker. */
final class AnswerReader implements Runnable {
    private final FrameChannel channel;
    private final OutboundQueue queue;
    private final SendWindow window;
    private final OutgoingConnection sender;
    private volatile IOException failure;

    AnswerReader(FrameChannel channel, OutboundQueue queue, SendWindow window, OutgoingConnection sender) {
        this.channel = channel;
        this.queue = queue;
        this.window = window;
        this.sender = sender;
    }

    /** Why the connection ended, if the reader noticed first. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void run() {
        try {
            while (!channel.connection().isClosed()) {
                handle(channel.in().read());
                sender.answered();
            }
        } catch (IOException e) {
            if (!channel.connection().isClosed()) {
                failure = e instanceof EOFException ? new IOException("the peer has closed the connection", e) : e;
            }
        } catch (RuntimeException e) {
            failure = new IOException("an answer could not be handled", e);
            System.getLogger(Transport.class.getName())
                    .log(System.Logger.Level.ERROR, "an answer of a peer could not be handled", e);
        } finally {
            channel.connection().abort();
            sender.answered();
        }
    }

    private void handle(Frame frame) throws ProtocolViolation {
        switch (frame.type()) {
            case ACKNOWLEDGEMENTS -> acknowledge(frame);
            case STATUS -> {
                int stream = frame.readInt();
                String status = frame.readText();
                window.remove(stream).ifPresent(pending -> queue.refused(pending.message(), status));
            }
            case ERROR -> {
                int stream = frame.readInt();
                int code = frame.readInt();
                String description = frame.readText();
                window.remove(stream).ifPresent(pending -> queue.failed(pending.message(), code, description));
            }
            case NEED_KEY -> window.remove(frame.readInt()).ifPresent(sender::sendWithKey);
            case PING -> frame.requireEnd();
            default -> throw new ProtocolViolation(frame.type() + " is not an answer");
        }
    }

    private void acknowledge(Frame frame) throws ProtocolViolation {
        List<Acknowledgement> covered = new ArrayList<>();
        List<SendWindow.Pending> acknowledged = new ArrayList<>();
        while (frame.remaining() > 0) {
            Acknowledgement ack =
                    new Acknowledgement(frame.readUuid(), frame.readByte() == 1, frame.readLong(), frame.readUuid());
            window.acknowledge(ack, acknowledged).ifPresent(covered::add);
        }
        acknowledged.forEach(sender::delivered);
        if (!covered.isEmpty()) {
            queue.acknowledged(covered);
        }
    }
}
