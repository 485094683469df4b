package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import java.util.Optional;

/**
 * An item of a select list, {@code *} resolved.
 *
 * @param expression as written; absent for a column that {@code *} stands for
 */
record SelectItem(String name, Optional<Expression> expression, Operand operand, boolean identity) {
    Output output(boolean comparable) {
        return new Output(name, operand.type(), operand.nullable(), identity, operand.large() && !comparable);
    }
}
