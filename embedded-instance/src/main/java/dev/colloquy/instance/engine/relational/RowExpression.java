package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlType;
import java.util.List;

/**
 * An expression that H2 has evaluated here for each row ({@link RowFunctions}).
 *
 * @param expression refers to its inputs by {@link #input} columns
 * @param inputs     types of the inputs
 * @param result     type of the result, or bit for a condition
 */
record RowExpression(Expression expression, List<SqlType> inputs, SqlType result) {
    private static final List<String> INPUTS = List.of("#");

    RowExpression {
        inputs = List.copyOf(inputs);
    }

    /** A reference to an input. */
    static Expression.Column input(int index) {
        return new Expression.Column(INPUTS, Integer.toString(index));
    }

    /** The number of the input that a column refers to, or -1 for a column of the user. */
    static int inputIndex(Expression.Column column) {
        return column.qualifier().equals(INPUTS) ? Integer.parseInt(column.name()) : -1;
    }
}
