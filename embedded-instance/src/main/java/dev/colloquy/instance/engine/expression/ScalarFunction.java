package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;

/**
 * A built-in function that needs no catalog: its result depends on its arguments, the clock or chance only.
 *
 * <p>A date part ({@code DATEADD(day, …)}) is passed as a value of type sysname that holds the part's name.
 */
public interface ScalarFunction {

    /**
     * The result type.
     *
     * @param argumentTypes types of the arguments, sysname for a date part
     * @param arguments     the arguments as written, or an empty list where they are not at hand
     */
    SqlType type(List<SqlType> argumentTypes, List<Expression> arguments);

    /**
     * Calls the function.
     *
     * @throws dev.colloquy.instance.types.SqlError 174 or 189 for a wrong number of arguments, 8116 for an argument of
     *     a wrong type, and the errors of the function itself
     */
    SqlValue apply(List<SqlValue> arguments, EvaluationContext context);

    /** Whether equal arguments always give equal results. */
    boolean deterministic();
}
