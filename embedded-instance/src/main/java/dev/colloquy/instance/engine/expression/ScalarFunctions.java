package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The built-in functions that need no catalog, by name. */
public final class ScalarFunctions {
    private static final Map<String, BuiltIn> FUNCTIONS = functions();
    private static final Set<String> NOT_SUPPORTED = Set.of(
            "FORMAT",
            "PARSE",
            "TRY_PARSE",
            "COMPRESS",
            "DECOMPRESS",
            "SOUNDEX",
            "DIFFERENCE",
            "JSON_QUERY",
            "JSON_MODIFY",
            "JSON_OBJECT",
            "JSON_ARRAY",
            "DATE_BUCKET",
            "DATETRUNC");

    private ScalarFunctions() {}

    /**
     * Finds a function.
     *
     * @param upperName its name in upper case
     * @return empty for an unknown function and for one that needs the session or the catalog
     */
    public static Optional<ScalarFunction> find(String upperName) {
        return Optional.ofNullable(FUNCTIONS.get(upperName));
    }

    static BuiltIn builtIn(String upperName) {
        return FUNCTIONS.get(upperName);
    }

    /** What to raise for a function that nobody knows: 195, 4121 for a qualified one, or that it is not supported. */
    static SqlError unknown(ObjectName name) {
        if (name.schema().isPresent()) {
            return new SqlError(
                    4121,
                    "Cannot find either column \"" + name.schema().get()
                            + "\" or the user-defined function or aggregate \"" + name
                            + "\", or the name is ambiguous.");
        }
        if (NOT_SUPPORTED.contains(name.name())) {
            return SqlErrors.notSupported("The function " + name.name());
        }
        return new SqlError(195, 15, 10, "'" + name.name() + "' is not a recognized built-in function name.");
    }

    private static Map<String, BuiltIn> functions() {
        Map<String, BuiltIn> functions = new HashMap<>();
        ConditionalFunctions.addTo(functions);
        StringFunctions.addTo(functions);
        SearchFunctions.addTo(functions);
        CharacterFunctions.addTo(functions);
        MathFunctions.addTo(functions);
        ClockFunctions.addTo(functions);
        DateFunctions.addTo(functions);
        DateConstruction.addTo(functions);
        SystemFunctions.addTo(functions);
        JsonFunctions.addTo(functions);
        return Map.copyOf(functions);
    }
}
