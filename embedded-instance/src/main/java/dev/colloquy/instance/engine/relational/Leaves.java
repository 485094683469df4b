package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits expressions between H2 and the interpreter: H2 computes the parts that need rows, the leaves; the interpreter
 * computes the expressions from them, row by row.
 */
final class Leaves {
    private static final Expression.Literal ONE = new Expression.Literal(SqlValue.of(SqlType.INT, 1));
    private static final Expression.Literal ZERO = new Expression.Literal(SqlValue.of(SqlType.INT, 0));

    private final List<Expression> leaves = new ArrayList<>();

    /** The leaves so far; number i is what {@link RowExpression#input} i refers to. */
    List<Expression> all() {
        return leaves;
    }

    /** The expression over its leaves. */
    Expression split(Expression e) {
        if (e instanceof Expression.Column
                || e instanceof Expression.ScalarQuery
                || Expressions.isAggregate(e)
                || Expressions.isWindow(e)) {
            return leaf(e);
        }
        if (e instanceof Expression.Exists || e instanceof Expression.InQuery || e instanceof Expression.Quantified) {
            Expression truth = new Expression.Case(
                    Optional.empty(),
                    List.of(new Expression.When(e, ONE), new Expression.When(new Expression.Not(e), ZERO)),
                    Optional.empty());
            return new Expression.Comparison(leaf(truth), "=", ONE);
        }
        return Expressions.map(e, this::split);
    }

    private Expression leaf(Expression e) {
        int index = leaves.indexOf(e);
        if (index < 0) {
            index = leaves.size();
            leaves.add(e);
        }
        return RowExpression.input(index);
    }
}
