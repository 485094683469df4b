package dev.colloquy.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a service on this machine whether it is ready: {@code ReadinessCheck PORT}, the management port. Exits 0 if it is,
 * else 1 with one line that says what is wrong; the answer's body, with the findings, is for people to fetch.
 */
public final class ReadinessCheck {
    private static final int TIMEOUT_MILLISECONDS = 4000;

    private ReadinessCheck() {}

    public static void main(String[] arguments) {
        int port = arguments.length == 1 && arguments[0].matches("\\d{1,5}") ? Integer.parseInt(arguments[0]) : -1;
        if (port < 0 || port > 65_535) {
            System.err.println("usage: ReadinessCheck PORT");
            System.exit(2);
        }
        try {
            String status = status(port);
            if (!status.startsWith("HTTP/1.1 200 ")) {
                System.err.println("Not ready: " + status);
                System.exit(1);
            }
        } catch (IOException e) {
            System.err.println("Not ready: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The status line of the answer. */
    static String status(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLISECONDS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLISECONDS);
            String request = "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return line == null ? "no answer" : line;
        }
    }
}
