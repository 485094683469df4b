package dev.colloquy.peer.database;

import dev.colloquy.peer.conversation.Conversation;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.Reply;
import dev.colloquy.peer.conversation.ReplyWaiters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The initiator's ledger. Every call is one statement, one round trip and one commit. */
public final class ConversationTable {
    private static final String INSERT = SqlFile.read("insert_conversations");
    private static final String BEGIN = SqlFile.read("begin_conversations");
    private static final String FIND = SqlFile.read("find_conversation");
    private static final String FIND_UNANSWERED = SqlFile.read("find_unanswered");
    private static final String FILE = SqlFile.read("file_replies");
    private static final String COLLECT = SqlFile.read("collect_replies");

    private final DataSource database;

    /** Of the given database. */
    public ConversationTable(DataSource database) {
        this.database = database;
    }

    /** Keeps conversations that begin; returns when. */
    public Instant insert(List<Message> requests) throws SQLException {
        return add(INSERT, requests);
    }

    /** Keeps conversations that begin, and puts their requests into the queue; returns when. */
    Instant begin(List<Message> requests) throws SQLException {
        return add(BEGIN, requests);
    }

    private Instant add(String sql, List<Message> requests) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.handles(connection, requests));
            statement.setArray(2, Columns.texts(connection, requests));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return Columns.instant(row, 1);
            }
        }
    }

    /** Files replies that came, and wakes who waits for those that are new. */
    public void file(List<Message> replies, ReplyWaiters waiters) throws SQLException {
        List<Filed> filed;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FILE)) {
            statement.setArray(1, Columns.handles(connection, replies));
            statement.setArray(2, Columns.texts(connection, replies));
            filed = filed(statement);
        }
        filed.forEach(one -> waiters.wake(one.handle, one.reply));
    }

    /** Files replies that are in the queue, and wakes who waits for them; returns how many. */
    static int collect(Connection connection, int most, ReplyWaiters waiters) throws SQLException {
        List<Filed> filed;
        try (PreparedStatement statement = connection.prepareStatement(COLLECT)) {
            statement.setInt(1, most);
            filed = filed(statement);
        }
        filed.forEach(one -> waiters.wake(one.handle, one.reply));
        return filed.size();
    }

    private record Filed(UUID handle, Reply reply) {}

    private static List<Filed> filed(PreparedStatement statement) throws SQLException {
        List<Filed> filed = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                filed.add(new Filed(
                        rows.getObject(1, UUID.class), new Reply(rows.getString(2), Columns.instant(rows, 3))));
            }
        }
        return filed;
    }

    /**
     * Conversations whose reply is not filed, in the order of their handles.
     *
     * @param after goes on after this handle
     */
    public List<Message> findUnanswered(UUID after, int most) throws SQLException {
        List<Message> requests = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND_UNANSWERED)) {
            statement.setObject(1, after);
            statement.setInt(2, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    requests.add(new Message(rows.getObject(1, UUID.class), rows.getString(2)));
                }
            }
        }
        return requests;
    }

    /** One conversation, if there is one. */
    public Optional<Conversation> find(UUID handle) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, handle);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(conversation(handle, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the conversation could not be looked up", e);
        }
    }

    private static Conversation conversation(UUID handle, ResultSet row) throws SQLException {
        Conversation begun = new Conversation(handle, row.getString(1), Columns.instant(row, 2), Optional.empty());
        String reply = row.getString(3);
        return reply == null ? begun : begun.with(new Reply(reply, Columns.instant(row, 4)));
    }
}
