package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.expression.TypeInference;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Translates values in one scope. Columns, subqueries, aggregates and integer arithmetic become H2's; constants become
 * parameters; everything else is asked back for by H2 ({@link RowFunctions}) so that it means what it means in T-SQL.
 */
final class ExpressionTranslator {
    private static final SqlValue TRUE = SqlValue.of(SqlType.BIT, true);

    private final Translation translation;
    private final Scope scope;
    private final ConditionTranslator conditions;
    private final AggregateTranslator aggregates;
    /** Asked for more than once: first for the type of an expression, then for its text. */
    private final Map<Expression, Operand> translated = new IdentityHashMap<>();

    ExpressionTranslator(Translation translation, Scope scope) {
        this.translation = translation;
        this.scope = scope;
        this.conditions = new ConditionTranslator(translation, this);
        this.aggregates = new AggregateTranslator(this);
    }

    Scope scope() {
        return scope;
    }

    Translation translation() {
        return translation;
    }

    /** A search condition in H2's SQL. */
    String condition(Expression condition) {
        return conditions.translate(condition);
    }

    Operand translate(Expression expression) {
        Operand known = translated.get(expression);
        if (known == null) {
            known = translateAnew(expression);
            translated.put(expression, known);
        }
        return known;
    }

    private Operand translateAnew(Expression expression) {
        Operand grouped = scope.grouped(expression);
        if (grouped != null) {
            return grouped;
        }
        if (expression.isCondition()) {
            return Operand.of(condition(expression), SqlType.BIT);
        }
        if (Expressions.isConstant(expression)) {
            return translation.constant(expression, type(expression, List.of()), false);
        }
        if (expression instanceof Expression.Column column) {
            return column(column);
        } else if (expression instanceof Expression.ScalarQuery subquery) {
            return scalarQuery(subquery);
        } else if (Expressions.isAggregate(expression)) {
            return aggregates.aggregate((Expression.Call) expression);
        } else if (Expressions.isWindow(expression)) {
            return aggregates.window((Expression.Call) expression);
        } else if (expression instanceof Expression.Binary binary) {
            return arithmetic(binary).orElseGet(() -> asked(expression));
        } else if (expression instanceof Expression.Collate collate && isInsensitive(collate.collation())) {
            return translate(collate.operand());
        }
        return asked(expression);
    }

    private static boolean isInsensitive(String collation) {
        String upper = collation.toUpperCase(Locale.ROOT);
        return upper.contains("_CI") || upper.equals("DATABASE_DEFAULT");
    }

    private Operand column(Expression.Column column) {
        SourceColumn found = scope.resolve(column);
        return found.operand().get();
    }

    private Operand scalarQuery(Expression.ScalarQuery subquery) {
        QueryBuilder query = new QueryTranslator(translation).subquery(subquery.query(), scope);
        if (query.outputs().size() != 1) {
            throw tooManyColumns();
        }
        Output output = query.outputs().get(0);
        return new Operand("(" + query.sql(null, false) + ")", output.type(), true, output.large());
    }

    static SqlError tooManyColumns() {
        return new SqlError(
                116,
                16,
                1,
                "Only one expression can be specified in the select list when the subquery is not introduced with"
                        + " EXISTS.");
    }

    /** Sums, differences and products of two int or two bigint values. */
    private Optional<Operand> arithmetic(Expression.Binary binary) {
        if (!"+-*".contains(binary.operator())) {
            return Optional.empty();
        }
        Operand left = translate(binary.left());
        Operand right = translate(binary.right());
        SqlKind kind = left.type().kind();
        if (kind != right.type().kind() || (kind != SqlKind.INT && kind != SqlKind.BIGINT)) {
            return Optional.empty();
        }
        String sql = "(" + left.sql() + " " + binary.operator() + " " + right.sql() + ")";
        return Optional.of(new Operand(sql, left.type(), left.nullable() || right.nullable(), false));
    }

    /** An expression that the interpreter evaluates for each row, its parts that only H2 knows given as inputs. */
    private Operand asked(Expression expression) {
        Inputs inputs = new Inputs();
        Expression rewritten = inputs.rewrite(expression, true);
        SqlType result = type(rewritten, inputs.types());
        String call = call(RowFunctions.VALUE, new RowExpression(rewritten, inputs.types(), result), inputs);
        return Operand.of("CAST(" + call + " AS " + StorageTypes.expression(result) + ")", result);
    }

    /** A condition that the interpreter tests for each row. */
    String askedCondition(Expression condition) {
        Inputs inputs = new Inputs();
        Expression rewritten = inputs.rewrite(condition, true);
        RowExpression tested = new RowExpression(rewritten, inputs.types(), SqlType.BIT);
        return "CAST(" + call(RowFunctions.TRUTH, tested, inputs) + " AS BOOLEAN)";
    }

    private String call(String function, RowExpression expression, Inputs inputs) {
        StringBuilder call = new StringBuilder(function).append('(').append(translation.number(expression));
        inputs.operands.values().forEach(input -> call.append(", ").append(input.sql()));
        return call.append(')').toString();
    }

    /** The operand as a value of another type. */
    Operand convert(Operand operand, SqlType type) {
        if (operand.type().equals(type) || sameInStore(operand.type(), type)) {
            return operand.withType(type);
        }
        RowExpression cast = new RowExpression(
                new Expression.Cast(RowExpression.input(0), type, Optional.empty(), false),
                List.of(operand.type()),
                type);
        String call = RowFunctions.VALUE + "(" + translation.number(cast) + ", " + operand.sql() + ")";
        return new Operand(
                "CAST(" + call + " AS " + StorageTypes.expression(type) + ")", type, operand.nullable(), false);
    }

    /** Whether every value of the one type is the same value of the other, also in H2. */
    private static boolean sameInStore(SqlType from, SqlType to) {
        boolean text = TypeFamily.of(from) == TypeFamily.TEXT && TypeFamily.of(to) == TypeFamily.TEXT;
        boolean bytes = TypeFamily.of(from) == TypeFamily.BINARY && to.kind() == SqlKind.VARBINARY;
        return ((text
                                && to.kind() != SqlKind.XML
                                && !StorageTypes.isFixedCharacter(to)
                                && !StorageTypes.isFixedCharacter(from))
                        || bytes)
                && (to.isMax() || (!from.isMax() && from.length() <= to.length()));
    }

    /** The type of an expression over inputs. */
    SqlType type(Expression expression, List<SqlType> inputs) {
        return TypeInference.typeOf(
                expression, new InputTypes(translation.context(), translation.dependencies(), inputs));
    }

    /** The type to which values of two types are brought to be compared or united. */
    SqlType common(SqlType a, SqlType b) {
        if (a.equals(b)) {
            return a;
        }
        Expression either = new Expression.Case(
                Optional.empty(),
                List.of(new Expression.When(
                        new Expression.Comparison(new Expression.Literal(TRUE), "=", new Expression.Literal(TRUE)),
                        RowExpression.input(0))),
                Optional.of(RowExpression.input(1)));
        return type(either, List.of(a, b));
    }

    /** The parts of one expression that H2 computes, each once. */
    private final class Inputs {
        private final Map<String, Operand> operands = new LinkedHashMap<>();
        private final List<String> keys = new ArrayList<>();

        List<SqlType> types() {
            return operands.values().stream().map(Operand::type).toList();
        }

        Expression rewrite(Expression e, boolean top) {
            if ((!top && scope.grouped(e) != null)
                    || e instanceof Expression.Column
                    || e instanceof Expression.ScalarQuery
                    || Expressions.isAggregate(e)
                    || Expressions.isWindow(e)) {
                return input(translate(e));
            }
            if (e instanceof Expression.Exists
                    || e instanceof Expression.InQuery
                    || e instanceof Expression.Quantified) {
                Expression truth = input(Operand.of(condition(e), SqlType.BIT));
                return new Expression.Comparison(truth, "=", new Expression.Literal(TRUE));
            }
            if (e instanceof Expression.Literal || e instanceof Expression.Variable) {
                return e;
            }
            if (!top && !e.isCondition() && !(e instanceof Expression.Collate) && Expressions.isConstant(e)) {
                return input(translate(e));
            }
            return Expressions.map(e, part -> rewrite(part, false));
        }

        private Expression input(Operand operand) {
            if (operands.putIfAbsent(operand.sql(), operand) == null) {
                keys.add(operand.sql());
            }
            return RowExpression.input(keys.indexOf(operand.sql()));
        }
    }
}
