package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;

/** Search conditions in three-valued logic; null stands for unknown. */
final class Conditions {
    private Conditions() {}

    static Boolean test(Expression e, EvaluationContext c) {
        if (e instanceof Expression.Comparison comparison) {
            return comparison(comparison, c);
        }
        if (e instanceof Expression.Logical logical) {
            return logical(logical, c);
        }
        if (e instanceof Expression.Not not) {
            return negated(test(not.operand(), c), true);
        }
        if (e instanceof Expression.IsNull isNull) {
            return Evaluator.evaluate(isNull.operand(), c).isNull() != isNull.negated();
        }
        if (e instanceof Expression.InList in) {
            return inList(in, c);
        }
        if (e instanceof Expression.Between between) {
            return between(between, c);
        }
        if (e instanceof Expression.Like like) {
            return like(like, c);
        }
        return testQuery(e, c);
    }

    private static Boolean testQuery(Expression e, EvaluationContext c) {
        if (e instanceof Expression.Exists exists) {
            return c.exists(exists.query());
        }
        if (e instanceof Expression.InQuery in) {
            SqlValue operand = Evaluator.evaluate(in.operand(), c);
            return negated(any(operand, "=", c.columnQuery(in.query()), Collation.of(in.operand())), in.negated());
        }
        if (e instanceof Expression.Quantified quantified) {
            return quantified(quantified, c);
        }
        throw new SqlError(
                4145, 15, 1, "An expression of non-boolean type specified in a context where a condition is expected.");
    }

    /** Unknown if an operand is NULL, otherwise whether the operator holds. */
    static Boolean holds(SqlValue left, String operator, SqlValue right, Collation collation) {
        if (left.isNull() || right.isNull()) {
            return null;
        }
        return Comparisons.fulfils(Comparisons.compare(left, right, collation), operator);
    }

    private static Boolean comparison(Expression.Comparison comparison, EvaluationContext c) {
        SqlValue left = Evaluator.evaluate(comparison.left(), c);
        SqlValue right = Evaluator.evaluate(comparison.right(), c);
        return holds(left, comparison.operator(), right, Collation.of(comparison.left(), comparison.right()));
    }

    /** The right side is not evaluated when the left one decides. */
    private static Boolean logical(Expression.Logical logical, EvaluationContext c) {
        boolean deciding = logical.operator().equals("OR");
        Boolean left = test(logical.left(), c);
        if (left != null && left == deciding) {
            return left;
        }
        Boolean right = test(logical.right(), c);
        if (right != null && right == deciding) {
            return right;
        }
        return left == null ? null : right;
    }

    private static Boolean negated(Boolean value, boolean negate) {
        return value == null ? null : value != negate;
    }

    private static Boolean inList(Expression.InList in, EvaluationContext c) {
        SqlValue operand = Evaluator.evaluate(in.operand(), c);
        boolean unknown = operand.isNull();
        for (Expression value : in.values()) {
            Boolean equal = holds(operand, "=", Evaluator.evaluate(value, c), Collation.of(in.operand(), value));
            if (equal == null) {
                unknown = true;
            } else if (equal) {
                return !in.negated();
            }
        }
        return unknown ? null : (Boolean) in.negated();
    }

    private static Boolean between(Expression.Between between, EvaluationContext c) {
        SqlValue operand = Evaluator.evaluate(between.operand(), c);
        SqlValue low = Evaluator.evaluate(between.low(), c);
        SqlValue high = Evaluator.evaluate(between.high(), c);
        Boolean above = holds(operand, ">=", low, Collation.of(between.operand(), between.low()));
        Boolean below = holds(operand, "<=", high, Collation.of(between.operand(), between.high()));
        boolean outside = Boolean.FALSE.equals(above) || Boolean.FALSE.equals(below);
        Boolean inside = outside ? Boolean.FALSE : (above == null || below == null) ? null : Boolean.TRUE;
        return negated(inside, between.negated());
    }

    private static Boolean like(Expression.Like like, EvaluationContext c) {
        SqlValue operand = Evaluator.evaluate(like.operand(), c);
        SqlValue pattern = Evaluator.evaluate(like.pattern(), c);
        SqlValue escape =
                like.escape().isPresent() ? Evaluator.evaluate(like.escape().get(), c) : null;
        if (operand.isNull() || pattern.isNull() || (escape != null && escape.isNull())) {
            return null;
        }
        boolean unicode =
                operand.type().kind().isUnicode() || pattern.type().kind().isUnicode();
        Collation collation = Collation.of(like.operand(), like.pattern());
        String text = text(operand, 1);
        String wanted = text(pattern, 2);
        LikePattern matcher = escape == null
                ? LikePattern.of(wanted, collation, unicode)
                : LikePattern.of(wanted, escapeCharacter(escape), collation, unicode);
        return matcher.matches(text) != like.negated();
    }

    private static String text(SqlValue value, int argument) {
        if (value.value() instanceof String text && value.type().kind() != SqlKind.XML) {
            return text;
        }
        if (value.type().kind() == SqlKind.XML || value.type().kind() == SqlKind.IMAGE) {
            throw new SqlError(
                    8116,
                    "Argument data type " + value.type().kind().sqlName() + " is invalid for argument " + argument
                            + " of like function.");
        }
        return (String) Conversions.convert(value, SqlType.NVARCHAR_MAX).value();
    }

    private static char escapeCharacter(SqlValue escape) {
        String text = text(escape, 3);
        if (text.length() != 1) {
            throw new SqlError(506, "The invalid escape character \"" + text + "\" was specified in a LIKE predicate.");
        }
        return text.charAt(0);
    }

    private static Boolean quantified(Expression.Quantified quantified, EvaluationContext c) {
        SqlValue left = Evaluator.evaluate(quantified.left(), c);
        Collation collation = Collation.of(quantified.left());
        List<SqlValue> values = c.columnQuery(quantified.query());
        return switch (quantified.quantifier()) {
            case "ALL" -> all(left, quantified.operator(), values, collation);
            case "ANY", "SOME" -> any(left, quantified.operator(), values, collation);
            default -> throw SqlErrors.notSupported("The quantifier " + quantified.quantifier());
        };
    }

    private static Boolean any(SqlValue left, String operator, List<SqlValue> values, Collation collation) {
        boolean unknown = false;
        for (SqlValue value : values) {
            Boolean holds = holds(left, operator, value, collation);
            if (Boolean.TRUE.equals(holds)) {
                return true;
            }
            unknown |= holds == null;
        }
        return unknown ? null : (Boolean) false;
    }

    private static Boolean all(SqlValue left, String operator, List<SqlValue> values, Collation collation) {
        boolean unknown = false;
        for (SqlValue value : values) {
            Boolean holds = holds(left, operator, value, collation);
            if (Boolean.FALSE.equals(holds)) {
                return false;
            }
            unknown |= holds == null;
        }
        return unknown ? null : (Boolean) true;
    }
}
