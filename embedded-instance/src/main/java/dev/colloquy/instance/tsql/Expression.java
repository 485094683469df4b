package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.Optional;

/** A scalar expression or a search condition; T-SQL keeps the two apart, {@link #isCondition()} tells which it is. */
public sealed interface Expression {

    /** True for predicates and their combinations, which have no value of a data type. */
    default boolean isCondition() {
        return false;
    }

    /** A constant. An {@code N'…'} literal has kind NVARCHAR, {@code '…'} VARCHAR, {@code 0x…} VARBINARY, NULL INT. */
    record Literal(SqlValue value) implements Expression {}

    /** {@code @name}; the name includes the sign. */
    record Variable(String name) implements Expression {}

    /** {@code @@ROWCOUNT} and its like; the name includes both signs, in upper case. */
    record SystemVariable(String name) implements Expression {}

    /** A column, qualified by up to three parts ({@code database.schema.table.column}, {@code alias.column}). */
    record Column(List<String> qualifier, String name) implements Expression {
        public Column {
            qualifier = List.copyOf(qualifier);
        }
    }

    /**
     * A function call, aggregates and niladic functions (CURRENT_TIMESTAMP …) included. The name is in upper case for
     * built-in functions written without schema. {@code COUNT(*)} has one argument {@link AllColumns}. Date parts
     * ({@code DATEADD(day, …)}) arrive as a {@link Column} without qualifier.
     */
    record Call(ObjectName name, boolean distinct, List<Expression> arguments, Optional<Over> over)
            implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** The {@code OVER (PARTITION BY … ORDER BY … [frame])} of a window function; the frame is its text. */
    record Over(List<Expression> partitionBy, List<Query.Order> orderBy, Optional<String> frame) {
        public Over {
            partitionBy = List.copyOf(partitionBy);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** {@code *} or {@code alias.*} in a select list, and the argument of COUNT(*). */
    record AllColumns(List<String> qualifier) implements Expression {
        public AllColumns {
            qualifier = List.copyOf(qualifier);
        }
    }

    /** CAST, TRY_CAST, CONVERT and TRY_CONVERT; style is CONVERT's third argument. */
    record Cast(Expression operand, SqlType type, Optional<Expression> style, boolean tolerant) implements Expression {}

    /** CASE with an optional input; a searched CASE has conditions in its branches. */
    record Case(Optional<Expression> input, List<When> branches, Optional<Expression> otherwise) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }
    }

    /** One WHEN … THEN … */
    record When(Expression when, Expression then) {}

    /** {@code -x}, {@code +x}, {@code ~x}. */
    record Unary(String operator, Expression operand) implements Expression {}

    /** {@code + - * / % & | ^} on two values. */
    record Binary(Expression left, String operator, Expression right) implements Expression {}

    /** {@code x COLLATE name}. */
    record Collate(Expression operand, String collation) implements Expression {}

    /** A query in parentheses that yields one value. */
    record ScalarQuery(Query query) implements Expression {}

    /** {@code = <> != < <= > >=} on two values; {@code !<} and {@code !>} arrive as their equivalents. */
    record Comparison(Expression left, String operator, Expression right) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** AND or OR of two conditions. */
    record Logical(Expression left, String operator, Expression right) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** NOT of a condition. */
    record Not(Expression operand) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code x IS [NOT] NULL}. */
    record IsNull(Expression operand, boolean negated) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code x [NOT] BETWEEN low AND high}. */
    record Between(Expression operand, Expression low, Expression high, boolean negated) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code x [NOT] LIKE pattern [ESCAPE c]}. */
    record Like(Expression operand, Expression pattern, Optional<Expression> escape, boolean negated)
            implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code x [NOT] IN (a, b, …)}. */
    record InList(Expression operand, List<Expression> values, boolean negated) implements Expression {
        public InList {
            values = List.copyOf(values);
        }

        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code x [NOT] IN (query)}. */
    record InQuery(Expression operand, Query query, boolean negated) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code x op ALL|ANY (query)}; quantifier is ALL or ANY. */
    record Quantified(Expression left, String operator, String quantifier, Query query) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }

    /** {@code EXISTS (query)}. */
    record Exists(Query query) implements Expression {
        @Override
        public boolean isCondition() {
            return true;
        }
    }
}
