package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;

/** Parts of dates and the distance between two of them. Weeks begin on Sunday, as under DATEFIRST 7. */
final class DateFunctions {
    private DateFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.of("DATEPART", 2, ResultTypes.always(SqlType.INT), a -> part(partOf(a), a, 1))
                .withDatePart()
                .addTo(functions);
        BuiltIn.of("DATENAME", 2, ResultTypes.always(SqlType.nvarchar(30)), DateFunctions::name)
                .withDatePart()
                .addTo(functions);
        BuiltIn.of("DATEDIFF", 3, ResultTypes.always(SqlType.INT), DateFunctions::difference)
                .withDatePart()
                .addTo(functions);
        BuiltIn.of("DATEDIFF_BIG", 3, ResultTypes.always(SqlType.BIGINT), DateFunctions::bigDifference)
                .withDatePart()
                .addTo(functions);
        BuiltIn.of("DATEADD", 3, DateAddition::type, DateAddition::add)
                .withDatePart()
                .addTo(functions);
        BuiltIn.of("DAY", 1, ResultTypes.always(SqlType.INT), a -> part(DatePart.DAY, a, 0))
                .addTo(functions);
        BuiltIn.of("MONTH", 1, ResultTypes.always(SqlType.INT), a -> part(DatePart.MONTH, a, 0))
                .addTo(functions);
        BuiltIn.of("YEAR", 1, ResultTypes.always(SqlType.INT), a -> part(DatePart.YEAR, a, 0))
                .addTo(functions);
        BuiltIn.of("ISDATE", 1, ResultTypes.always(SqlType.INT), DateFunctions::isDate)
                .lenient()
                .addTo(functions);
    }

    static DatePart partOf(Arguments a) {
        return DatePart.named(a.function().name(), (String) a.value(0).value());
    }

    /** The argument as a date and time: text is read as datetimeoffset, a number as days since 1900. */
    static SqlValue moment(Arguments a, int index) {
        SqlValue value = a.value(index);
        SqlKind kind = value.type().kind();
        if (kind.isTemporal()) {
            return value;
        }
        if (kind.isCharacter()) {
            return Conversions.convert(value, SqlType.datetimeoffset(7));
        }
        if (kind.isNumeric()) {
            return Conversions.convert(value, SqlType.DATETIME);
        }
        throw a.invalid(index);
    }

    private static LocalDateTime local(SqlValue moment) {
        Object value = moment.value();
        if (value instanceof LocalDateTime time) {
            return time;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toLocalDateTime();
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        return ((LocalTime) value).atDate(DateTicks.EPOCH);
    }

    /** 9810: a part that the type does not have. */
    static void checkPart(DatePart part, SqlKind kind, String function) {
        boolean missing = (kind == SqlKind.DATE && part.isOfTime()) || (kind == SqlKind.TIME && part.isOfDate());
        boolean noOffset = part == DatePart.TZOFFSET && kind != SqlKind.DATETIMEOFFSET && kind != SqlKind.DATETIME2;
        if (missing || noOffset) {
            throw new SqlError(
                    9810,
                    "The datepart " + part.sqlName() + " is not supported by date function "
                            + function.toLowerCase(Locale.ROOT) + " for data type " + kind.sqlName() + ".");
        }
    }

    private static Integer part(DatePart part, Arguments a, int index) {
        SqlValue moment = moment(a, index);
        checkPart(
                part,
                a.typeOf(index).kind().isTemporal() ? moment.type().kind() : SqlKind.DATETIMEOFFSET,
                a.function().name());
        LocalDateTime time = local(moment);
        return switch (part) {
            case YEAR -> time.getYear();
            case QUARTER -> (time.getMonthValue() + 2) / 3;
            case MONTH -> time.getMonthValue();
            case DAYOFYEAR -> time.getDayOfYear();
            case DAY -> time.getDayOfMonth();
            case WEEK -> week(time.toLocalDate());
            case WEEKDAY -> time.getDayOfWeek().getValue() % 7 + 1;
            case HOUR -> time.getHour();
            case MINUTE -> time.getMinute();
            case SECOND -> time.getSecond();
            case MILLISECOND -> time.getNano() / 1_000_000;
            case MICROSECOND -> time.getNano() / 1_000;
            case NANOSECOND -> time.getNano();
            case TZOFFSET ->
                moment.value() instanceof OffsetDateTime zoned
                        ? zoned.getOffset().getTotalSeconds() / 60
                        : 0;
            case ISO_WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        };
    }

    /** The first week begins on 1 January, every other on a Sunday. */
    private static int week(LocalDate date) {
        int firstDay = date.withDayOfYear(1).getDayOfWeek().getValue() % 7;
        return (date.getDayOfYear() - 1 + firstDay) / 7 + 1;
    }

    private static Object name(Arguments a) {
        DatePart part = partOf(a);
        int number = part(part, a, 1);
        return switch (part) {
            case MONTH -> Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case WEEKDAY -> DayOfWeek.of((number + 5) % 7 + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case TZOFFSET -> offset(number);
            default -> Integer.toString(number);
        };
    }

    private static String offset(int minutes) {
        String id = ZoneOffset.ofTotalSeconds(minutes * 60).getId();
        return id.equals("Z") ? "+00:00" : id;
    }

    private static Object difference(Arguments a) {
        long difference = boundaries(a);
        if (difference != (int) difference) {
            throw overflow(a);
        }
        return (int) difference;
    }

    private static Object bigDifference(Arguments a) {
        return boundaries(a);
    }

    /** How many boundaries of the part lie between the two; moments with offset are compared in UTC. */
    private static long boundaries(Arguments a) {
        DatePart part = partOf(a);
        LocalDateTime start = utc(moment(a, 1));
        LocalDateTime end = utc(moment(a, 2));
        LocalDate from = start.toLocalDate();
        LocalDate to = end.toLocalDate();
        return switch (part) {
            case YEAR -> to.getYear() - from.getYear();
            case QUARTER -> quarters(to) - quarters(from);
            case MONTH -> months(to) - months(from);
            case DAY, DAYOFYEAR, WEEKDAY -> ChronoUnit.DAYS.between(from, to);
            case WEEK -> sundays(to) - sundays(from);
            case ISO_WEEK, TZOFFSET ->
                throw new SqlError(
                        9806,
                        "The datepart " + part.sqlName() + " is not supported by date function "
                                + a.function().name().toLowerCase(Locale.ROOT) + ".");
            default -> units(a, part, start, end);
        };
    }

    private static LocalDateTime utc(SqlValue moment) {
        return moment.value() instanceof OffsetDateTime zoned
                ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                : local(moment);
    }

    private static long quarters(LocalDate date) {
        return date.getYear() * 4L + (date.getMonthValue() - 1) / 3;
    }

    private static long months(LocalDate date) {
        return date.getYear() * 12L + date.getMonthValue();
    }

    private static long sundays(LocalDate date) {
        // 1970-01-04 was a Sunday
        return Math.floorDiv(date.toEpochDay() - 3, 7);
    }

    private static long units(Arguments a, DatePart part, LocalDateTime start, LocalDateTime end) {
        long perDay = DatePart.HOUR.nanos() * 24 / part.nanos();
        try {
            long days = Math.multiplyExact(ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate()), perDay);
            long from = start.toLocalTime().toNanoOfDay() / part.nanos();
            long to = end.toLocalTime().toNanoOfDay() / part.nanos();
            return Math.addExact(days, to - from);
        } catch (ArithmeticException tooFar) {
            throw overflow(a).causedBy(tooFar);
        }
    }

    private static SqlError overflow(Arguments a) {
        String function = a.function().name().toLowerCase(Locale.ROOT);
        return new SqlError(
                535,
                "The " + function + " function resulted in an overflow. The number of dateparts separating two"
                        + " date/time instances is too large. Try to use " + function
                        + " with a less precise datepart.");
    }

    private static Object isDate(Arguments a) {
        if (a.isNull(0) || a.typeOf(0).kind() == SqlKind.DATETIME2) {
            return 0;
        }
        if (a.typeOf(0).kind() == SqlKind.DATETIME || a.typeOf(0).kind() == SqlKind.SMALLDATETIME) {
            return 1;
        }
        try {
            Conversions.convert(a.text(0), SqlType.VARCHAR_MAX, SqlType.DATETIME);
            return 1;
        } catch (SqlError noDate) {
            return 0;
        }
    }
}
