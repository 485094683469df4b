package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps what a request yields as lines of text, in order. */
final class RecordedResponse implements Response {
    private final List<String> events = new ArrayList<>();
    private final List<SqlError> errors = new ArrayList<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final List<ResultColumn> columns = new ArrayList<>();

    /** Everything, in order. */
    List<String> events() {
        return events;
    }

    List<SqlError> errors() {
        return errors;
    }

    /** The rows of all results. */
    List<Object[]> rows() {
        return rows;
    }

    /** The columns of all results. */
    List<ResultColumn> resultColumns() {
        return columns;
    }

    /** The first value of the first row. */
    Object value() {
        return rows.get(0)[0];
    }

    /** The values of the first column. */
    List<Object> values() {
        return rows.stream().map(row -> row[0]).collect(Collectors.toList());
    }

    List<Integer> errorNumbers() {
        return errors.stream().map(SqlError::number).toList();
    }

    /** The texts of PRINT and other messages. */
    List<String> messages() {
        return events.stream()
                .filter(event -> event.startsWith("info "))
                .map(event -> event.substring(event.indexOf(':') + 2))
                .toList();
    }

    @Override
    public void columns(List<ResultColumn> resultColumns) {
        columns.addAll(resultColumns);
        events.add("columns "
                + resultColumns.stream().map(c -> c.name() + " " + c.type()).collect(Collectors.joining(", ")));
    }

    @Override
    public void row(Object[] values) {
        rows.add(values.clone());
        events.add("row " + Arrays.deepToString(values));
    }

    @Override
    public void done(Command command, boolean counted, long rowCount, boolean failed) {
        events.add("done " + command + (counted ? " " + rowCount : "") + (failed ? " failed" : ""));
    }

    @Override
    public void info(SqlInfo info) {
        events.add("info " + info.number() + ": " + info.text());
    }

    @Override
    public void error(SqlError error) {
        errors.add(error);
        events.add("error " + error.number() + " line " + error.line()
                + (error.procedure().isEmpty() ? "" : " in " + error.procedure()) + ": " + error.getMessage());
    }

    @Override
    public void flush() {
        events.add("flush");
    }

    @Override
    public void databaseChanged(String database, String former) {
        events.add("database " + database + " from " + former);
    }

    @Override
    public void transactionBegan(long transactionId) {
        events.add("began");
    }

    @Override
    public void transactionCommitted(long transactionId) {
        events.add("committed");
    }

    @Override
    public void transactionRolledBack(long transactionId) {
        events.add("rolled back");
    }

    @Override
    public void enterProcedure() {
        events.add("enter");
    }

    @Override
    public void leaveProcedure(int returnStatus) {
        events.add("leave " + returnStatus);
    }

    @Override
    public void returnStatus(int status) {
        events.add("status " + status);
    }

    @Override
    public void returnValue(int ordinal, String name, SqlType type, Object value) {
        events.add("value " + ordinal + " " + name + " " + type + " = " + value);
    }

    @Override
    public void connectionReset() {
        events.add("reset");
    }
}
