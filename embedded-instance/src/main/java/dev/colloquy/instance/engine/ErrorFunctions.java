package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.SessionFunctions.Arguments;
import dev.colloquy.instance.engine.SessionFunctions.Registry;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import java.util.function.Function;

/** ERROR_NUMBER and its like: the error that the innermost CATCH took, NULL outside of CATCH. */
final class ErrorFunctions {
    private ErrorFunctions() {}

    static void addTo(Registry registry) {
        registry.add("ERROR_NUMBER", SqlType.INT, 0, 0, a -> caught(a, SqlError::number));
        registry.add("ERROR_SEVERITY", SqlType.INT, 0, 0, a -> caught(a, SqlError::severity));
        registry.add("ERROR_STATE", SqlType.INT, 0, 0, a -> caught(a, SqlError::state));
        registry.add("ERROR_LINE", SqlType.INT, 0, 0, a -> caught(a, SqlError::line));
        registry.add("ERROR_MESSAGE", SqlType.nvarchar(4000), 0, 0, a -> caught(a, SqlError::getMessage));
        registry.add("ERROR_PROCEDURE", SqlType.SYSNAME, 0, 0, a -> caught(a, ErrorFunctions::procedure));
    }

    private static Object caught(Arguments arguments, Function<SqlError, Object> property) {
        Raised caught = arguments.scope().session().caught();
        return caught == null ? null : property.apply(caught.error());
    }

    private static Object procedure(SqlError error) {
        return error.procedure().isEmpty() ? null : error.procedure();
    }
}
