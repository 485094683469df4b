package dev.colloquy.benchmark.micro;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.Response;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.util.List;

/** Takes what a request yields and keeps no more than the number of rows; an error ends the benchmark. */
final class RowCount implements Response {
    private int rows;

    int count() {
        return rows;
    }

    @Override
    public void columns(List<ResultColumn> columns) {}

    @Override
    public void row(Object[] values) {
        rows++;
    }

    @Override
    public void done(Command command, boolean counted, long rowCount, boolean failed) {}

    @Override
    public void info(SqlInfo info) {}

    @Override
    public void error(SqlError error) {
        throw new IllegalStateException(error);
    }

    @Override
    public void flush() {}

    @Override
    public void databaseChanged(String database, String former) {}

    @Override
    public void transactionBegan(long transactionId) {}

    @Override
    public void transactionCommitted(long transactionId) {}

    @Override
    public void transactionRolledBack(long transactionId) {}

    @Override
    public void enterProcedure() {}

    @Override
    public void leaveProcedure(int returnStatus) {}

    @Override
    public void returnStatus(int status) {}

    @Override
    public void returnValue(int ordinal, String name, SqlType type, Object value) {}

    @Override
    public void connectionReset() {}
}
