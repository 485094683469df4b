package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Computes expressions and search conditions, one node at a time. */
public final class Evaluator {
    private Evaluator() {}

    /**
     * The value of an expression.
     *
     * @throws SqlError what the operators, conversions and functions in it raise; 195 for an unknown function
     */
    public static SqlValue evaluate(Expression e, EvaluationContext c) {
        if (e instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (e instanceof Expression.Variable variable) {
            return c.variable(variable.name());
        }
        if (e instanceof Expression.Column column) {
            return c.column(column);
        }
        if (e instanceof Expression.Binary binary) {
            return binary(binary, c);
        }
        if (e instanceof Expression.Call call) {
            return call(call, c);
        }
        if (e instanceof Expression.Cast cast) {
            return cast(cast, c);
        }
        if (e instanceof Expression.SystemVariable variable) {
            return c.systemVariable(variable.name());
        }
        return evaluateRare(e, c);
    }

    private static SqlValue evaluateRare(Expression e, EvaluationContext c) {
        if (e instanceof Expression.Unary unary) {
            return Arithmetic.applyUnary(unary.operator().charAt(0), evaluate(unary.operand(), c));
        }
        if (e instanceof Expression.Case choice) {
            return ConditionalForms.evaluate(choice, c);
        }
        if (e instanceof Expression.ScalarQuery query) {
            return c.scalarQuery(query.query());
        }
        if (e instanceof Expression.Collate collate) {
            Collation.named(collate.collation());
            return evaluate(collate.operand(), c);
        }
        if (e instanceof Expression.AllColumns) {
            throw new SqlError(102, 15, 1, "Incorrect syntax near '*'.");
        }
        throw SqlErrors.notSupported("A condition as a value");
    }

    /**
     * Whether a search condition holds.
     *
     * @return true, false, or null for unknown
     */
    public static Boolean test(Expression condition, EvaluationContext c) {
        return Conditions.test(condition, c);
    }

    private static SqlValue binary(Expression.Binary binary, EvaluationContext c) {
        char operator = binary.operator().charAt(0);
        SqlValue left = evaluate(binary.left(), c);
        SqlValue right = evaluate(binary.right(), c);
        if (left.value() == null && Promotion.isNullConstant(binary.left())) {
            left = SqlValue.nullOf(right.type());
        } else if (right.value() == null && Promotion.isNullConstant(binary.right())) {
            right = SqlValue.nullOf(left.type());
        }
        if (Arithmetic.isBitwise(operator)) {
            return Arithmetic.apply(operator, left, right);
        }
        if (Promotion.isDecimal(right.type())) {
            left = besideDecimal(binary.left(), left);
        } else if (Promotion.isDecimal(left.type())) {
            right = besideDecimal(binary.right(), right);
        }
        return Arithmetic.apply(operator, left, right);
    }

    private static SqlValue besideDecimal(Expression operand, SqlValue value) {
        SqlType type = Promotion.besideDecimal(operand, value.type());
        return Conversions.convert(value, type);
    }

    private static SqlValue cast(Expression.Cast cast, EvaluationContext c) {
        SqlValue operand = evaluate(cast.operand(), c);
        SqlType to = cast.type();
        int style = Conversions.NO_STYLE;
        if (cast.style().isPresent()) {
            SqlValue given = evaluate(cast.style().get(), c);
            if (given.isNull()) {
                return SqlValue.nullOf(to);
            }
            style = (Integer) Conversions.convert(given, SqlType.INT).value();
        }
        if (operand.isNull() && Promotion.isNullConstant(cast.operand())) {
            return SqlValue.nullOf(to);
        }
        return cast.tolerant() ? tryConvert(operand, to, style) : converted(operand, to, style);
    }

    private static SqlValue converted(SqlValue operand, SqlType to, int style) {
        return SqlValue.of(to, Conversions.convert(operand.value(), operand.type(), to, style));
    }

    /** NULL instead of an error about the value; a conversion that does not exist stays an error. */
    private static SqlValue tryConvert(SqlValue operand, SqlType to, int style) {
        ConversionRules.checkExplicit(operand.type(), to);
        try {
            return converted(operand, to, style);
        } catch (SqlError noCounterpart) {
            return SqlValue.nullOf(to);
        }
    }

    private static SqlValue call(Expression.Call call, EvaluationContext c) {
        boolean qualified = call.name().schema().isPresent();
        if (call.over().isPresent()) {
            throw new SqlError(4108, 15, 1, "Windowed functions can only appear in the SELECT or ORDER BY clauses.");
        }
        BuiltIn function =
                qualified ? null : ScalarFunctions.builtIn(call.name().name());
        if (function == null) {
            return sessionFunction(call, qualified, c);
        }
        if (function.isConditional()) {
            function.checkCount(call.arguments().size());
            return ConditionalForms.evaluate(call, c);
        }
        return function.apply(arguments(call, function, c), c, collation(call));
    }

    private static Collation collation(Expression.Call call) {
        for (Expression argument : call.arguments()) {
            Collation collation = Collation.of(argument);
            if (collation != Collation.CASE_INSENSITIVE) {
                return collation;
            }
        }
        return Collation.CASE_INSENSITIVE;
    }

    private static SqlValue[] arguments(Expression.Call call, BuiltIn function, EvaluationContext c) {
        List<Expression> expressions = call.arguments();
        SqlValue[] values = new SqlValue[expressions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == 0 && function.takesDatePart()
                    ? DatePart.argument(function.name(), expressions.get(0))
                    : evaluate(expressions.get(i), c);
        }
        return values;
    }

    private static SqlValue sessionFunction(Expression.Call call, boolean qualified, EvaluationContext c) {
        String name = qualified
                ? call.name().toString().toUpperCase(Locale.ROOT)
                : call.name().name();
        List<SqlValue> arguments = new ArrayList<>(call.arguments().size());
        if (!qualified && Aggregates.isAggregate(name)) {
            throw SqlErrors.notSupported("The aggregate " + name + " outside a query");
        }
        for (Expression argument : call.arguments()) {
            arguments.add(evaluate(argument, c));
        }
        Optional<SqlValue> value = c.sessionFunction(name, arguments);
        if (value.isPresent()) {
            return value.get();
        }
        throw ScalarFunctions.unknown(call.name());
    }
}
