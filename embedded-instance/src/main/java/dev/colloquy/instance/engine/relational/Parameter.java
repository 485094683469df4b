package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;

/** A value that is bound before a plan runs. Equal parameters of a plan are bound once. */
interface Parameter {

    /** The value for JDBC. */
    Object value(Execution execution);

    /**
     * The value of an expression without columns, converted to a type.
     *
     * @param compared whether it is compared, so that trailing blanks mean nothing
     */
    record Constant(Expression expression, SqlType type, boolean compared) implements Parameter {
        @Override
        public Object value(Execution execution) {
            SqlValue value = Evaluator.evaluate(expression, execution.context());
            Object converted =
                    value.type().equals(type) ? value.value() : Conversions.convert(value.value(), value.type(), type);
            if (compared && converted instanceof String text) {
                return StorageTypes.withoutTrailingBlanks(text);
            }
            return StorageTypes.toJdbc(converted, type);
        }
    }

    /** The value to be stored in a column. */
    record Stored(Expression expression, SqlType type, String table, String column) implements Parameter {
        @Override
        public Object value(Execution execution) {
            SqlValue value = Evaluator.evaluate(expression, execution.context());
            return StorageTypes.toJdbc(Conversions.store(value, type, table, column), type);
        }
    }

    /** The truth of a condition without columns. */
    record Truth(Expression condition) implements Parameter {
        @Override
        public Object value(Execution execution) {
            return Evaluator.test(condition, execution.context());
        }
    }

    /** The number of TOP, OFFSET or FETCH. */
    record RowCount(Expression expression, boolean percent) implements Parameter {
        @Override
        public Object value(Execution execution) {
            SqlValue value = Evaluator.evaluate(expression, execution.context());
            if (value.isNull()) {
                throw new SqlError(
                        1060,
                        15,
                        1,
                        "The number of rows provided for a TOP or FETCH clauses row count parameter must be an"
                                + " integer.");
            }
            if (percent) {
                return Conversions.convert(value.value(), value.type(), SqlType.FLOAT);
            }
            long count = (Long) Conversions.convert(value.value(), value.type(), SqlType.BIGINT);
            if (count < 0) {
                throw new SqlError(1014, 15, 1, "A TOP or FETCH clause contains an invalid value.");
            }
            return count;
        }
    }

    /** A column of a view, as an array of all rows' values. */
    record ViewValues(ViewUse view, int column) implements Parameter {
        @Override
        public Object value(Execution execution) {
            return ViewArray.of(
                    execution.rows(view), column, view.columns().get(column).type());
        }
    }

    /** Value number {@code index} of those that the caller of the plan supplies. */
    record Supplied(int index) implements Parameter {
        @Override
        public Object value(Execution execution) {
            return execution.supplied(index);
        }
    }
}
