package dev.colloquy.instance.transport;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the instance's configuration says about the transport; everything else is said by CREATE ENDPOINT.
 *
 * @param bind                where endpoints listen. The wildcard address: anywhere, and LISTENER_IP is honoured.
 *                            Anything else wins over LISTENER_IP
 * @param endpointSecret      the file by which processes of one account know each other (AUTHENTICATION = WINDOWS)
 * @param loginTimeout        for connecting, and again for the login that follows
 * @param heartbeat           a side that has sent nothing for so long sends a PING; a peer that is silent for twice as
 *                            long, or does not take data for so long, is given up
 * @param firstRetry          pause after the first failed attempt to connect; it doubles with each one
 * @param lastRetry           the longest such pause
 * @param maximumMessageBytes larger messages are neither sent nor received
 */
public record Settings(
        InetAddress bind,
        Path endpointSecret,
        Duration loginTimeout,
        Duration heartbeat,
        Duration firstRetry,
        Duration lastRetry,
        int maximumMessageBytes) {
    /** System property that names another file than {@code ~/.colloquy/endpoint-secret}. */
    public static final String ENDPOINT_SECRET_PROPERTY = "colloquy.endpoint-secret";

    /** The usual values: 10 s, 30 s, 0.25 s to 30 s, 512 MiB. */
    public static Settings with(InetAddress bind) {
        String configured = System.getProperty(ENDPOINT_SECRET_PROPERTY);
        Path secret = configured == null
                ? Path.of(System.getProperty("user.home"), ".colloquy", "endpoint-secret")
                : Path.of(configured);
        return new Settings(
                bind,
                secret,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(250),
                Duration.ofSeconds(30),
                512 * 1024 * 1024);
    }

    /** Listens on the loopback address only. */
    public static Settings loopback() {
        return with(InetAddress.getLoopbackAddress());
    }
}
