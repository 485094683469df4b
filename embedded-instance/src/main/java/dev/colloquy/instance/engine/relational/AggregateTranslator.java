package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Translates aggregates and window functions. */
final class AggregateTranslator {
    private final ExpressionTranslator values;

    AggregateTranslator(ExpressionTranslator values) {
        this.values = values;
    }

    Operand aggregate(Expression.Call call) {
        return aggregate(call, "");
    }

    private Operand aggregate(Expression.Call call, String over) {
        String name = Expressions.functionName(call);
        if (name.equals("COUNT") || name.equals("COUNT_BIG")) {
            SqlType type = name.equals("COUNT") ? SqlType.INT : SqlType.BIGINT;
            String count = "COUNT(" + distinct(call) + counted(call) + ")" + over;
            return new Operand(cast(count, type), type, false, false);
        }
        Operand operand = values.translate(call.arguments().get(0));
        return switch (name) {
            case "SUM" -> sum(call, operand, over);
            case "AVG" -> average(call, operand, over);
            case "MIN", "MAX" ->
                new Operand(name + "(" + operand.comparable() + ")" + over, operand.type(), true, false);
            case "STDEV" -> statistic("STDDEV_SAMP", call, operand, over);
            case "STDEVP" -> statistic("STDDEV_POP", call, operand, over);
            case "VAR" -> statistic("VAR_SAMP", call, operand, over);
            case "VARP" -> statistic("VAR_POP", call, operand, over);
            case "STRING_AGG" -> stringAggregate(call, operand);
            default -> throw SqlErrors.notSupported("The aggregate " + name);
        };
    }

    private static String distinct(Expression.Call call) {
        return call.distinct() ? "DISTINCT " : "";
    }

    private String counted(Expression.Call call) {
        Expression argument = call.arguments().get(0);
        return argument instanceof Expression.AllColumns
                ? "*"
                : values.translate(argument).comparable();
    }

    private static String cast(String sql, SqlType type) {
        return "CAST(" + sql + " AS " + StorageTypes.expression(type) + ")";
    }

    private static void requireNumber(Expression.Call call, Operand operand) {
        if (!operand.type().kind().isNumeric() || operand.type().kind() == SqlKind.BIT) {
            throw new SqlError(
                    8117,
                    "Operand data type " + operand.type().kind().sqlName() + " is invalid for "
                            + call.name().name().toLowerCase(Locale.ROOT) + " operator.");
        }
    }

    private static Operand sum(Expression.Call call, Operand operand, String over) {
        requireNumber(call, operand);
        SqlType type = totalType(operand.type());
        return Operand.of(cast("SUM(" + distinct(call) + operand.sql() + ")" + over, type), type);
    }

    /** Averages of integers are whole numbers. */
    private static Operand average(Expression.Call call, Operand operand, String over) {
        requireNumber(call, operand);
        SqlType total = totalType(operand.type());
        if (total.kind().isInteger()) {
            String sum = "SUM(" + distinct(call) + operand.sql() + ")" + over;
            String count = "COUNT(" + distinct(call) + operand.sql() + ")" + over;
            String average = "CAST(" + sum + " AS NUMERIC(38, 0)) / NULLIF(" + count + ", 0)";
            return Operand.of(cast("TRUNC(" + average + ")", total), total);
        }
        SqlType type = total.kind() == SqlKind.DECIMAL || total.kind() == SqlKind.NUMERIC
                ? SqlType.decimal(38, Math.max(total.scale(), 6))
                : total;
        return Operand.of(cast("AVG(" + distinct(call) + operand.sql() + ")" + over, type), type);
    }

    private static SqlType totalType(SqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT -> SqlType.INT;
            case DECIMAL, NUMERIC -> SqlType.decimal(38, type.scale());
            case SMALLMONEY, MONEY -> SqlType.MONEY;
            case REAL, FLOAT -> SqlType.FLOAT;
            default -> type;
        };
    }

    private static Operand statistic(String function, Expression.Call call, Operand operand, String over) {
        requireNumber(call, operand);
        return Operand.of(
                cast(function + "(" + distinct(call) + operand.sql() + ")" + over, SqlType.FLOAT), SqlType.FLOAT);
    }

    private Operand stringAggregate(Expression.Call call, Operand operand) {
        boolean unicode =
                operand.type().kind().isUnicode() || !operand.type().kind().isCharacter();
        boolean large = operand.type().isMax();
        SqlType type =
                unicode ? SqlType.nvarchar(large ? SqlType.MAX : 4000) : SqlType.varchar(large ? SqlType.MAX : 8000);
        Operand text = values.convert(operand, unicode ? SqlType.NVARCHAR_MAX : SqlType.VARCHAR_MAX);
        // H2 reads the separator before the parameters have values, unless it is a parameter as it stands.
        Expression separator = call.arguments().get(1);
        if (!Expressions.isConstant(separator)) {
            throw SqlErrors.notSupported("A separator of STRING_AGG that is computed from rows");
        }
        SqlType separatorType = unicode ? SqlType.nvarchar(4000) : SqlType.varchar(8000);
        values.type(separator, List.of());
        String bound = values.translation().bind(new Parameter.Constant(separator, separatorType, false));
        return Operand.of(cast("LISTAGG(" + text.comparable() + ", " + bound + ")", type), type);
    }

    Operand window(Expression.Call call) {
        String name = String.valueOf(Expressions.functionName(call));
        String over = over(call.over().orElseThrow());
        return switch (name) {
            case "ROW_NUMBER", "RANK", "DENSE_RANK" -> new Operand(name + "()" + over, SqlType.BIGINT, false, false);
            case "NTILE" ->
                new Operand(
                        "NTILE(" + values.translate(call.arguments().get(0)).sql() + ")" + over,
                        SqlType.BIGINT,
                        false,
                        false);
            case "PERCENT_RANK", "CUME_DIST" -> new Operand(name + "()" + over, SqlType.FLOAT, false, false);
            case "LAG", "LEAD" -> neighbour(name, call, over);
            case "FIRST_VALUE", "LAST_VALUE" -> {
                Operand value = values.translate(call.arguments().get(0));
                yield new Operand(name + "(" + value.comparable() + ")" + over, value.type(), true, false);
            }
            default -> aggregate(call, over);
        };
    }

    private Operand neighbour(String name, Expression.Call call, String over) {
        Operand value = values.translate(call.arguments().get(0));
        StringBuilder sql = new StringBuilder(name).append('(').append(value.comparable());
        if (call.arguments().size() > 1) {
            // H2 takes the distance as a number in the text only.
            Expression distance = call.arguments().get(1);
            if (!(distance instanceof Expression.Literal literal)
                    || !(literal.value().value() instanceof Integer number)) {
                throw SqlErrors.notSupported("A distance in " + name + " that is not a number");
            }
            sql.append(", ").append(number);
        }
        if (call.arguments().size() > 2) {
            Operand otherwise = values.convert(values.translate(call.arguments().get(2)), value.type());
            sql.append(", ").append(otherwise.sql());
        }
        return new Operand(sql.append(')').append(over).toString(), value.type(), true, false);
    }

    private String over(Expression.Over over) {
        StringBuilder sql = new StringBuilder(" OVER (");
        if (!over.partitionBy().isEmpty()) {
            sql.append("PARTITION BY ")
                    .append(over.partitionBy().stream()
                            .map(e -> values.translate(e).comparable())
                            .collect(Collectors.joining(", ")));
        }
        if (!over.orderBy().isEmpty()) {
            sql.append(" ORDER BY ").append(order(over.orderBy()));
        }
        over.frame().ifPresent(frame -> sql.append(' ').append(frame));
        return sql.append(')').toString();
    }

    private String order(List<Query.Order> terms) {
        return terms.stream()
                .map(term -> values.translate(term.expression()).comparable() + (term.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
    }
}
