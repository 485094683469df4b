package dev.colloquy.peer.database;

import dev.colloquy.peer.conversation.BatchHandler;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.RequestHandler;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The target's ledger beside a broker: handles requests and writes down what was answered, one commit a batch. A request
 * that comes again gets the answer of the first time.
 */
public final class RequestLedger implements BatchHandler {
    private static final String INSERT = SqlFile.read("insert_handled");
    private static final String FIND = SqlFile.read("find_handled");

    private final DataSource database;
    private final RequestHandler handler;

    /** In the given database. */
    public RequestLedger(DataSource database, RequestHandler handler) {
        this.database = database;
        this.handler = handler;
    }

    @Override
    public List<Message> handle(List<Message> batch) throws SQLException {
        List<Message> requests = withoutRepeated(batch);
        List<Message> replies = requests.stream().map(handler::handle).toList();
        try (Connection connection = database.getConnection()) {
            int fresh = insert(connection, requests, replies);
            return fresh == replies.size() ? replies : asBefore(connection, replies);
        }
    }

    private static List<Message> withoutRepeated(List<Message> batch) {
        Map<UUID, Message> byHandle =
                batch.stream().collect(Collectors.toMap(Message::handle, m -> m, (first, again) -> first));
        return byHandle.size() == batch.size() ? batch : List.copyOf(byHandle.values());
    }

    private static int insert(Connection connection, List<Message> requests, List<Message> replies)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, Columns.handles(connection, requests));
            statement.setArray(2, Columns.texts(connection, requests));
            statement.setArray(3, Columns.texts(connection, replies));
            return statement.executeUpdate();
        }
    }

    /** What the ledger says was answered, be it now or the first time. */
    private static List<Message> asBefore(Connection connection, List<Message> replies) throws SQLException {
        Map<UUID, String> answered = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setArray(1, Columns.handles(connection, replies));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answered.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
            }
        }
        Stream<Message> answers =
                replies.stream().map(reply -> new Message(reply.handle(), answered.get(reply.handle())));
        return answers.toList();
    }
}
