package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Translates search conditions in one scope, in such a way that H2 can use its indexes. */
final class ConditionTranslator {
    private final Translation translation;
    private final ExpressionTranslator values;

    ConditionTranslator(Translation translation, ExpressionTranslator values) {
        this.translation = translation;
        this.values = values;
    }

    String translate(Expression e) {
        if (!e.isCondition()) {
            throw new SqlError(
                    4145,
                    15,
                    1,
                    "An expression of non-boolean type specified in a context where a condition is expected.");
        }
        if (Expressions.isConstant(e)) {
            return "CAST(" + translation.bind(truth(e)) + " AS BOOLEAN)";
        }
        if (e instanceof Expression.Logical x) {
            return "(" + translate(x.left()) + " " + x.operator() + " " + translate(x.right()) + ")";
        } else if (e instanceof Expression.Not x) {
            return "(NOT " + translate(x.operand()) + ")";
        } else if (e instanceof Expression.IsNull x) {
            return "(" + values.translate(x.operand()).sql() + (x.negated() ? " IS NOT NULL)" : " IS NULL)");
        } else if (e instanceof Expression.Comparison x) {
            return comparison(x.left(), x.operator(), x.right());
        } else if (e instanceof Expression.Between x) {
            String both = "(" + comparison(x.operand(), ">=", x.low()) + " AND "
                    + comparison(x.operand(), "<=", x.high()) + ")";
            return x.negated() ? "(NOT " + both + ")" : both;
        } else if (e instanceof Expression.Like x) {
            return like(x);
        } else if (e instanceof Expression.InList x) {
            return inList(x);
        }
        return subquery(e);
    }

    private Parameter truth(Expression condition) {
        // Asking for the types of its values records the variables on which the plan depends.
        dependOn(condition);
        return new Parameter.Truth(condition);
    }

    private void dependOn(Expression e) {
        if (e.isCondition()) {
            Expressions.children(e).forEach(this::dependOn);
        } else {
            values.type(e, List.of());
        }
    }

    private String subquery(Expression e) {
        if (e instanceof Expression.Exists x) {
            return "EXISTS (" + query(x.query()).sql(null, false) + ")";
        } else if (e instanceof Expression.InQuery x) {
            return quantified(x.operand(), x.negated() ? " NOT IN (" : " IN (", x.query());
        } else if (e instanceof Expression.Quantified x) {
            return quantified(x.left(), " " + operator(x.operator()) + " " + x.quantifier() + " (", x.query());
        }
        throw new AssertionError("no translation of " + e.getClass().getSimpleName());
    }

    private QueryBuilder query(Query query) {
        return new QueryTranslator(translation).subquery(query, values.scope());
    }

    private String quantified(Expression left, String operator, Query query) {
        QueryBuilder subquery = query(query);
        if (subquery.outputs().size() != 1) {
            throw ExpressionTranslator.tooManyColumns();
        }
        SqlType found = subquery.outputs().get(0).type();
        SqlType type = isCheap(left) ? found : values.common(typeOf(left), found);
        if (TypeFamily.of(found) == TypeFamily.of(type)) {
            type = found;
        }
        String values = subquery.sql(List.of(type), true);
        return "(" + side(left, type) + operator + values + "))";
    }

    private static boolean isCheap(Expression e) {
        return e instanceof Expression.Literal literal && literal.value().isNull();
    }

    static String operator(String tsql) {
        return tsql.equals("!=") ? "<>" : tsql;
    }

    private SqlType typeOf(Expression e) {
        return Expressions.isConstant(e)
                ? values.type(e, List.of())
                : values.translate(e).type();
    }

    private String comparison(Expression left, String operator, Expression right) {
        String collation = sensitiveCollation(left) != null ? sensitiveCollation(left) : sensitiveCollation(right);
        if (collation != null) {
            return values.askedCondition(new Expression.Comparison(left, operator, right));
        }
        SqlType leftType = typeOf(left);
        SqlType rightType = typeOf(right);
        SqlType target = target(left, leftType, right, rightType);
        return "(" + side(left, target) + " " + operator(operator) + " " + side(right, target) + ")";
    }

    private SqlType target(Expression left, SqlType leftType, Expression right, SqlType rightType) {
        if (isCheap(left)) {
            return rightType;
        } else if (isCheap(right)) {
            return leftType;
        }
        return leftType.kind().precedence() >= rightType.kind().precedence() ? leftType : rightType;
    }

    private static String sensitiveCollation(Expression e) {
        if (e instanceof Expression.Collate collate) {
            String upper = collate.collation().toUpperCase(Locale.ROOT);
            return upper.contains("_CI") || upper.equals("DATABASE_DEFAULT") ? null : upper;
        }
        return null;
    }

    /** One side of a comparison in which the type decides. */
    private String side(Expression e, SqlType target) {
        if (Expressions.isConstant(e)) {
            SqlType own = values.type(e, List.of());
            boolean same = TypeFamily.of(own) == TypeFamily.of(target) && !isCheap(e);
            return translation.constant(e, same ? own : unlimited(target), true).sql();
        }
        Operand operand = values.translate(e);
        if (TypeFamily.of(operand.type()) == TypeFamily.of(target)) {
            return operand.comparable();
        }
        return values.convert(operand, unlimited(target)).comparable();
    }

    /** The type without a length that would cut values before they are compared. */
    private static SqlType unlimited(SqlType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR -> SqlType.VARCHAR_MAX;
            case NCHAR, NVARCHAR -> SqlType.NVARCHAR_MAX;
            case BINARY, VARBINARY -> SqlType.VARBINARY_MAX;
            case DECIMAL, NUMERIC -> new SqlType(type.kind(), 0, 38, type.scale());
            default -> type;
        };
    }

    private String inList(Expression.InList x) {
        SqlType own = typeOf(x.operand());
        SqlType target = own;
        for (Expression value : x.values()) {
            target = target(x.operand(), target, value, typeOf(value));
        }
        SqlType decided = target;
        String list = x.values().stream().map(value -> side(value, decided)).collect(Collectors.joining(", "));
        return "(" + side(x.operand(), decided) + (x.negated() ? " NOT IN (" : " IN (") + list + "))";
    }

    /** Patterns without classes that are known now are H2's; its wildcards are the same. */
    private String like(Expression.Like x) {
        if (x.escape().isEmpty()
                && x.pattern() instanceof Expression.Literal literal
                && literal.value().value() instanceof String pattern
                && pattern.indexOf('[') < 0
                && !Expressions.isConstant(x.operand())) {
            Operand operand = values.translate(x.operand());
            if (operand.type().kind().isCharacter()
                    && operand.type().kind() != SqlKind.CHAR
                    && operand.type().kind() != SqlKind.NCHAR) {
                String bound = translation
                        .constant(x.pattern(), literal.value().type(), true)
                        .sql();
                return "(" + operand.comparable() + (x.negated() ? " NOT LIKE " : " LIKE ") + bound + " ESCAPE '')";
            }
        }
        return values.askedCondition(x);
    }
}
