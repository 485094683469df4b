package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.Locale;

/** The arguments of one call, converted as the function asks for them. Indexes count from 0, errors from 1. */
final class Arguments {
    private final BuiltIn function;
    private final SqlValue[] values;
    private final SqlType type;
    private final EvaluationContext context;
    private final Collation collation;

    Arguments(BuiltIn function, SqlValue[] values, SqlType type, EvaluationContext context, Collation collation) {
        this.function = function;
        this.values = values;
        this.type = type;
        this.context = context;
        this.collation = collation;
    }

    BuiltIn function() {
        return function;
    }

    SqlValue[] values() {
        return values;
    }

    /** The type of the result. */
    SqlType type() {
        return type;
    }

    EvaluationContext context() {
        return context;
    }

    Collation collation() {
        return collation;
    }

    int count() {
        return values.length;
    }

    boolean has(int index) {
        return index < values.length;
    }

    boolean isNull(int index) {
        return values[index].isNull();
    }

    SqlValue value(int index) {
        return values[index];
    }

    SqlType typeOf(int index) {
        return values[index].type();
    }

    /** The argument as text; error 8116 for a type that has none. */
    String text(int index) {
        SqlValue value = values[index];
        if (value.type().kind() == SqlKind.XML || value.type().kind() == SqlKind.SQL_VARIANT) {
            throw invalid(index);
        }
        if (value.value() instanceof String text) {
            return text;
        }
        return (String) Conversions.convert(value, SqlType.VARCHAR_MAX).value();
    }

    boolean isUnicode(int index) {
        return typeOf(index).kind().isUnicode();
    }

    int integer(int index) {
        return (Integer) implicit(index, SqlType.INT);
    }

    /** The argument, or a default where it is left out. */
    int integer(int index, int otherwise) {
        return has(index) ? integer(index) : otherwise;
    }

    long bigint(int index) {
        return (Long) implicit(index, SqlType.BIGINT);
    }

    double floating(int index) {
        return (Double) implicit(index, SqlType.FLOAT);
    }

    private Object implicit(int index, SqlType to) {
        SqlValue value = values[index];
        if (ConversionRules.rule(value.type().kind(), to.kind()) != ConversionRules.Rule.IMPLICIT) {
            throw invalid(index);
        }
        return Conversions.convert(value, to).value();
    }

    /** 8116: the type of an argument. */
    SqlError invalid(int index) {
        return invalidArgument(function.name(), typeOf(index), index);
    }

    static SqlError invalidArgument(String function, SqlType type, int index) {
        return new SqlError(
                8116,
                "Argument data type " + ConversionErrors.name(type) + " is invalid for argument " + (index + 1) + " of "
                        + function.toLowerCase(Locale.ROOT) + " function.");
    }
}
