package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;

/**
 * Values of sql_variant as H2 sees them, which system views have: {@code INT:0:0:0:42}, the type and then the value as
 * text.
 */
final class Variants {
    private static final int PARTS = 5;

    private Variants() {}

    static String encode(SqlValue value) {
        SqlType type = value.type();
        return type.kind() + ":" + type.length() + ":" + type.precision() + ":" + type.scale() + ":"
                + Conversions.convert(value.value(), type, SqlType.NVARCHAR_MAX);
    }

    static SqlValue decode(String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split(":", PARTS);
        SqlType type = new SqlType(
                SqlKind.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
        return SqlValue.of(type, Conversions.convert(parts[PARTS - 1], SqlType.NVARCHAR_MAX, type));
    }
}
