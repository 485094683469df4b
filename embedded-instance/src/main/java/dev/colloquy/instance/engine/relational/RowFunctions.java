package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import org.h2.value.Value;
import org.h2.value.ValueBoolean;
import org.h2.value.ValueNull;

/**
 * The functions that H2 calls for expressions over rows which only the interpreter computes as SQL Server does. H2
 * calls them on the thread that runs the plan, which {@link Execution#current()} knows.
 */
public final class RowFunctions {
    /** The function of values in H2's SQL. */
    static final String VALUE = "colloquy.row_value";

    /** The function of conditions in H2's SQL. */
    static final String TRUTH = "colloquy.row_truth";

    private RowFunctions() {}

    /** The statements that make the functions known to H2. */
    static List<String> definitions() {
        return List.of(
                "CREATE ALIAS IF NOT EXISTS " + VALUE + " FOR \"" + RowFunctions.class.getName() + ".value\"",
                "CREATE ALIAS IF NOT EXISTS " + TRUTH + " FOR \"" + RowFunctions.class.getName() + ".truth\"");
    }

    /**
     * Evaluates an expression of the running plan.
     *
     * @param arguments the number of the expression, then its inputs
     */
    public static Value value(Value... arguments) {
        Execution execution = Execution.current();
        RowExpression expression = execution.expression(arguments[0].getInt());
        SqlValue result = Evaluator.evaluate(expression.expression(), inputs(execution, expression, arguments));
        SqlType type = expression.result();
        Object value =
                result.type().equals(type) ? result.value() : Conversions.convert(result.value(), result.type(), type);
        return StorageTypes.toValue(value, type);
    }

    /**
     * Tests a condition of the running plan.
     *
     * @param arguments the number of the condition, then its inputs
     */
    public static Value truth(Value... arguments) {
        Execution execution = Execution.current();
        RowExpression expression = execution.expression(arguments[0].getInt());
        Boolean result = Evaluator.test(expression.expression(), inputs(execution, expression, arguments));
        return result == null ? ValueNull.INSTANCE : ValueBoolean.get(result);
    }

    private static RowContext inputs(Execution execution, RowExpression expression, Value[] arguments) {
        SqlValue[] values = new SqlValue[expression.inputs().size()];
        for (int i = 0; i < values.length; i++) {
            SqlType type = expression.inputs().get(i);
            values[i] = SqlValue.of(type, StorageTypes.fromValue(arguments[i + 1], type));
        }
        return RowContext.ofInputs(execution.context(), values);
    }
}
