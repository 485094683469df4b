package dev.colloquy.peer.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The tables, made at start where they are missing. */
public enum Schema {
    /** Of the initiator beside a broker. */
    INITIATOR("create_initiator"),
    /** Of the target beside a broker. */
    TARGET("create_target"),
    /** Of both, with queues. */
    QUEUES("create_initiator", "create_target", "create_queues");

    /** One process at a time: two that create the same table at once would both fail. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(4711)";

    private final List<String> files;

    Schema(String... files) {
        this.files = List.of(files);
    }

    /** Makes what is missing. */
    public void create(DataSource database) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK);
                for (String file : files) {
                    statement.execute(SqlFile.read(file));
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the tables could not be made", e);
        }
    }
}
