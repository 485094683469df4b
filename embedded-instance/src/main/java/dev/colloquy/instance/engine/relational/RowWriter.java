package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Writes rows of one table during one statement, one by one, and keeps the table's rules: conversion to the columns'
 * types, NULL, defaults, CHECK, identity and rowversion.
 *
 * <p>A row is an array with a value for each column of the definition, computed columns included.
 */
final class RowWriter {
    private final StoredTable table;
    private final TableRules rules;
    private final StatementContext context;
    private final RowLookup lookup;
    private final String verb;
    private OptionalLong identity = OptionalLong.empty();

    /**
     * A writer for one statement.
     *
     * @param verb INSERT, UPDATE, DELETE or MERGE, for messages
     */
    RowWriter(StoredTable table, StatementContext context, Names names, String verb) {
        this.table = table;
        this.rules = TableRules.of(table.definition());
        this.context = context;
        this.lookup = new RowLookup(names, table);
        this.verb = verb;
        if (!table.temporary()) {
            context.transaction().markWritten();
            DefinitionChanges.of(context.transaction())
                    .changed(table.definition().objectId());
        }
    }

    TableRules rules() {
        return rules;
    }

    TableDefinition definition() {
        return table.definition();
    }

    private List<ColumnDefinition> columns() {
        return table.definition().columns();
    }

    /** The last identity value of an inserted row. */
    OptionalLong identity() {
        return identity;
    }

    /** The column with what may be written: error 207, 271 or 273 for one that cannot be. */
    int writable(String name, boolean update) {
        int position = rules.position(name);
        if (position < 0) {
            throw SqlErrors.invalidColumnName(name);
        }
        ColumnDefinition column = columns().get(position);
        if (column.computed().isPresent()) {
            throw new SqlError(
                    271,
                    "The column \"" + column.name()
                            + "\" cannot be modified because it is either a computed column or is the result of a"
                            + " UNION operator.");
        }
        if (column.type().kind() == SqlKind.ROWVERSION) {
            throw update
                    ? new SqlError(272, "Cannot update a timestamp column.")
                    : new SqlError(
                            273,
                            "Cannot insert an explicit value into a timestamp column. Use INSERT with a column list"
                                    + " to exclude the timestamp column, or insert a DEFAULT into the timestamp"
                                    + " column.");
        }
        if (update && column.identity().isPresent()) {
            throw new SqlError(8102, "Cannot update identity column '" + column.name() + "'.");
        }
        return position;
    }

    /** The value in the form in which the column keeps it. */
    Object stored(int position, SqlValue value) {
        ColumnDefinition column = columns().get(position);
        return Conversions.store(value, column.type(), table.fullName(), column.name());
    }

    /** The column's default, NULL without one. */
    Object defaultValue(int position) {
        Expression value = rules.defaultOf(position);
        return value == null ? null : stored(position, Evaluator.evaluate(value, context));
    }

    /** Fails if the row breaks a rule of the table. */
    private void check(Object[] row, BitSet written) {
        for (int i = 0; i < row.length; i++) {
            ColumnDefinition column = columns().get(i);
            if (row[i] == null && written.get(i) && !column.nullable()) {
                throw new SqlError(
                        515,
                        16,
                        2,
                        "Cannot insert the value NULL into column '" + column.name() + "', table '" + table.fullName()
                                + "'; column does not allow nulls. " + verb + " fails.");
            }
        }
        for (TableRules.Check check : rules.checks()) {
            Boolean holds = Evaluator.test(check.condition(), rowContext(row));
            if (Boolean.FALSE.equals(holds)) {
                throw new SqlError(
                        547,
                        16,
                        0,
                        "The " + verb + " statement conflicted with the CHECK constraint \""
                                + check.constraint().name() + "\". The conflict occurred in database \""
                                + table.database() + "\", table \"" + table.objectName() + "\""
                                + (check.column() == null ? "." : ", column '" + check.column() + "'."));
            }
        }
    }

    /** A context in which columns are those of the row. */
    RowContext rowContext(Object[] row) {
        return new RowContext(context, column -> value(column, row));
    }

    SqlValue value(Expression.Column column, Object[] row) {
        int position = rules.position(column.name());
        if (position < 0) {
            throw SqlErrors.invalidColumnName(column.name());
        }
        return value(position, row);
    }

    private SqlValue value(int position, Object[] row) {
        SqlType type = columns().get(position).type();
        Expression computed = rules.computed(position);
        if (computed != null) {
            return Conversions.convert(Evaluator.evaluate(computed, rowContext(row)), type);
        }
        return SqlValue.of(type, row[position]);
    }

    /**
     * Inserts a row.
     *
     * @param row   its values; identity and rowversion are filled in
     * @param given the positions that have a value; the others get their defaults
     */
    void insert(Object[] row, BitSet given) {
        BitSet written = new BitSet(row.length);
        int generated = -1;
        for (int i = 0; i < row.length; i++) {
            ColumnDefinition column = columns().get(i);
            if (column.computed().isPresent() || column.type().kind() == SqlKind.ROWVERSION) {
                continue;
            }
            if (!given.get(i)) {
                if (column.identity().isPresent()) {
                    generated = i;
                    continue;
                }
                row[i] = defaultValue(i);
            }
            written.set(i);
        }
        check(row, written);
        try {
            if (rules.hasRowVersion()) {
                insertReturning(row, written, generated);
            } else {
                insertPlainly(row, written, generated);
            }
        } catch (SQLException e) {
            throw H2Errors.ofChange(e, verb, table, lookup.of(row), context.spid());
        }
        rememberIdentity(row, given, generated);
    }

    private void rememberIdentity(Object[] row, BitSet given, int generated) {
        int position = generated;
        for (int i = 0; position < 0 && i < row.length; i++) {
            if (given.get(i) && columns().get(i).identity().isPresent()) {
                position = i;
            }
        }
        if (position >= 0 && row[position] instanceof Number number) {
            identity = OptionalLong.of(number.longValue());
        }
    }

    /** H2 remembers the identity value in its session, which costs less than to read the row back. */
    private void insertPlainly(Object[] row, BitSet written, int generated) throws SQLException {
        PreparedStatement statement = context.transaction().prepare(insertText(written));
        bind(statement, row, written);
        LockWait.run(statement, context, statement::executeUpdate);
        if (generated >= 0) {
            SessionLocal session = (SessionLocal)
                    statement.getConnection().unwrap(JdbcConnection.class).getSession();
            row[generated] = StorageTypes.fromValue(
                    session.getLastIdentity(), columns().get(generated).type());
        }
    }

    private void insertReturning(Object[] row, BitSet written, int generated) throws SQLException {
        List<Integer> returned = returned(generated);
        String list = returned.stream().map(this::name).collect(Collectors.joining(", "));
        PreparedStatement statement =
                context.transaction().prepare("SELECT " + list + " FROM FINAL TABLE (" + insertText(written) + ")");
        bind(statement, row, written);
        readBack(statement, row, returned);
    }

    private List<Integer> returned(int generated) {
        List<Integer> returned = new ArrayList<>(2);
        for (int i = 0; i < columns().size(); i++) {
            if (i == generated || columns().get(i).type().kind() == SqlKind.ROWVERSION) {
                returned.add(i);
            }
        }
        return returned;
    }

    private void readBack(PreparedStatement statement, Object[] row, List<Integer> returned) throws SQLException {
        LockWait.run(statement, context, () -> {
            try (ResultSet rows = statement.executeQuery()) {
                if (rows.next()) {
                    for (int i = 0; i < returned.size(); i++) {
                        int position = returned.get(i);
                        row[position] = StorageTypes.read(
                                rows, i + 1, columns().get(position).type());
                    }
                }
            }
            return null;
        });
    }

    private String name(int position) {
        return Storage.quote(columns().get(position).storageName());
    }

    private String insertText(BitSet written) {
        StringBuilder names = new StringBuilder();
        StringBuilder values = new StringBuilder();
        int parameter = 0;
        for (int i = 0; i < columns().size(); i++) {
            boolean version = columns().get(i).type().kind() == SqlKind.ROWVERSION;
            if (version || written.get(i)) {
                names.append(names.isEmpty() ? "" : ", ").append(name(i));
                values.append(values.isEmpty() ? "" : ", ").append(version ? RowVersions.NEXT : "?" + ++parameter);
            }
        }
        if (names.isEmpty()) {
            return "INSERT INTO " + table.sql() + " DEFAULT VALUES";
        }
        return "INSERT INTO " + table.sql() + " (" + names + ") VALUES (" + values + ")";
    }

    private int bind(PreparedStatement statement, Object[] row, BitSet written) throws SQLException {
        int parameter = 0;
        for (int i = written.nextSetBit(0); i >= 0; i = written.nextSetBit(i + 1)) {
            statement.setObject(
                    ++parameter, StorageTypes.toJdbc(row[i], columns().get(i).type()));
        }
        return parameter;
    }

    /**
     * Writes changed columns of a row.
     *
     * @param rowId   its number in H2
     * @param row     all its values as they are to be; rowversion is filled in
     * @param changed the positions that may differ from what is stored
     */
    void update(long rowId, Object[] row, BitSet changed) {
        check(row, changed);
        List<String> assignments = new ArrayList<>();
        int parameter = 0;
        for (int i = 0; i < columns().size(); i++) {
            if (columns().get(i).type().kind() == SqlKind.ROWVERSION) {
                assignments.add(name(i) + " = " + RowVersions.NEXT);
            } else if (changed.get(i)) {
                assignments.add(name(i) + " = ?" + ++parameter);
            }
        }
        if (assignments.isEmpty()) {
            return;
        }
        String text = "UPDATE " + table.sql() + " SET " + String.join(", ", assignments) + " WHERE _ROWID_ = ?"
                + (parameter + 1);
        try {
            if (!rules.hasRowVersion()) {
                PreparedStatement statement = context.transaction().prepare(text);
                statement.setLong(bind(statement, row, changed) + 1, rowId);
                LockWait.run(statement, context, statement::executeUpdate);
                return;
            }
            List<Integer> returned = returned(-1);
            String list = returned.stream().map(this::name).collect(Collectors.joining(", "));
            PreparedStatement statement =
                    context.transaction().prepare("SELECT " + list + " FROM FINAL TABLE (" + text + ")");
            statement.setLong(bind(statement, row, changed) + 1, rowId);
            readBack(statement, row, returned);
        } catch (SQLException e) {
            throw H2Errors.ofChange(e, verb, table, lookup.of(row), context.spid());
        }
    }

    void delete(long rowId, Object[] row) {
        try {
            PreparedStatement statement =
                    context.transaction().prepare("DELETE FROM " + table.sql() + " WHERE _ROWID_ = ?1");
            statement.setLong(1, rowId);
            LockWait.run(statement, context, statement::executeUpdate);
        } catch (SQLException e) {
            throw H2Errors.ofChange(e, verb, table, lookup.of(row), context.spid());
        }
    }

    /** What messages about a row need. */
    private record RowLookup(Names names, StoredTable table) {
        H2Errors.RowValues of(Object[] row) {
            return new H2Errors.RowValues() {
                @Override
                public String shown(IndexDefinition index) {
                    return index.columns().stream()
                            .map(key -> text(TableRules.of(table.definition()).position(key.name()), row))
                            .collect(Collectors.joining(", "));
                }

                @Override
                public Optional<StoredTable> tableOfConstraint(int constraintId) {
                    return names.tableOfConstraint(table.definition().databaseId(), constraintId);
                }

                @Override
                public Optional<StoredTable> table(int objectId) {
                    return names.tableWithId(table.definition().databaseId(), objectId);
                }
            };
        }

        private String text(int position, Object[] row) {
            Object value = row[position];
            if (value == null) {
                return "<NULL>";
            }
            SqlType type = table.definition().columns().get(position).type();
            return String.valueOf(Conversions.convert(value, type, SqlType.NVARCHAR_MAX));
        }
    }
}
