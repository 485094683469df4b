package dev.colloquy.broker.setup;

import dev.colloquy.contract.Side;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings message types, contract, queue, service, tables and procedures to the newest version. A database made by hand
 * is taken over at version 0, so that every migration runs there; the migrations leave alone what they find.
 */
final class MigrationStep extends SetupStep {
    private static final String COMMON = "dev/colloquy/broker/migration";

    private final Side side;
    private final List<String> folders;

    MigrationStep(Side side, List<String> migrations) {
        super("migrate the database", side.database());
        this.side = side;
        this.folders = Stream.concat(Stream.of(COMMON), migrations.stream())
                .map(folder -> folder.startsWith("classpath:") ? folder : "classpath:" + folder)
                .toList();
    }

    @Override
    public String sql() {
        return "-- Flyway migrations of " + String.join(", ", folders) + "\n";
    }

    @Override
    String needs() {
        return "db_owner of the database";
    }

    @Override
    Optional<String> remedy() {
        return Optional.empty();
    }

    @Override
    List<String> run(SetupSession session) throws SQLException {
        try {
            int migrations = flyway(session).migrate().migrationsExecuted;
            return migrations == 0 ? List.of() : List.of("database " + database() + " migrated, steps: " + migrations);
        } catch (FlywayException e) {
            throw asSqlException(e);
        }
    }

    private Flyway flyway(SetupSession session) {
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(new DatabaseDataSource(session.dataSource(), database()))
                .locations(folders.toArray(String[]::new))
                .failOnMissingLocations(true)
                .defaultSchema("dbo")
                .createSchemas(false)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .placeholders(Map.of(
                        "queue", side.queue(),
                        "service", side.service(),
                        "user", side.user(),
                        "peerService", side.peer().service()))
                .load();
    }

    /** With Flyway's words, which name the migration, and the server's error number. */
    private static SQLException asSqlException(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return new SQLException(
                        failure.getMessage().strip(), error.getSQLState(), error.getErrorCode(), failure);
            }
        }
        return new SQLException(failure.getMessage().strip(), failure);
    }
}
