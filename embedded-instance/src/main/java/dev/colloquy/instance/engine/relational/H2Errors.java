package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.h2.api.ErrorCode;

/** Turns H2's failures of statements into SQL Server's errors. */
final class H2Errors {
    private H2Errors() {}

    /** The failure of a query or of an expression in any statement. */
    static RuntimeException of(SQLException e, int spid) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SqlError || cause instanceof CancellationException) {
                return (RuntimeException) cause;
            }
        }
        SqlError error = switch (e.getErrorCode()) {
            case ErrorCode.DIVISION_BY_ZERO_1 -> new SqlError(8134, "Divide by zero error encountered.");
            case ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE_1, ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE_2 ->
                new SqlError(
                        8115,
                        16,
                        2,
                        "Arithmetic overflow error converting expression to data type " + typeName(e) + ".");
            case ErrorCode.SCALAR_SUBQUERY_CONTAINS_MORE_THAN_ONE_ROW -> moreThanOneValue();
            case ErrorCode.DEADLOCK_1, ErrorCode.CONCURRENT_UPDATE_1 -> SqlErrors.deadlockVictim(spid);
            case ErrorCode.MUST_GROUP_BY_COLUMN_1 -> notGrouped(e);
            default -> StorageErrors.translate(e);
        };
        return error.getCause() == null ? error.causedBy(e) : error;
    }

    /** H2 names the number only; numbers beyond int come from int expressions, others from bigint ones. */
    private static String typeName(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf('"');
        int end = message.indexOf('"', start + 1);
        String number = start < 0 || end < 0 ? "" : message.substring(start + 1, end);
        return number.length() > 19 ? "bigint" : number.contains(".") ? "numeric" : "int";
    }

    static SqlError moreThanOneValue() {
        return new SqlError(
                512,
                "Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= ,"
                        + " >, >= or when the subquery is used as an expression.");
    }

    private static SqlError notGrouped(SQLException e) {
        // H2 says: Column "t1.""name#2""" must be in the GROUP BY list.
        String message = String.valueOf(e.getMessage()).replace("\"\"", "");
        int start = message.indexOf('.', message.indexOf('"')) + 1;
        int end = message.indexOf('#', start);
        String column = start <= 0 || end < 0 ? "" : message.substring(start, end);
        return new SqlError(
                8120,
                "Column '" + column + "' is invalid in the select list because it is not contained in either an"
                        + " aggregate function or the GROUP BY clause.");
    }

    /** The failure of a change of a table's row; the row's values are for the message about duplicates. */
    static RuntimeException ofChange(SQLException e, String verb, StoredTable table, RowValues row, int spid) {
        String message = String.valueOf(e.getMessage());
        return switch (e.getErrorCode()) {
            case ErrorCode.DUPLICATE_KEY_1 -> duplicateKey(message, table, row).causedBy(e);
            case ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_PARENT_MISSING_1,
                    ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_CHILD_EXISTS_1 -> foreignKey(e, verb, row);
            default -> of(e, spid);
        };
    }

    /** What the message about a row needs: its values, and where constraints are. */
    interface RowValues {
        /** The values of the columns as the message shows them: {@code 1, abc, <NULL>}. */
        String shown(IndexDefinition index);

        /** The table that has the constraint of that id, and its database's name. */
        Optional<StoredTable> tableOfConstraint(int constraintId);

        /** The table of that id in the same database. */
        Optional<StoredTable> table(int objectId);
    }

    private static SqlError duplicateKey(String message, StoredTable table, RowValues row) {
        TableDefinition definition = table.definition();
        IndexDefinition violated = null;
        for (IndexDefinition index : definition.indexes()) {
            if (isNamed(message, definition, index)) {
                violated = index;
                break;
            }
        }
        if (violated == null) {
            return new SqlError(2601, 14, 1, "Cannot insert duplicate key row in object '" + table.objectName() + "'.");
        }
        String value = row.shown(violated);
        if (violated.primaryKey() || violated.uniqueConstraint()) {
            return new SqlError(
                    2627,
                    14,
                    1,
                    "Violation of " + (violated.primaryKey() ? "PRIMARY" : "UNIQUE") + " KEY constraint '"
                            + violated.name() + "'. Cannot insert duplicate key in object '" + table.objectName()
                            + "'. The duplicate key value is (" + value + ").");
        }
        return new SqlError(
                2601,
                14,
                1,
                "Cannot insert duplicate key row in object '" + table.objectName() + "' with unique index '"
                        + violated.name() + "'. The duplicate key value is (" + value + ").");
    }

    private static boolean isNamed(String message, TableDefinition table, IndexDefinition index) {
        Optional<ConstraintDefinition> constraint =
                index.primaryKey() || index.uniqueConstraint() ? table.constraint(index.name()) : Optional.empty();
        String name = constraint.map(TableDdl::constraintName).orElseGet(() -> TableDdl.indexName(table, index));
        return message.contains(name + "\"") || message.contains(name + "_INDEX");
    }

    /** H2 says {@code "FK#12: …"}. */
    private static RuntimeException foreignKey(SQLException e, String verb, RowValues row) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf("FK#") + 3;
        int end = message.indexOf(':', start);
        int id = Integer.parseInt(message.substring(start, end).trim());
        StoredTable child = row.tableOfConstraint(id).orElseThrow(() -> StorageErrors.translate(e));
        ConstraintDefinition key = child.definition().constraints().stream()
                .filter(c -> c.objectId() == id)
                .findFirst()
                .orElseThrow();
        boolean missing = e.getErrorCode() == ErrorCode.REFERENTIAL_INTEGRITY_VIOLATED_PARENT_MISSING_1;
        ConstraintDefinition.Reference reference = key.reference().orElseThrow();
        StoredTable shown = missing ? row.table(reference.tableId()).orElse(child) : child;
        String column = missing ? reference.columns().get(0) : key.columns().get(0);
        boolean self = reference.tableId() == child.definition().objectId();
        String kind =
                missing ? self ? "FOREIGN KEY SAME TABLE" : "FOREIGN KEY" : self ? "SAME TABLE REFERENCE" : "REFERENCE";
        return new SqlError(
                        547,
                        16,
                        0,
                        "The " + verb + " statement conflicted with the " + kind + " constraint \"" + key.name()
                                + "\". The conflict occurred in database \"" + shown.database() + "\", table \""
                                + shown.objectName() + "\""
                                + (key.columns().size() == 1 ? ", column '" + column + "'." : "."))
                .causedBy(e);
    }
}
