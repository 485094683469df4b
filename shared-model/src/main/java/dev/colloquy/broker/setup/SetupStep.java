package dev.colloquy.broker.setup;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * One step of the set-up. It changes what is not yet as it should be and nothing else, so it may be run again, also
 * after it was cut short.
 */
public abstract class SetupStep {
    private final String name;
    private final String database;

    SetupStep(String name, String database) {
        this.name = name;
        this.database = database;
    }

    /** What the step does, as the rest of a sentence: {@code create the endpoint}. */
    public String name() {
        return name;
    }

    /** Database in which the step runs. */
    public String database() {
        return database;
    }

    /** What the step runs, as T-SQL with its values: one batch, or several with GO after each; secrets are left out. */
    public abstract String sql();

    /** The permissions it needs, in SQL Server's words. */
    abstract String needs();

    /** What an operator can do if it fails though permissions suffice. */
    abstract Optional<String> remedy();

    /** Runs the step; the changes it made, in words. */
    abstract List<String> run(SetupSession session) throws SQLException;

    @Override
    public String toString() {
        return name;
    }
}
