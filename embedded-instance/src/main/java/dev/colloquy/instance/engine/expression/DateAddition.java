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

/** DATEADD. */
final class DateAddition {
    private DateAddition() {}

    /** The type of the date; datetime for text and numbers. */
    static SqlType type(SqlType[] types) {
        SqlType type = types[2];
        if (type.kind().isTemporal()) {
            return type;
        }
        if (type.kind().isCharacter() || type.kind().isNumeric()) {
            return SqlType.DATETIME;
        }
        throw Arguments.invalidArgument("dateadd", type, 2);
    }

    static Object add(Arguments a) {
        DatePart part = DateFunctions.partOf(a);
        SqlType type = a.type();
        check(part, type.kind());
        long number = a.integer(1);
        SqlValue start = Conversions.convert(a.value(2), type);
        try {
            return sum(start.value(), type, part, number);
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw overflow(type.kind()).causedBy(outOfRange);
        }
    }

    private static void check(DatePart part, SqlKind kind) {
        if (part == DatePart.ISO_WEEK || part == DatePart.TZOFFSET) {
            throw new SqlError(9806, "The datepart " + part.sqlName() + " is not supported by date function dateadd.");
        }
        DateFunctions.checkPart(part, kind, "dateadd");
        boolean coarse = kind == SqlKind.DATETIME || kind == SqlKind.SMALLDATETIME;
        if (coarse && (part == DatePart.MICROSECOND || part == DatePart.NANOSECOND)) {
            throw new SqlError(
                    9810,
                    "The datepart " + part.sqlName() + " is not supported by date function dateadd for data type "
                            + kind.sqlName() + ".");
        }
    }

    private static Object sum(Object start, SqlType type, DatePart part, long number) {
        if (start instanceof LocalDate date) {
            return checked(plus(date.atStartOfDay(), part, number), type.kind()).toLocalDate();
        }
        if (start instanceof LocalTime time) {
            LocalTime sum = plus(time.atDate(DateTicks.EPOCH), part, number).toLocalTime();
            return TemporalConversion.roundedTime(sum, type.scale());
        }
        if (start instanceof OffsetDateTime time) {
            LocalDateTime sum = checked(plus(time.toLocalDateTime(), part, number), type.kind());
            OffsetDateTime zoned = OffsetDateTime.of(sum, time.getOffset());
            return Conversions.convert(zoned, SqlType.datetimeoffset(9), type);
        }
        LocalDateTime sum = checked(plus((LocalDateTime) start, part, number), type.kind());
        try {
            return Conversions.convert(sum, SqlType.datetime2(9), type);
        } catch (SqlError outOfRange) {
            throw overflow(type.kind()).causedBy(outOfRange);
        }
    }

    private static LocalDateTime checked(LocalDateTime sum, SqlKind kind) {
        if (sum.getYear() < 1 || sum.getYear() > 9999) {
            throw overflow(kind);
        }
        return sum;
    }

    private static LocalDateTime plus(LocalDateTime start, DatePart part, long number) {
        return switch (part) {
            case YEAR -> start.plusYears(number);
            case QUARTER -> start.plusMonths(number * 3);
            case MONTH -> start.plusMonths(number);
            case DAY, DAYOFYEAR, WEEKDAY -> start.plusDays(number);
            case WEEK -> start.plusWeeks(number);
            case HOUR -> start.plusHours(number);
            case MINUTE -> start.plusMinutes(number);
            case SECOND -> start.plusSeconds(number);
            case MILLISECOND, MICROSECOND, NANOSECOND -> start.plusNanos(Math.multiplyExact(number, part.nanos()));
            case TZOFFSET, ISO_WEEK -> throw new AssertionError("checked before");
        };
    }

    private static SqlError overflow(SqlKind kind) {
        return new SqlError(517, "Adding a value to a '" + kind.sqlName() + "' column caused an overflow.");
    }
}
