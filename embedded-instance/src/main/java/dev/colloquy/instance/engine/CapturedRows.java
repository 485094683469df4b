package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Keeps the rows of INSERT … EXEC; messages go on to the client, completions of the inner statements do not. */
final class CapturedRows implements Response {
    private final Response outer;
    private final int width;
    private final List<Object[]> rows = new ArrayList<>();
    private List<SqlType> types = List.of();

    /** Captures rows of so many columns; any number if it is 0. */
    CapturedRows(Response outer, int width) {
        this.outer = outer;
        this.width = width;
    }

    List<Object[]> rows() {
        return rows;
    }

    List<SqlType> types() {
        return types;
    }

    @Override
    public void columns(List<ResultColumn> columns) {
        if ((width != 0 && columns.size() != width) || (!types.isEmpty() && types.size() != columns.size())) {
            throw new SqlError(213, 16, 7, "Column name or number of supplied values does not match table definition.");
        }
        types = columns.stream().map(ResultColumn::type).toList();
    }

    @Override
    public void row(Object[] values) {
        rows.add(values.clone());
    }

    @Override
    public void done(Command command, boolean counted, long rowCount, boolean failed) {
        // Only the INSERT itself is told as completed.
    }

    @Override
    public void info(SqlInfo info) {
        outer.info(info);
    }

    @Override
    public void error(SqlError error) {
        outer.error(error);
    }

    @Override
    public void flush() {
        outer.flush();
    }

    @Override
    public void databaseChanged(String database, String former) {
        outer.databaseChanged(database, former);
    }

    @Override
    public void transactionBegan(long transactionId) {
        outer.transactionBegan(transactionId);
    }

    @Override
    public void transactionCommitted(long transactionId) {
        outer.transactionCommitted(transactionId);
    }

    @Override
    public void transactionRolledBack(long transactionId) {
        outer.transactionRolledBack(transactionId);
    }

    @Override
    public void enterProcedure() {
        // Its statements belong to the INSERT.
    }

    @Override
    public void leaveProcedure(int returnStatus) {
        // Its statements belong to the INSERT.
    }

    @Override
    public void returnStatus(int status) {
        throw new IllegalStateException("only a call has a return status");
    }

    @Override
    public void returnValue(int ordinal, String name, SqlType type, Object value) {
        throw new IllegalStateException("only a call has return values");
    }

    @Override
    public void connectionReset() {
        outer.connectionReset();
    }
}
