package dev.colloquy.instance.types;

import java.util.Objects;

/**
 * A typed value.
 *
 * @param type  the data type
 * @param value {@code null} for NULL, otherwise an object of the class that {@link SqlKind} names for the type
 */
public record SqlValue(SqlType type, Object value) {
    public SqlValue {
        Objects.requireNonNull(type);
    }

    public static SqlValue of(SqlType type, Object value) {
        return new SqlValue(type, value);
    }

    public static SqlValue nullOf(SqlType type) {
        return new SqlValue(type, null);
    }

    public boolean isNull() {
        return value == null;
    }
}
