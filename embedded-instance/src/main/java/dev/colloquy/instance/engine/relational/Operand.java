package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.types.SqlType;

/**
 * A value in H2's SQL.
 *
 * @param sql      the text, to be put anywhere without parentheses
 * @param large    whether it is a large object in H2, which cannot be compared as it stands
 */
record Operand(String sql, SqlType type, boolean nullable, boolean large) {
    static Operand of(String sql, SqlType type) {
        return new Operand(sql, type, true, false);
    }

    /** A column of a table or of a derived table. */
    static Operand column(String sql, SqlType type, boolean nullable) {
        return new Operand(sql, type, nullable, StorageTypes.isLarge(type));
    }

    /** The text in a form that can be compared, grouped and sorted. */
    String comparable() {
        return large ? "CAST(" + sql + " AS " + StorageTypes.expression(type) + ")" : sql;
    }

    Operand asNullable() {
        return nullable ? this : new Operand(sql, type, true, large);
    }

    Operand withType(SqlType other) {
        return new Operand(sql, other, nullable, large);
    }
}
