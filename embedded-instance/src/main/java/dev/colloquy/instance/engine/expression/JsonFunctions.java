package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import java.util.Map;

/** ISJSON and JSON_VALUE. */
final class JsonFunctions {
    private static final int LONGEST_VALUE = 4000;

    private JsonFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.of("ISJSON", 1, ResultTypes.always(SqlType.INT), a -> JsonText.isContainer(a.text(0)) ? 1 : 0)
                .addTo(functions);
        BuiltIn.of("JSON_VALUE", 2, ResultTypes.always(SqlType.nvarchar(LONGEST_VALUE)), JsonFunctions::value)
                .addTo(functions);
    }

    /**
     * A scalar at a path. What is missing, no scalar or too long is NULL in lax mode, the default, and an error in
     * strict mode: 13608, 13623, 13625.
     */
    private static Object value(Arguments a) {
        JsonPath path = JsonPath.parse(a.text(1));
        JsonText found = JsonText.find(a.text(0), path);
        if (found == null) {
            return missing(path, 13608, "Property cannot be found on the specified JSON path.");
        }
        if (found.isContainer()) {
            return missing(path, 13623, "Scalar value cannot be found in the specified JSON path.");
        }
        String value = found.scalar();
        if (value != null && value.length() > LONGEST_VALUE) {
            return missing(path, 13625, "String value in the specified JSON path would be truncated.");
        }
        return value;
    }

    private static Object missing(JsonPath path, int number, String message) {
        if (path.strict()) {
            throw new SqlError(number, message);
        }
        return null;
    }
}
