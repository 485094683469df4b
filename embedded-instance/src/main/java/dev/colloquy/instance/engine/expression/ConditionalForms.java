package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CASE and the functions that are short for it: IIF, COALESCE, NULLIF, ISNULL and CHOOSE. They evaluate only the branch
 * that they choose, and their type is that of all branches together.
 */
final class ConditionalForms {
    private ConditionalForms() {}

    static SqlValue evaluate(Expression.Case choice, EvaluationContext c) {
        SqlType type = type(choice, TypeScope.of(c));
        Optional<Expression> branch = branch(choice, c);
        return branch.isPresent() ? result(branch.get(), type, c) : SqlValue.nullOf(type);
    }

    private static Optional<Expression> branch(Expression.Case choice, EvaluationContext c) {
        if (choice.input().isEmpty()) {
            for (Expression.When when : choice.branches()) {
                if (Boolean.TRUE.equals(Conditions.test(when.when(), c))) {
                    return Optional.of(when.then());
                }
            }
            return choice.otherwise();
        }
        Expression inputExpression = choice.input().get();
        SqlValue input = Evaluator.evaluate(inputExpression, c);
        for (Expression.When when : choice.branches()) {
            SqlValue value = Evaluator.evaluate(when.when(), c);
            Boolean equal = Conditions.holds(input, "=", value, Collation.of(inputExpression, when.when()));
            if (Boolean.TRUE.equals(equal)) {
                return Optional.of(when.then());
            }
        }
        return choice.otherwise();
    }

    static SqlType type(Expression.Case choice, TypeScope scope) {
        List<Expression> results = new ArrayList<>(choice.branches().size() + 1);
        for (Expression.When when : choice.branches()) {
            results.add(when.then());
        }
        choice.otherwise().ifPresent(results::add);
        SqlType type = common(results, scope);
        if (type == null) {
            throw new SqlError(
                    8133,
                    "At least one of the result expressions in a CASE specification must be an expression other than"
                            + " the NULL constant.");
        }
        return type;
    }

    static SqlType type(Expression.Call call, TypeScope scope) {
        List<Expression> arguments = call.arguments();
        return switch (call.name().name()) {
            case "COALESCE" -> coalesceType(arguments, scope);
            case "NULLIF" -> nullIfType(arguments.get(0), scope);
            case "ISNULL" -> isNullType(arguments, scope);
            case "IIF" -> orInt(common(arguments.subList(1, 3), scope));
            case "CHOOSE" -> orInt(common(arguments.subList(1, arguments.size()), scope));
            default -> throw new AssertionError(call.name());
        };
    }

    static SqlValue evaluate(Expression.Call call, EvaluationContext c) {
        SqlType type = type(call, TypeScope.of(c));
        List<Expression> arguments = call.arguments();
        return switch (call.name().name()) {
            case "COALESCE" -> coalesce(arguments, type, c);
            case "NULLIF" -> nullIf(arguments, type, c);
            case "ISNULL" -> isNull(arguments, type, c);
            case "IIF" -> {
                boolean chosen = Boolean.TRUE.equals(Conditions.test(arguments.get(0), c));
                yield result(arguments.get(chosen ? 1 : 2), type, c);
            }
            case "CHOOSE" -> choose(arguments, type, c);
            default -> throw new AssertionError(call.name());
        };
    }

    private static SqlValue coalesce(List<Expression> arguments, SqlType type, EvaluationContext c) {
        for (Expression argument : arguments) {
            SqlValue value = Evaluator.evaluate(argument, c);
            if (!value.isNull()) {
                return promoted(value, type);
            }
        }
        return SqlValue.nullOf(type);
    }

    private static SqlValue nullIf(List<Expression> arguments, SqlType type, EvaluationContext c) {
        SqlValue first = Evaluator.evaluate(arguments.get(0), c);
        SqlValue second = Evaluator.evaluate(arguments.get(1), c);
        Collation collation = Collation.of(arguments.get(0), arguments.get(1));
        boolean equal = Boolean.TRUE.equals(Conditions.holds(first, "=", second, collation));
        return equal ? SqlValue.nullOf(type) : first;
    }

    /** The replacement takes the type of the first argument, its length included. */
    private static SqlValue isNull(List<Expression> arguments, SqlType type, EvaluationContext c) {
        SqlValue first = Evaluator.evaluate(arguments.get(0), c);
        return first.isNull() ? Conversions.assign(Evaluator.evaluate(arguments.get(1), c), type) : first;
    }

    private static SqlValue choose(List<Expression> arguments, SqlType type, EvaluationContext c) {
        SqlValue index = Conversions.convert(Evaluator.evaluate(arguments.get(0), c), SqlType.INT);
        if (index.isNull()) {
            return SqlValue.nullOf(type);
        }
        int chosen = (Integer) index.value();
        boolean exists = chosen >= 1 && chosen < arguments.size();
        return exists ? result(arguments.get(chosen), type, c) : SqlValue.nullOf(type);
    }

    private static SqlValue result(Expression branch, SqlType type, EvaluationContext c) {
        SqlValue value = Evaluator.evaluate(branch, c);
        return value.isNull() ? SqlValue.nullOf(type) : promoted(value, type);
    }

    private static SqlValue promoted(SqlValue value, SqlType type) {
        if (value.type().equals(type)) {
            return value;
        }
        ConversionRules.checkImplicit(value.type(), type);
        return Conversions.convert(value, type);
    }

    private static SqlType coalesceType(List<Expression> arguments, TypeScope scope) {
        SqlType type = common(arguments, scope);
        if (type == null) {
            throw new SqlError(
                    4127,
                    "At least one of the arguments to COALESCE must be an expression that is not the NULL constant.");
        }
        return type;
    }

    private static SqlType nullIfType(Expression first, TypeScope scope) {
        if (Promotion.isNullConstant(first)) {
            throw new SqlError(
                    4151,
                    "The type of the first argument to NULLIF cannot be the NULL constant because the type of the"
                            + " first argument has to be known.");
        }
        return TypeInference.typeOf(first, scope);
    }

    private static SqlType isNullType(List<Expression> arguments, TypeScope scope) {
        int typed = Promotion.isNullConstant(arguments.get(0)) ? 1 : 0;
        return TypeInference.typeOf(arguments.get(typed), scope);
    }

    private static SqlType orInt(SqlType type) {
        return type == null ? SqlType.INT : type;
    }

    /** The type of several expressions together, null if all are the constant NULL. */
    private static SqlType common(List<Expression> expressions, TypeScope scope) {
        SqlType common = null;
        for (Expression expression : expressions) {
            if (!Promotion.isNullConstant(expression)) {
                SqlType type = TypeInference.typeOf(expression, scope);
                common = common == null ? type : Promotion.common(common, type);
            }
        }
        return common;
    }
}
