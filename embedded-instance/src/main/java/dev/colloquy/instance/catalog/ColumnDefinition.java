package dev.colloquy.instance.catalog;

import dev.colloquy.instance.types.SqlType;
import java.util.Optional;

/**
 * A column of a table, as {@code sys.columns} shows it.
 *
 * @param columnId     never used again after the column is dropped
 * @param nullable     whether NULL is allowed
 * @param identity     absent if the column is no identity column
 * @param defaultValue the DEFAULT constraint, absent if there is none
 * @param computed     the T-SQL text of a computed column's expression
 * @param rowGuid      ROWGUIDCOL
 */
public record ColumnDefinition(
        int columnId,
        String name,
        SqlType type,
        boolean nullable,
        Optional<Identity> identity,
        Optional<DefaultValue> defaultValue,
        Optional<String> computed,
        boolean rowGuid) {

    /** IDENTITY(seed, increment). */
    public record Identity(long seed, long increment) {}

    /**
     * A DEFAULT constraint.
     *
     * @param text the T-SQL text of the value, in parentheses
     */
    public record DefaultValue(int objectId, String name, String text) {}

    /** The name of the column in H2; the id keeps it apart from a dropped column of the same name. */
    public String storageName() {
        return name + "#" + columnId;
    }

    public ColumnDefinition withDefault(Optional<DefaultValue> value) {
        return new ColumnDefinition(columnId, name, type, nullable, identity, value, computed, rowGuid);
    }

    public ColumnDefinition withType(SqlType newType, boolean newNullable) {
        return new ColumnDefinition(columnId, name, newType, newNullable, identity, defaultValue, computed, rowGuid);
    }
}
