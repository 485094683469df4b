package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Writes expressions of definitions (defaults, computed columns, filters) as T-SQL, to be parsed again later. */
final class ExpressionText {
    private ExpressionText() {}

    static String of(Expression e) {
        if (e instanceof Expression.Literal x) {
            return literal(x.value());
        } else if (e instanceof Expression.Column x) {
            return "[" + x.name().replace("]", "]]") + "]";
        } else if (e instanceof Expression.Call x) {
            return call(x);
        } else if (e instanceof Expression.Cast x) {
            return cast(x);
        } else if (e instanceof Expression.Unary x) {
            return "(" + x.operator() + of(x.operand()) + ")";
        } else if (e instanceof Expression.Binary x) {
            return "(" + of(x.left()) + x.operator() + of(x.right()) + ")";
        } else if (e instanceof Expression.Case x) {
            return caseText(x);
        } else if (e instanceof Expression.Collate x) {
            return of(x.operand()) + " COLLATE " + x.collation();
        } else if (e instanceof Expression.SystemVariable x) {
            return x.name();
        } else if (e.isCondition()) {
            return condition(e);
        }
        throw SqlErrors.notSupported("A subquery or variable in a definition");
    }

    private static String condition(Expression e) {
        if (e instanceof Expression.Comparison x) {
            return of(x.left()) + " " + x.operator() + " " + of(x.right());
        } else if (e instanceof Expression.Logical x) {
            return "(" + of(x.left()) + " " + x.operator() + " " + of(x.right()) + ")";
        } else if (e instanceof Expression.Not x) {
            return "NOT (" + of(x.operand()) + ")";
        } else if (e instanceof Expression.IsNull x) {
            return of(x.operand()) + (x.negated() ? " IS NOT NULL" : " IS NULL");
        } else if (e instanceof Expression.Between x) {
            return of(x.operand()) + (x.negated() ? " NOT" : "") + " BETWEEN " + of(x.low()) + " AND " + of(x.high());
        } else if (e instanceof Expression.Like x) {
            return of(x.operand()) + (x.negated() ? " NOT" : "") + " LIKE " + of(x.pattern())
                    + x.escape().map(c -> " ESCAPE " + of(c)).orElse("");
        } else if (e instanceof Expression.InList x) {
            return of(x.operand()) + (x.negated() ? " NOT" : "") + " IN (" + list(x.values()) + ")";
        }
        throw SqlErrors.notSupported("A subquery in a definition");
    }

    private static String literal(SqlValue value) {
        if (value.isNull()) {
            return "NULL";
        } else if (value.value() instanceof String text) {
            return (value.type().kind().isUnicode() ? "N'" : "'") + text.replace("'", "''") + "'";
        } else if (value.value() instanceof byte[] bytes) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        } else if (value.value() instanceof Double number) {
            String text = number.toString();
            return text.contains("E") ? text : text + "E0";
        } else if (value.value() instanceof BigDecimal number) {
            return number.scale() > 0 ? number.toPlainString() : number.toPlainString() + ".";
        }
        return value.value().toString();
    }

    private static String call(Expression.Call call) {
        String name = String.join(".", call.name().parts());
        if (call.arguments().isEmpty() && NILADIC.contains(name)) {
            return name;
        }
        if (Expressions.takesDatePart(call) && call.arguments().get(0) instanceof Expression.Column part) {
            String others = list(call.arguments().subList(1, call.arguments().size()));
            return name + "(" + part.name() + (others.isEmpty() ? "" : ", " + others) + ")";
        }
        return name + "(" + list(call.arguments()) + ")";
    }

    private static final List<String> NILADIC =
            List.of("CURRENT_TIMESTAMP", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "USER");

    private static String list(List<Expression> expressions) {
        return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    private static String cast(Expression.Cast cast) {
        String tolerant = cast.tolerant() ? "TRY_" : "";
        if (cast.style().isPresent()) {
            return tolerant + "CONVERT(" + cast.type() + ", " + of(cast.operand()) + ", "
                    + of(cast.style().get()) + ")";
        }
        return tolerant + "CAST(" + of(cast.operand()) + " AS " + cast.type() + ")";
    }

    private static String caseText(Expression.Case x) {
        StringBuilder text = new StringBuilder("CASE");
        x.input().ifPresent(input -> text.append(' ').append(of(input)));
        for (Expression.When when : x.branches()) {
            text.append(" WHEN ").append(of(when.when())).append(" THEN ").append(of(when.then()));
        }
        x.otherwise().ifPresent(otherwise -> text.append(" ELSE ").append(of(otherwise)));
        return text.append(" END").toString();
    }
}
