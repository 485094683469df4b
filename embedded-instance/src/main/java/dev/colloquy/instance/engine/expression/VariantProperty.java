package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.Locale;

/** SQL_VARIANT_PROPERTY: facts about the type of a value. */
final class VariantProperty {
    private static final String COLLATION = "SQL_Latin1_General_CP1_CI_AS";

    private VariantProperty() {}

    /** NULL for a property that the type does not have or that does not exist. */
    static Object of(Arguments a) {
        SqlValue value = a.value(0).value() instanceof SqlValue inner ? inner : a.value(0);
        SqlType type = value.type();
        return switch (a.text(1).toLowerCase(Locale.ROOT)) {
            case "basetype" -> SqlValue.of(SqlType.SYSNAME, type.kind().sqlName());
            case "precision" -> integer(precision(type));
            case "scale" -> integer(scale(type));
            case "maxlength" -> integer(DataLength.ofType(type));
            case "totalbytes" -> integer((int) DataLength.of(value) + 2);
            case "collation" -> type.kind().isCharacter() ? SqlValue.of(SqlType.SYSNAME, COLLATION) : null;
            default -> null;
        };
    }

    private static SqlValue integer(int number) {
        return SqlValue.of(SqlType.INT, number);
    }

    /** Digits of numbers, characters of dates as text; 0 for the others. */
    private static int precision(SqlType type) {
        int fraction = type.scale() == 0 ? 0 : type.scale() + 1;
        return switch (type.kind()) {
            case BIT -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INT, SMALLMONEY, DATE -> 10;
            case BIGINT, MONEY -> 19;
            case DECIMAL, NUMERIC -> type.precision();
            case REAL -> 24;
            case FLOAT -> 53;
            case TIME -> 8 + fraction;
            case SMALLDATETIME -> 16;
            case DATETIME -> 23;
            case DATETIME2 -> 19 + fraction;
            case DATETIMEOFFSET -> 26 + fraction;
            default -> 0;
        };
    }

    private static int scale(SqlType type) {
        return switch (type.kind()) {
            case MONEY, SMALLMONEY -> 4;
            case DATETIME -> 3;
            default -> type.scale();
        };
    }
}
