package dev.colloquy.peer.database;

import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.RequestHandler;
import dev.colloquy.peer.conversation.Worker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The target's side over tables: receive, ledger and reply in one transaction a batch. */
public final class TableTarget implements AutoCloseable {
    private static final String RECEIVE = SqlFile.read("receive_requests");
    private static final String REPLY = SqlFile.read("reply_handled");

    private final RequestHandler handler;
    private final int batch;
    private final List<Worker> workers;

    /** Starts to receive, with so many threads. */
    public TableTarget(DataSource database, int batch, int workers, RequestHandler handler) {
        this.handler = handler;
        this.batch = batch;
        Listener requests = new Listener(database, "requests", this::once);
        this.workers = IntStream.range(0, workers)
                .mapToObj(number -> Worker.start("receive-" + number, requests::run))
                .toList();
    }

    private int once(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            List<Message> requests = receive(connection);
            if (!requests.isEmpty()) {
                reply(
                        connection,
                        requests,
                        requests.stream().map(handler::handle).toList());
            }
            connection.commit();
            return requests.size();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private List<Message> receive(Connection connection) throws SQLException {
        List<Message> requests = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(RECEIVE)) {
            statement.setInt(1, batch);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    requests.add(new Message(rows.getObject(1, UUID.class), rows.getString(2)));
                }
            }
        }
        return requests;
    }

    private static void reply(Connection connection, List<Message> requests, List<Message> replies)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REPLY)) {
            statement.setArray(1, Columns.handles(connection, requests));
            statement.setArray(2, Columns.texts(connection, requests));
            statement.setArray(3, Columns.texts(connection, replies));
            statement.execute();
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
