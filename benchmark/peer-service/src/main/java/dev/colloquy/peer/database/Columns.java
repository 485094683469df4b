package dev.colloquy.peer.database;

import dev.colloquy.peer.conversation.Message;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Messages as columns: an array for each, so that a batch of any size is the same prepared statement. */
final class Columns {
    private Columns() {}

    static Array handles(Connection connection, List<Message> messages) throws SQLException {
        return connection.createArrayOf(
                "uuid", messages.stream().map(Message::handle).toArray());
    }

    static Array texts(Connection connection, List<Message> messages) throws SQLException {
        return connection.createArrayOf(
                "text", messages.stream().map(Message::text).toArray(String[]::new));
    }

    /** A column of type timestamptz that is not null. */
    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
