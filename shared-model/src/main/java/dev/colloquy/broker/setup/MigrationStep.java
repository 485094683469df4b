package dev.colloquy.broker.setup;

import dev.colloquy.contract.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings message types, contract, queue, service, tables and procedures to the newest version. A database made by hand
 * is taken over at version 0, so that every migration runs there; the migrations leave alone what they find. One that a
 * newer release has migrated stays as it is.
 */
final class MigrationStep extends SetupStep {
    private final Migrations migrations;
    private final ReleaseGuard release;

    MigrationStep(Side side, List<String> folders, ReleaseGuard release) {
        super("migrate the database", side.database());
        this.migrations = new Migrations(side, folders);
        this.release = release;
    }

    @Override
    public String sql() {
        return new MigrationScript(migrations.inOrder(), release).text();
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
        Connection connection = session.in(database());
        Release last = release.of(connection);
        if (release.isNewer(last)) {
            return release.news(last, database());
        }
        int count = migrate(session);
        release.record(connection);
        return count == 0 ? List.of() : List.of("database " + database() + " migrated, steps: " + count);
    }

    private int migrate(SetupSession session) throws SQLException {
        try {
            return flyway(session).migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw asSqlException(e);
        }
    }

    private Flyway flyway(SetupSession session) {
        return Flyway.configure()
                .loggers("slf4j")
                .dataSource(new DatabaseDataSource(session.dataSource(), database()))
                .locations(migrations.locations())
                .failOnMissingLocations(true)
                .defaultSchema("dbo")
                .createSchemas(false)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .placeholders(migrations.placeholders())
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
