package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.StatementContext;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Runs plans on the connection of the session's transaction. */
final class QueryRunner {
    private final Names names;
    private final AccessControl access;

    QueryRunner(Names names, AccessControl access) {
        this.names = names;
        this.access = access;
    }

    /** Fails with 229 unless the session may change the table. */
    void requirePermission(String permission, StoredTable table, StatementContext context) {
        if (!table.temporary()) {
            access.require(context, permission, table.definition());
        }
    }

    /** Takes a result. */
    @FunctionalInterface
    interface Reader<R> {
        R read(ResultSet rows) throws SQLException;
    }

    /** Turns H2's failure into the error of the statement. */
    @FunctionalInterface
    interface Failure {
        RuntimeException of(SQLException e);
    }

    private interface Work<R> {
        R run(PreparedStatement statement) throws SQLException;
    }

    <R> R query(Plan plan, StatementContext context, Reader<R> reader, Object... supplied) {
        return run(
                plan,
                context,
                statement -> {
                    try (ResultSet rows = rows(plan, statement, context)) {
                        return reader.read(rows);
                    }
                },
                e -> H2Errors.of(e, context.spid()),
                supplied);
    }

    /** A query that locks nothing never waits for others, and need not keep the store from taking snapshots. */
    private static ResultSet rows(Plan plan, PreparedStatement statement, StatementContext context)
            throws SQLException {
        return plan.sql().contains(Queries.FOR_UPDATE)
                ? LockWait.run(statement, context, statement::executeQuery)
                : LockWait.cancellable(statement, context, statement::executeQuery);
    }

    /** Runs H2's own change of a table; returns the number of rows. */
    int change(Plan plan, StoredTable table, StatementContext context, Failure failure) {
        if (!table.temporary()) {
            context.transaction().markWritten();
            DefinitionChanges.of(context.transaction())
                    .changed(table.definition().objectId());
        }
        return run(plan, context, statement -> LockWait.run(statement, context, statement::executeUpdate), failure);
    }

    private <R> R run(Plan plan, StatementContext context, Work<R> work, Failure failure, Object... supplied) {
        for (TableDefinition table : plan.dependencies().read()) {
            access.require(context, "SELECT", table);
            context.transaction().markRead();
        }
        for (Parameter parameter : plan.parameters()) {
            if (parameter instanceof Parameter.ViewValues values) {
                ViewUse view = values.view();
                access.requireView(context, view.databaseId(), view.schema(), view.name());
                context.transaction().markRead();
            }
        }
        Execution execution = new Execution(plan, context, names, supplied);
        Execution former = execution.enter();
        try {
            PreparedStatement statement = context.transaction().prepare(plan.sql());
            bind(statement, plan.parameters(), execution);
            return work.run(statement);
        } catch (SQLException e) {
            throw failure.of(e);
        } finally {
            Execution.leave(former);
        }
    }

    private static void bind(PreparedStatement statement, List<Parameter> parameters, Execution execution)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i).value(execution));
        }
    }

    /** The value of a parameter outside a plan's run. */
    Object value(Parameter parameter, Plan plan, StatementContext context) {
        return parameter.value(new Execution(plan, context, names));
    }

    /** Reads the current row. */
    static Object[] row(ResultSet rows, List<Output> outputs) throws SQLException {
        Object[] values = new Object[outputs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StorageTypes.read(rows, i + 1, outputs.get(i).type());
        }
        return values;
    }
}
