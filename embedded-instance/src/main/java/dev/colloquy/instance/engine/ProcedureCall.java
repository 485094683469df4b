package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlType;
import java.util.List;

/**
 * A remote procedure call.
 *
 * @param name      as sent, {@code [schema].[name]} and {@code db..name} included; ProcIDs arrive as their names
 * @param arguments in order
 */
public record ProcedureCall(String name, List<Argument> arguments) {
    public ProcedureCall {
        arguments = List.copyOf(arguments);
    }

    /**
     * One argument.
     *
     * @param name       with its sign, empty if positional
     * @param output     passed by reference
     * @param useDefault take the parameter's default, the value means nothing
     * @param type       the type on the wire; the parameter's declared type decides what becomes of it
     * @param value      of the class that {@link dev.colloquy.instance.types.SqlKind} names, or null
     */
    public record Argument(String name, boolean output, boolean useDefault, SqlType type, Object value) {}
}
