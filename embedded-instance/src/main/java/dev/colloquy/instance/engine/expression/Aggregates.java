package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Set;

/** Result types of the aggregate and window functions; computing them is the query's part. */
final class Aggregates {
    private static final Set<String> NAMES = Set.of(
            "COUNT",
            "COUNT_BIG",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDEV",
            "STDEVP",
            "VAR",
            "VARP",
            "STRING_AGG",
            "CHECKSUM_AGG",
            "ROW_NUMBER",
            "RANK",
            "DENSE_RANK",
            "NTILE",
            "LAG",
            "LEAD",
            "FIRST_VALUE",
            "LAST_VALUE",
            "PERCENT_RANK",
            "CUME_DIST",
            "GROUPING",
            "GROUPING_ID");

    private Aggregates() {}

    /** The name in upper case. */
    static boolean isAggregate(String name) {
        return NAMES.contains(name);
    }

    static SqlType type(String name, List<SqlType> arguments) {
        return switch (name) {
            case "COUNT", "GROUPING_ID", "CHECKSUM_AGG" -> SqlType.INT;
            case "COUNT_BIG", "ROW_NUMBER", "RANK", "DENSE_RANK", "NTILE" -> SqlType.BIGINT;
            case "GROUPING" -> SqlType.TINYINT;
            case "STDEV", "STDEVP", "VAR", "VARP", "PERCENT_RANK", "CUME_DIST" -> SqlType.FLOAT;
            case "SUM", "AVG" -> sum(name, first(name, arguments));
            case "STRING_AGG" -> stringAggregate(first(name, arguments));
            default -> first(name, arguments);
        };
    }

    private static SqlType first(String name, List<SqlType> arguments) {
        if (arguments.isEmpty()) {
            throw BuiltIn.wrongCount(name, 1, 1);
        }
        return arguments.get(0);
    }

    private static SqlType sum(String name, SqlType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INT -> SqlType.INT;
            case BIGINT -> SqlType.BIGINT;
            case MONEY, SMALLMONEY -> SqlType.MONEY;
            case REAL, FLOAT -> SqlType.FLOAT;
            case DECIMAL, NUMERIC ->
                SqlType.numeric(Promotion.MAX_PRECISION, name.equals("AVG") ? Math.max(type.scale(), 6) : type.scale());
            default ->
                throw new SqlError(
                        8117,
                        "Operand data type " + ConversionErrors.name(type) + " is invalid for "
                                + (name.equals("AVG") ? "avg" : "sum") + " operator.");
        };
    }

    private static SqlType stringAggregate(SqlType type) {
        if (type.isMax()) {
            return type.kind() == SqlKind.VARCHAR ? SqlType.VARCHAR_MAX : SqlType.NVARCHAR_MAX;
        }
        return type.kind() == SqlKind.VARCHAR || type.kind() == SqlKind.CHAR
                ? SqlType.varchar(Promotion.MAX_CHARACTERS)
                : SqlType.nvarchar(Promotion.MAX_NATIONAL_CHARACTERS);
    }
}
