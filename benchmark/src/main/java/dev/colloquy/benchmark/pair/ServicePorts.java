package dev.colloquy.benchmark.pair;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where one service listens on this machine.
 *
 * @param http the HTTP API
 * @param management health and metrics
 * @param tds the embedded instance, for SQL Server clients
 * @param endpoint the embedded instance's Service Broker endpoint
 */
public record ServicePorts(int http, int management, int tds, int endpoint) {
    /** Where initiator-service listens without configuration. */
    public static final ServicePorts INITIATOR = new ServicePorts(8080, 9000, 14331, 4022);

    /** Where target-service listens without configuration. */
    public static final ServicePorts TARGET = new ServicePorts(8081, 9001, 14332, 4023);

    /** Below what operating systems give to outgoing connections, which must not take the port of a service that is down. */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    /**
     * Ports that nothing listens on and that this process has not been given before.
     *
     * @throws IOException when there are none
     */
    public static ServicePorts free() throws IOException {
        return new ServicePorts(freePort(), freePort(), freePort(), freePort());
    }

    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IOException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
