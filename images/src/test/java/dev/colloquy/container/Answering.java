package dev.colloquy.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that gives one answer to whatever comes first. */
final class Answering {
    private Answering() {}

    /** Takes one connection, reads something, answers, closes. */
    static void once(ServerSocket listener, String answer) {
        try (Socket socket = listener.accept()) {
            int read = socket.getInputStream().read(new byte[4096]);
            if (read > 0) {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
