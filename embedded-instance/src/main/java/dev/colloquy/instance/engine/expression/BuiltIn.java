package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One entry of the table of built-in functions. Unless declared lenient it yields NULL when an argument is NULL. */
final class BuiltIn implements ScalarFunction {
    private final String name;
    private final int fewest;
    private final int most;
    private final TypeRule typeRule;
    private final Body body;
    private boolean lenient;
    private boolean datePart;
    private boolean conditional;
    private boolean deterministic = true;

    private BuiltIn(String name, int fewest, int most, TypeRule typeRule, Body body) {
        this.name = name;
        this.fewest = fewest;
        this.most = most;
        this.typeRule = typeRule;
        this.body = body;
    }

    /** The result type from the types of the arguments. */
    @FunctionalInterface
    interface TypeRule {
        SqlType of(SqlType[] arguments);
    }

    /** Computes the object that carries the result, null for NULL. */
    @FunctionalInterface
    interface Body {
        Object apply(Arguments arguments);
    }

    /** A function of a fixed number of arguments. */
    static BuiltIn of(String name, int arguments, TypeRule type, Body body) {
        return new BuiltIn(name, arguments, arguments, type, body);
    }

    static BuiltIn of(String name, int fewest, int most, TypeRule type, Body body) {
        return new BuiltIn(name, fewest, most, type, body);
    }

    /** A function of the conditional forms, which evaluate their arguments themselves. */
    static BuiltIn conditional(String name, int fewest, int most, Body body) {
        BuiltIn function = new BuiltIn(name, fewest, most, types -> types[0], body).lenient();
        function.conditional = true;
        return function;
    }

    /** Declares that the body sees NULL arguments. */
    BuiltIn lenient() {
        lenient = true;
        return this;
    }

    BuiltIn nondeterministic() {
        deterministic = false;
        return this;
    }

    /** Declares that the first argument names a date part. */
    BuiltIn withDatePart() {
        datePart = true;
        return this;
    }

    void addTo(Map<String, BuiltIn> functions) {
        functions.put(name, this);
    }

    String name() {
        return name;
    }

    boolean takesDatePart() {
        return datePart;
    }

    boolean isConditional() {
        return conditional;
    }

    @Override
    public boolean deterministic() {
        return deterministic;
    }

    @Override
    public SqlType type(List<SqlType> argumentTypes, List<Expression> arguments) {
        checkCount(argumentTypes.size());
        if (conditional) {
            return commonType(argumentTypes);
        }
        return typeRule.of(argumentTypes.toArray(new SqlType[0]));
    }

    private SqlType commonType(List<SqlType> types) {
        int first = name.equals("IIF") || name.equals("CHOOSE") ? 1 : 0;
        SqlType common = types.get(first);
        boolean firstDecides = name.equals("ISNULL") || name.equals("NULLIF");
        for (int i = first + 1; i < types.size() && !firstDecides; i++) {
            common = Promotion.common(common, types.get(i));
        }
        return common;
    }

    @Override
    public SqlValue apply(List<SqlValue> arguments, EvaluationContext context) {
        return apply(arguments.toArray(new SqlValue[0]), context, Collation.CASE_INSENSITIVE);
    }

    SqlValue apply(SqlValue[] values, EvaluationContext context, Collation collation) {
        checkCount(values.length);
        SqlType[] types = new SqlType[values.length];
        boolean hasNull = false;
        for (int i = 0; i < values.length; i++) {
            types[i] = values[i].type();
            hasNull |= values[i].isNull();
        }
        SqlType type = conditional ? commonType(List.of(types)) : typeRule.of(types);
        if (hasNull && !lenient) {
            return SqlValue.nullOf(type);
        }
        return SqlValue.of(type, limited(body.apply(new Arguments(this, values, type, context, collation)), type));
    }

    /** A text longer than its type is cut, as functions do with what does not fit. */
    private static Object limited(Object result, SqlType type) {
        boolean tooLong = result instanceof String text && type.length() > 0 && text.length() > type.length();
        return tooLong ? ((String) result).substring(0, type.length()) : result;
    }

    /** Fails with 174 or 189 for a wrong number of arguments. */
    void checkCount(int count) {
        if (count < fewest || count > most) {
            throw wrongCount(name, fewest, most);
        }
    }

    static SqlError wrongCount(String function, int fewest, int most) {
        String lower = function.toLowerCase(Locale.ROOT);
        return fewest == most
                ? new SqlError(174, 15, 1, "The " + lower + " function requires " + fewest + " argument(s).")
                : new SqlError(
                        189, 15, 1, "The " + lower + " function requires " + fewest + " to " + most + " arguments.");
    }
}
