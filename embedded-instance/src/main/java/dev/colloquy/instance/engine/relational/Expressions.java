package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What can be said of an expression by its form alone, and walking over its parts. */
public final class Expressions {
    private static final Set<String> AGGREGATES =
            Set.of("COUNT", "COUNT_BIG", "SUM", "AVG", "MIN", "MAX", "STDEV", "STDEVP", "VAR", "VARP", "STRING_AGG");

    /** Functions whose first argument is a date part, which the parser delivers as a column. */
    private static final Set<String> DATE_PART_FUNCTIONS =
            Set.of("DATEADD", "DATEDIFF", "DATEDIFF_BIG", "DATEPART", "DATENAME", "DATETRUNC", "DATE_BUCKET");

    /** Functions with a value of their own for each row. */
    private static final Set<String> ROW_FUNCTIONS = Set.of("NEWID", "NEWSEQUENTIALID", "CRYPT_GEN_RANDOM");

    private Expressions() {}

    /** The name of a built-in function in upper case, or null for a function with a schema. */
    static String functionName(Expression.Call call) {
        return call.name().schema().isPresent() ? null : call.name().name();
    }

    static boolean isAggregate(Expression expression) {
        return expression instanceof Expression.Call call
                && call.over().isEmpty()
                && AGGREGATES.contains(String.valueOf(functionName(call)));
    }

    static boolean isWindow(Expression expression) {
        return expression instanceof Expression.Call call && call.over().isPresent();
    }

    static boolean takesDatePart(Expression.Call call) {
        return DATE_PART_FUNCTIONS.contains(String.valueOf(functionName(call)));
    }

    /** Whether a window function occurs outside subqueries. */
    static boolean containsWindow(Expression expression) {
        return isWindow(expression) || children(expression).stream().anyMatch(Expressions::containsWindow);
    }

    /** Whether an aggregate occurs outside subqueries. */
    static boolean containsAggregate(Expression expression) {
        return isAggregate(expression) || children(expression).stream().anyMatch(Expressions::containsAggregate);
    }

    /** Whether a subquery occurs. */
    public static boolean containsQuery(Expression expression) {
        return expression instanceof Expression.ScalarQuery
                || expression instanceof Expression.Exists
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.Quantified
                || children(expression).stream().anyMatch(Expressions::containsQuery);
    }

    /** Whether the expression has one value for the whole statement, which can be computed before it. */
    static boolean isConstant(Expression expression) {
        if (expression instanceof Expression.Column
                || expression instanceof Expression.AllColumns
                || expression instanceof Expression.ScalarQuery
                || expression instanceof Expression.Exists
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.Quantified
                || isWindow(expression)) {
            return false;
        }
        if (expression instanceof Expression.Call call) {
            String name = functionName(call);
            if (name != null && (AGGREGATES.contains(name) || ROW_FUNCTIONS.contains(name))) {
                return false;
            }
        }
        return children(expression).stream().allMatch(Expressions::isConstant);
    }

    /** Whether the expression can be evaluated without any row: it has no columns, but may have subqueries. */
    static boolean isRowless(Expression expression) {
        if (expression instanceof Expression.Column
                || expression instanceof Expression.AllColumns
                || isWindow(expression)
                || isAggregate(expression)) {
            return false;
        }
        return children(expression).stream().allMatch(Expressions::isRowless);
    }

    /** The direct parts, those of subqueries and date parts left out. */
    static List<Expression> children(Expression expression) {
        ArrayList<Expression> found = new ArrayList<>(3);
        map(expression, child -> {
            found.add(child);
            return child;
        });
        return found;
    }

    /** The same expression over other direct parts. */
    static Expression map(Expression e, UnaryOperator<Expression> f) {
        if (e instanceof Expression.Call x) {
            return call(x, f);
        } else if (e instanceof Expression.Cast x) {
            return new Expression.Cast(f.apply(x.operand()), x.type(), x.style().map(f), x.tolerant());
        } else if (e instanceof Expression.Case x) {
            Optional<Expression> input = x.input().map(f);
            List<Expression.When> branches = x.branches().stream()
                    .map(when -> new Expression.When(f.apply(when.when()), f.apply(when.then())))
                    .toList();
            return new Expression.Case(input, branches, x.otherwise().map(f));
        } else if (e instanceof Expression.Unary x) {
            return new Expression.Unary(x.operator(), f.apply(x.operand()));
        } else if (e instanceof Expression.Binary x) {
            return new Expression.Binary(f.apply(x.left()), x.operator(), f.apply(x.right()));
        } else if (e instanceof Expression.Collate x) {
            return new Expression.Collate(f.apply(x.operand()), x.collation());
        } else if (e.isCondition()) {
            return condition(e, f);
        }
        return e;
    }

    private static Expression call(Expression.Call call, UnaryOperator<Expression> f) {
        List<Expression> arguments = new ArrayList<>(call.arguments());
        for (int i = takesDatePart(call) ? 1 : 0; i < arguments.size(); i++) {
            arguments.set(i, f.apply(arguments.get(i)));
        }
        Optional<Expression.Over> over = call.over()
                .map(o -> new Expression.Over(
                        o.partitionBy().stream().map(f).toList(),
                        o.orderBy().stream()
                                .map(term -> new Query.Order(f.apply(term.expression()), term.descending()))
                                .toList(),
                        o.frame()));
        return new Expression.Call(call.name(), call.distinct(), arguments, over);
    }

    private static Expression condition(Expression e, UnaryOperator<Expression> f) {
        if (e instanceof Expression.Comparison x) {
            return new Expression.Comparison(f.apply(x.left()), x.operator(), f.apply(x.right()));
        } else if (e instanceof Expression.Logical x) {
            return new Expression.Logical(f.apply(x.left()), x.operator(), f.apply(x.right()));
        } else if (e instanceof Expression.Not x) {
            return new Expression.Not(f.apply(x.operand()));
        } else if (e instanceof Expression.IsNull x) {
            return new Expression.IsNull(f.apply(x.operand()), x.negated());
        } else if (e instanceof Expression.Between x) {
            return new Expression.Between(f.apply(x.operand()), f.apply(x.low()), f.apply(x.high()), x.negated());
        } else if (e instanceof Expression.Like x) {
            return new Expression.Like(
                    f.apply(x.operand()), f.apply(x.pattern()), x.escape().map(f), x.negated());
        } else if (e instanceof Expression.InList x) {
            return new Expression.InList(
                    f.apply(x.operand()), x.values().stream().map(f).toList(), x.negated());
        } else if (e instanceof Expression.InQuery x) {
            return new Expression.InQuery(f.apply(x.operand()), x.query(), x.negated());
        } else if (e instanceof Expression.Quantified x) {
            return new Expression.Quantified(f.apply(x.left()), x.operator(), x.quantifier(), x.query());
        }
        return e;
    }
}
