package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlType;

/**
 * Describes one column of a result set.
 *
 * @param name     empty for a column without name
 * @param type     the data type
 * @param nullable whether NULL may occur
 * @param identity whether it is an identity column
 */
public record ResultColumn(String name, SqlType type, boolean nullable, boolean identity) {
    /** A nullable column. */
    public static ResultColumn of(String name, SqlType type) {
        return new ResultColumn(name, type, true, false);
    }
}
