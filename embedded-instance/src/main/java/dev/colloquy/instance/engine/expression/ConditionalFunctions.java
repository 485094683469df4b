package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.Map;

/**
 * The conditional forms over arguments that are evaluated already, for callers without expressions; and GREATEST and
 * LEAST.
 */
final class ConditionalFunctions {
    private static final int MANY = 254;

    private ConditionalFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.conditional("COALESCE", 2, Integer.MAX_VALUE, ConditionalFunctions::coalesce)
                .addTo(functions);
        BuiltIn.conditional("ISNULL", 2, 2, ConditionalFunctions::coalesce).addTo(functions);
        BuiltIn.conditional("NULLIF", 2, 2, ConditionalFunctions::nullIf).addTo(functions);
        BuiltIn.conditional("IIF", 3, 3, a -> converted(a, isTrue(a) ? 1 : 2)).addTo(functions);
        BuiltIn.conditional("CHOOSE", 2, MANY, ConditionalFunctions::choose).addTo(functions);
        BuiltIn.of("GREATEST", 1, MANY, ConditionalFunctions::common, a -> extreme(a, 1))
                .lenient()
                .addTo(functions);
        BuiltIn.of("LEAST", 1, MANY, ConditionalFunctions::common, a -> extreme(a, -1))
                .lenient()
                .addTo(functions);
    }

    private static SqlType common(SqlType[] types) {
        SqlType common = types[0];
        for (SqlType type : types) {
            common = Promotion.common(common, type);
        }
        return common;
    }

    /** NULL arguments are passed over. */
    private static Object extreme(Arguments arguments, int sign) {
        SqlValue extreme = null;
        for (SqlValue value : arguments.values()) {
            boolean better = !value.isNull()
                    && (extreme == null || sign * Comparisons.compare(value, extreme, arguments.collation()) > 0);
            extreme = better ? value : extreme;
        }
        return extreme == null
                ? null
                : Conversions.convert(extreme, arguments.type()).value();
    }

    private static Object coalesce(Arguments arguments) {
        for (int i = 0; i < arguments.count(); i++) {
            if (!arguments.isNull(i)) {
                return converted(arguments, i);
            }
        }
        return null;
    }

    private static Object nullIf(Arguments arguments) {
        Boolean equal = Conditions.holds(arguments.value(0), "=", arguments.value(1), arguments.collation());
        return Boolean.TRUE.equals(equal) ? null : arguments.value(0).value();
    }

    private static Object choose(Arguments arguments) {
        int index = arguments.isNull(0) ? 0 : arguments.integer(0);
        return index < 1 || !arguments.has(index) ? null : converted(arguments, index);
    }

    private static boolean isTrue(Arguments arguments) {
        return Boolean.TRUE.equals(arguments.value(0).value());
    }

    private static Object converted(Arguments arguments, int index) {
        return Conversions.assign(arguments.value(index), arguments.type()).value();
    }
}
