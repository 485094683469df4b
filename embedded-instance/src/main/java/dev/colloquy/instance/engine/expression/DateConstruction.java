package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;

/**
 * Dates and times from their parts, and offsets. The scale of the …FROMPARTS functions is their last argument; as the
 * type of a result cannot depend on a value here, they all yield scale 7.
 */
final class DateConstruction {
    private static final int LARGEST_OFFSET = 14 * 60;

    private DateConstruction() {}

    static void addTo(Map<String, BuiltIn> functions) {
        add(functions, "DATEFROMPARTS", 3, SqlType.DATE, DateConstruction::date);
        add(functions, "DATETIMEFROMPARTS", 7, SqlType.DATETIME, a -> time(a, 3, a.integer(6), 3));
        add(functions, "SMALLDATETIMEFROMPARTS", 5, SqlType.SMALLDATETIME, DateConstruction::smalldatetime);
        add(functions, "DATETIME2FROMPARTS", 8, SqlType.DATETIME2, a -> time(a, 3, a.integer(6), a.integer(7)));
        add(functions, "TIMEFROMPARTS", 5, SqlType.time(7), a -> timeOfDay(a, 0, a.integer(3), a.integer(4)));
        add(functions, "DATETIMEOFFSETFROMPARTS", 10, SqlType.datetimeoffset(7), DateConstruction::withOffset);
        BuiltIn.of("EOMONTH", 1, 2, ResultTypes.always(SqlType.DATE), DateConstruction::endOfMonth)
                .addTo(functions);
        BuiltIn.of("SWITCHOFFSET", 2, DateConstruction::offsetType, DateConstruction::switchOffset)
                .addTo(functions);
        BuiltIn.of("TODATETIMEOFFSET", 2, DateConstruction::offsetType, DateConstruction::toOffset)
                .addTo(functions);
    }

    private static void add(Map<String, BuiltIn> functions, String name, int count, SqlType type, BuiltIn.Body body) {
        BuiltIn.of(name, count, ResultTypes.always(type), a -> constructed(a, body))
                .addTo(functions);
    }

    /** 289 for parts of no date, 1002 for a wrong scale. */
    private static Object constructed(Arguments a, BuiltIn.Body body) {
        SqlKind kind = a.type().kind();
        try {
            Object made = body.apply(a);
            boolean year = !(made instanceof LocalDateTime time) || (time.getYear() >= 1 && time.getYear() <= 9999);
            if (year && kind == SqlKind.DATETIME) {
                return Conversions.convert(made, SqlType.DATETIME2, a.type());
            }
            if (year) {
                return made;
            }
            throw impossible(kind);
        } catch (DateTimeException impossible) {
            throw impossible(kind).causedBy(impossible);
        }
    }

    private static SqlError impossible(SqlKind kind) {
        return new SqlError(
                289,
                "Cannot construct data type " + kind.sqlName()
                        + ", some of the arguments have values which are not valid.");
    }

    private static LocalDate date(Arguments a) {
        if (a.integer(0) < 1 || a.integer(0) > 9999) {
            throw impossible(a.type().kind());
        }
        return LocalDate.of(a.integer(0), a.integer(1), a.integer(2));
    }

    private static LocalDateTime smalldatetime(Arguments a) {
        LocalDateTime time = date(a).atTime(a.integer(3), a.integer(4));
        if (DateTicks.roundToMinute(time) == null) {
            throw impossible(a.type().kind());
        }
        return time;
    }

    private static LocalDateTime time(Arguments a, int first, int fraction, int scale) {
        return date(a).atTime(timeOfDay(a, first, fraction, scale));
    }

    private static LocalTime timeOfDay(Arguments a, int first, int fraction, int scale) {
        if (scale < 0 || scale > 7) {
            throw new SqlError(1002, 15, 1, "Line 1: Specified scale " + scale + " is invalid.");
        }
        long unit = TemporalBytes.nanosPerUnit(scale);
        if (fraction < 0 || fraction * unit >= 1_000_000_000L) {
            throw impossible(a.type().kind());
        }
        return LocalTime.of(a.integer(first), a.integer(first + 1), a.integer(first + 2), (int) (fraction * unit));
    }

    private static OffsetDateTime withOffset(Arguments a) {
        int minutes = a.integer(7) * 60 + a.integer(8);
        if (Math.abs(minutes) > LARGEST_OFFSET) {
            throw impossible(a.type().kind());
        }
        return OffsetDateTime.of(time(a, 3, a.integer(6), a.integer(9)), ZoneOffset.ofTotalSeconds(minutes * 60));
    }

    private static Object endOfMonth(Arguments a) {
        LocalDate date = (LocalDate)
                Conversions.convert(DateFunctions.moment(a, 0), SqlType.DATE).value();
        LocalDate end = date.plusMonths(a.integer(1, 0)).with(TemporalAdjusters.lastDayOfMonth());
        if (end.getYear() < 1 || end.getYear() > 9999) {
            throw new SqlError(517, "Adding a value to a 'date' column caused an overflow.");
        }
        return end;
    }

    private static SqlType offsetType(SqlType[] types) {
        return switch (types[0].kind()) {
            case TIME, DATETIME2, DATETIMEOFFSET -> SqlType.datetimeoffset(types[0].scale());
            default -> SqlType.datetimeoffset(7);
        };
    }

    private static Object switchOffset(Arguments a) {
        SqlValue moment = Conversions.convert(DateFunctions.moment(a, 0), a.type());
        return ((OffsetDateTime) moment.value()).withOffsetSameInstant(offset(a));
    }

    private static Object toOffset(Arguments a) {
        SqlValue moment = Conversions.convert(DateFunctions.moment(a, 0), SqlType.DATETIME2);
        return OffsetDateTime.of((LocalDateTime) moment.value(), offset(a));
    }

    /** Minutes as a number, or {@code +hh:mm} as text. */
    private static ZoneOffset offset(Arguments a) {
        int minutes = a.typeOf(1).kind().isCharacter() ? minutes(a, a.text(1)) : a.integer(1);
        if (Math.abs(minutes) > LARGEST_OFFSET) {
            throw invalidOffset(a);
        }
        return ZoneOffset.ofTotalSeconds(minutes * 60);
    }

    private static int minutes(Arguments a, String text) {
        try {
            return ZoneOffset.of(text.strip()).getTotalSeconds() / 60;
        } catch (DateTimeException malformed) {
            throw invalidOffset(a).causedBy(malformed);
        }
    }

    private static SqlError invalidOffset(Arguments a) {
        return new SqlError(
                9812,
                "The timezone provided to builtin function "
                        + a.function().name().toLowerCase(Locale.ROOT) + " is invalid.");
    }
}
