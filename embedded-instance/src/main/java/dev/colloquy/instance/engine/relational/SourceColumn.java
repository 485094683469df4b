package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.types.SqlType;
import java.util.function.Supplier;

/**
 * A column of a row source.
 *
 * @param operand the column in SQL; asked only if the column is used
 */
record SourceColumn(String name, SqlType type, boolean nullable, boolean identity, Supplier<Operand> operand) {
    static SourceColumn of(String name, Operand operand, boolean identity) {
        return new SourceColumn(name, operand.type(), operand.nullable(), identity, () -> operand);
    }

    /** The column as it appears on the outer side of a join. */
    SourceColumn asNullable() {
        return nullable
                ? this
                : new SourceColumn(
                        name, type, true, identity, () -> operand.get().asNullable());
    }
}
