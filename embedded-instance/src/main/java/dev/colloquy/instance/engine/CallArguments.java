package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.Optional;

/** The arguments of a system procedure, found by name or by place. */
record CallArguments(List<ActualArgument> all) {

    int size() {
        return all.size();
    }

    /** The argument that was passed under one of the names, or without a name at the place. */
    Optional<ActualArgument> find(int place, String... names) {
        if (place < all.size() && !all.get(place).isNamed()) {
            return Optional.of(all.get(place));
        }
        for (String name : names) {
            for (ActualArgument argument : all) {
                if (argument.name().equalsIgnoreCase(name)) {
                    return Optional.of(argument);
                }
            }
        }
        return Optional.empty();
    }

    /** The value as text; absent if the argument is missing, DEFAULT or NULL. */
    Optional<String> text(int place, String... names) {
        return value(place, SqlType.NVARCHAR_MAX, names).map(String.class::cast);
    }

    /** The value as a number; absent if the argument is missing, DEFAULT or NULL. */
    Optional<Integer> integer(int place, String... names) {
        return value(place, SqlType.INT, names).map(Integer.class::cast);
    }

    private Optional<Object> value(int place, SqlType type, String... names) {
        return find(place, names)
                .map(ActualArgument::value)
                .filter(value -> !value.isNull())
                .map(value -> Conversions.convert(value, type).value());
    }

    /** The arguments from a place on: the values for a statement's parameters. */
    List<ActualArgument> from(int place) {
        return place >= all.size() ? List.of() : all.subList(place, all.size());
    }

    /** Gives an OUTPUT argument its value, if it was passed at all. */
    void returns(int place, String name, SqlType type, Object value) {
        find(place, name).ifPresent(argument -> argument.returns(name, SqlValue.of(type, value)));
    }

    static SqlError missing(String procedure, String parameter) {
        return new SqlError(
                201,
                16,
                4,
                "Procedure or function '" + procedure + "' expects parameter '" + parameter
                        + "', which was not supplied.");
    }
}
