package dev.colloquy.instance.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections of the instance that are open now. */
final class Connections {
    private static final System.Logger LOG = System.getLogger(Transport.class.getName());

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    void add(Connection connection) {
        open.add(connection);
    }

    void remove(Connection connection) {
        open.remove(connection);
    }

    /** How many peers have connected and not logged in yet. */
    long loggingIn() {
        return open.stream().filter(c -> c.isAccepted() && !c.isLoggedIn()).count();
    }

    int size() {
        return open.size();
    }

    /** Closes the connections whose peer hangs; called about once a second. */
    void watch(Settings settings) {
        for (Connection connection : open) {
            if (connection.isOverdue(settings) && !connection.isClosed()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The connection with " + connection.socket().getRemoteSocketAddress()
                                + " is closed because the peer does not answer.");
                connection.abort();
            }
        }
    }

    void abortAll() {
        open.forEach(Connection::abort);
    }

    List<ConnectionRow> rows() {
        List<ConnectionRow> rows = new ArrayList<>();
        open.forEach(connection -> rows.add(connection.row()));
        return rows;
    }
}
