package dev.colloquy.instance.tds.packet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over another transport, the server's side.
 *
 * <p>During the handshake of TDS 7.4 the lower transport wraps the records in packets ({@link HandshakeTransport});
 * afterwards records go on the socket as they are, so the lower transport can be exchanged.
 */
public final class TlsTransport implements Transport {
    private final SSLEngine engine;
    private Transport lower;
    private ByteBuffer received;
    private ByteBuffer sealed;
    private ByteBuffer opened;

    public TlsTransport(SSLEngine engine, Transport lower) {
        this.engine = engine;
        this.lower = lower;
        engine.setUseClientMode(false);
        int record = engine.getSession().getPacketBufferSize();
        this.received = ByteBuffer.allocate(record).flip();
        this.sealed = ByteBuffer.allocate(record).flip();
        this.opened = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    /**
     * Runs the handshake; each flight of the server is one write to the lower transport.
     *
     * @throws SSLException when the two sides do not agree; the alert has been sent
     */
    public void handshake() throws IOException {
        engine.beginHandshake();
        try {
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> runTasks();
                    case NEED_WRAP -> seal(ByteBuffer.allocate(0));
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        flush();
                        if (open() < 0) {
                            throw new EOFException("closed by the client during the TLS handshake");
                        }
                    }
                    case FINISHED, NOT_HANDSHAKING -> {
                        flush();
                        return;
                    }
                }
            }
        } catch (SSLException e) {
            sendAlert(e);
            throw e;
        }
    }

    /** Continues over another transport. */
    public void continueOver(Transport transport) {
        lower = transport;
    }

    /** Bytes received from below that are not decrypted; they are the caller's from now on. */
    public ByteBuffer takeReceived() {
        ByteBuffer rest = received;
        received = ByteBuffer.allocate(0);
        return rest;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        while (!opened.hasRemaining()) {
            if (open() < 0) {
                return -1;
            }
            afterHandshakeMessage();
        }
        return SocketTransport.move(opened, target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        flush();
        while (source.hasRemaining() && !sealed.hasRemaining()) {
            seal(source);
            flush();
        }
    }

    @Override
    public boolean hasInput() {
        return opened.hasRemaining() || received.hasRemaining() || lower.hasInput();
    }

    /** Encrypts one record and appends it to what is to be sent. */
    private void seal(ByteBuffer source) throws SSLException {
        while (true) {
            sealed.compact();
            SSLEngineResult result = engine.wrap(source, sealed);
            sealed.flip();
            switch (result.getStatus()) {
                case OK -> {
                    return;
                }
                case BUFFER_OVERFLOW ->
                    sealed = enlarged(sealed, engine.getSession().getPacketBufferSize());
                case BUFFER_UNDERFLOW, CLOSED -> throw new SSLException("TLS connection is closed");
            }
        }
    }

    private void flush() throws IOException {
        if (sealed.hasRemaining()) {
            lower.write(sealed);
        }
    }

    /**
     * Decrypts one record, reading more bytes if there is no whole one.
     *
     * @return the number of bytes decrypted, possibly 0, or -1 at the end
     */
    private int open() throws IOException {
        while (true) {
            opened.compact();
            SSLEngineResult result = engine.unwrap(received, opened);
            opened.flip();
            switch (result.getStatus()) {
                case OK -> {
                    return result.bytesProduced();
                }
                case BUFFER_OVERFLOW ->
                    opened = enlarged(opened, engine.getSession().getApplicationBufferSize());
                case BUFFER_UNDERFLOW -> {
                    if (!receive()) {
                        return -1;
                    }
                }
                case CLOSED -> {
                    return -1;
                }
            }
        }
    }

    private boolean receive() throws IOException {
        if (received.limit() == received.capacity() && received.position() == 0) {
            received = enlarged(received, engine.getSession().getPacketBufferSize());
        }
        received.compact();
        int count;
        try {
            count = lower.read(received);
        } finally {
            received.flip();
        }
        return count >= 0;
    }

    /** TLS 1.3 may ask for new keys at any time; a renegotiation of TLS 1.2 is refused. */
    private void afterHandshakeMessage() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            if (!"TLSv1.3".equals(engine.getSession().getProtocol())) {
                throw new ProtocolViolation("TLS renegotiation");
            }
            if (status == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (status == HandshakeStatus.NEED_WRAP) {
                seal(ByteBuffer.allocate(0));
                flush();
            } else {
                return;
            }
            status = engine.getHandshakeStatus();
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    private void sendAlert(SSLException reason) {
        try {
            for (int i = 0; i < 3 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
                seal(ByteBuffer.allocate(0));
            }
            flush();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** A larger buffer in reading position with the same content. */
    private static ByteBuffer enlarged(ByteBuffer buffer, int more) {
        return ByteBuffer.allocate(buffer.remaining() + Math.max(more, 1024))
                .put(buffer)
                .flip();
    }
}
