package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The functions that need the session or the catalog, by their names. */
final class SessionFunctions {
    /** A function; the values have been counted. */
    @FunctionalInterface
    interface Body {
        Object apply(Arguments arguments);
    }

    private record Function(SqlType type, int fewest, int most, Body body) {}

    /**
     * The values that a function was called with.
     *
     * @param scope where it was called
     */
    record Arguments(List<SqlValue> values, Scope scope) {
        int size() {
            return values.size();
        }

        boolean isNull(int place) {
            return place >= values.size() || values.get(place).isNull();
        }

        /** The value as text, null for NULL and for an argument that was not passed. */
        String text(int place) {
            return isNull(place)
                    ? null
                    : (String) Conversions.convert(values.get(place), SqlType.NVARCHAR_MAX)
                            .value();
        }

        /** The value as a number, null for NULL and for an argument that was not passed. */
        Integer integer(int place) {
            return isNull(place)
                    ? null
                    : (Integer)
                            Conversions.convert(values.get(place), SqlType.INT).value();
        }
    }

    private static final Map<String, Function> FUNCTIONS = functions();

    private SessionFunctions() {}

    /** Takes the functions of one kind. */
    static final class Registry {
        private final Map<String, Function> functions = new HashMap<>();

        void add(String name, SqlType type, int fewest, int most, Body body) {
            functions.put(name, new Function(type, fewest, most, body));
        }
    }

    private static Map<String, Function> functions() {
        Registry registry = new Registry();
        addOwn(registry);
        ErrorFunctions.addTo(registry);
        CatalogFunctions.addTo(registry);
        PrincipalFunctions.addTo(registry);
        PropertyFunctions.addTo(registry);
        return Map.copyOf(registry.functions);
    }

    private static void addOwn(Registry registry) {
        SqlType name = SqlType.SYSNAME;
        registry.add("HOST_NAME", name, 0, 0, a -> a.scope().session().request().hostName());
        registry.add("APP_NAME", name, 0, 0, a -> a.scope().session().request().applicationName());
        registry.add(
                "CONTEXT_INFO",
                SqlType.varbinary(128),
                0,
                0,
                a -> a.scope().session().contextInfo().value());
        registry.add(
                "SCOPE_IDENTITY",
                LastStatement.IDENTITY_TYPE,
                0,
                0,
                a -> a.scope().identity().value());
        registry.add(
                "XACT_STATE",
                SqlType.SMALLINT,
                0,
                0,
                a -> a.scope().session().transaction().state());
        registry.add(
                "CURRENT_TRANSACTION_ID",
                SqlType.BIGINT,
                0,
                0,
                a -> a.scope().transaction().id());
        registry.add("FORMATMESSAGE", SqlType.nvarchar(2048), 1, 21, SessionFunctions::formatMessage);
    }

    private static Object formatMessage(Arguments arguments) {
        if (arguments.isNull(0) || !arguments.values().get(0).type().kind().isCharacter()) {
            return null;
        }
        return MessageFormat.format(
                arguments.text(0), new ArrayList<>(arguments.values().subList(1, arguments.size())));
    }

    /**
     * Calls a function.
     *
     * @return empty if there is none of that name
     * @throws SqlError 174 or 189 for a wrong number of arguments
     */
    static Optional<SqlValue> call(String name, List<SqlValue> values, Scope scope) {
        Function function = FUNCTIONS.get(name);
        if (function == null) {
            return Optional.empty();
        }
        if (values.size() < function.fewest() || values.size() > function.most()) {
            throw wrongCount(name, function);
        }
        Object value = function.body().apply(new Arguments(values, scope));
        return Optional.of(SqlValue.of(function.type(), value));
    }

    private static SqlError wrongCount(String name, Function function) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (function.fewest() == function.most()) {
            return new SqlError(
                    174, 15, 1, "The " + lower + " function requires " + function.fewest() + " argument(s).");
        }
        return new SqlError(
                189,
                15,
                1,
                "The " + lower + " function requires " + function.fewest() + " to " + function.most() + " arguments.");
    }

    /** The result type of a function, empty if there is none of that name. */
    static Optional<SqlType> type(String name) {
        Function function = FUNCTIONS.get(name);
        return function == null ? Optional.empty() : Optional.of(function.type());
    }
}
