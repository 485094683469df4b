package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A part of a date or time, with the names and abbreviations that DATEADD, DATEDIFF, DATENAME and DATEPART know. */
enum DatePart {
    YEAR("year", "yy", "yyyy"),
    QUARTER("quarter", "qq", "q"),
    MONTH("month", "mm", "m"),
    DAYOFYEAR("dayofyear", "dy", "y"),
    DAY("day", "dd", "d"),
    WEEK("week", "wk", "ww"),
    WEEKDAY("weekday", "dw", "w"),
    HOUR("hour", "hh"),
    MINUTE("minute", "mi", "n"),
    SECOND("second", "ss", "s"),
    MILLISECOND("millisecond", "ms"),
    MICROSECOND("microsecond", "mcs"),
    NANOSECOND("nanosecond", "ns"),
    TZOFFSET("tzoffset", "tz"),
    ISO_WEEK("iso_week", "isowk", "isoww");

    private static final Map<String, DatePart> NAMES = names();

    private final List<String> names;

    DatePart(String... names) {
        this.names = List.of(names);
    }

    /** The name as error messages show it. */
    String sqlName() {
        return names.get(0);
    }

    /** True for the parts that a time does not have. */
    boolean isOfDate() {
        return ordinal() <= WEEKDAY.ordinal() || this == ISO_WEEK;
    }

    /** True for the parts that a date does not have. */
    boolean isOfTime() {
        return ordinal() >= HOUR.ordinal() && ordinal() <= NANOSECOND.ordinal();
    }

    /** Nanoseconds of the parts from hour to nanosecond. */
    long nanos() {
        return switch (this) {
            case HOUR -> 3_600_000_000_000L;
            case MINUTE -> 60_000_000_000L;
            case SECOND -> 1_000_000_000L;
            case MILLISECOND -> 1_000_000L;
            case MICROSECOND -> 1_000L;
            case NANOSECOND -> 1L;
            default -> throw new AssertionError(this);
        };
    }

    /** The part of that name in any letter case; error 155 naming the function if there is none. */
    static DatePart named(String function, String name) {
        DatePart part = NAMES.get(name);
        if (part == null) {
            part = NAMES.get(name.toLowerCase(Locale.ROOT));
        }
        if (part == null) {
            throw new SqlError(
                    155, 15, 1, "'" + name + "' is not a recognized " + function.toLowerCase(Locale.ROOT) + " option.");
        }
        return part;
    }

    /** The argument that names a part, as a value; error 1023 for anything but a bare name. */
    static SqlValue argument(String function, Expression expression) {
        if (expression instanceof Expression.Column column && column.qualifier().isEmpty()) {
            return SqlValue.of(SqlType.SYSNAME, column.name());
        }
        throw new SqlError(1023, 15, 1, "Invalid parameter 1 specified for " + function.toLowerCase(Locale.ROOT) + ".");
    }

    private static Map<String, DatePart> names() {
        Map<String, DatePart> names = new HashMap<>();
        for (DatePart part : values()) {
            for (String name : part.names) {
                names.put(name, part);
            }
        }
        return Map.copyOf(names);
    }
}
