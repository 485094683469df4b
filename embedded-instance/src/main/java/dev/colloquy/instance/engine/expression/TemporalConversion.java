package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Conversions to the date and time types. */
final class TemporalConversion {
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final int DATETIME_DIGITS = 3;
    private static final int MOST_DIGITS = 7;

    private TemporalConversion() {}

    static Object convert(Object value, SqlType from, SqlType to, int style) {
        return switch (from.kind()) {
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT -> fromText((String) value, from.kind(), to, style);
            case DATE -> finish(((LocalDate) value).atStartOfDay(), ZoneOffset.UTC, from.kind(), to);
            case TIME -> finish(((LocalTime) value).atDate(DateTicks.EPOCH), ZoneOffset.UTC, from.kind(), to);
            case DATETIME -> finish(exact((LocalDateTime) value, to), ZoneOffset.UTC, from.kind(), to);
            case SMALLDATETIME, DATETIME2 -> finish((LocalDateTime) value, ZoneOffset.UTC, from.kind(), to);
            case DATETIMEOFFSET -> fromOffset((OffsetDateTime) value, to);
            case BINARY, VARBINARY, IMAGE, ROWVERSION ->
                finish(TemporalBytes.read((byte[]) value, from.kind(), to), ZoneOffset.UTC, from.kind(), to);
            default -> fromNumber(value, from, to);
        };
    }

    /** Seen from the more exact types a datetime is a multiple of 1/300 second. */
    private static LocalDateTime exact(LocalDateTime value, SqlType to) {
        return to.kind() == SqlKind.DATETIME ? value : DateTicks.exact(value);
    }

    private static Object fromOffset(OffsetDateTime value, SqlType to) {
        if (to.kind() != SqlKind.DATETIMEOFFSET) {
            return finish(value.toLocalDateTime(), ZoneOffset.UTC, SqlKind.DATETIMEOFFSET, to);
        }
        return finish(value.toLocalDateTime(), value.getOffset(), SqlKind.DATETIMEOFFSET, to);
    }

    private static Object fromNumber(Object value, SqlType from, SqlType to) {
        if (!from.kind().isNumeric() || (to.kind() != SqlKind.DATETIME && to.kind() != SqlKind.SMALLDATETIME)) {
            throw ConversionErrors.explicitNotAllowed(from, to);
        }
        LocalDateTime time = DateTicks.fromDays(number(value));
        if (time == null) {
            throw ConversionErrors.overflow(to.kind());
        }
        return finish(time, ZoneOffset.UTC, from.kind(), to);
    }

    private static double number(Object value) {
        if (value instanceof Boolean bit) {
            return bit ? 1 : 0;
        }
        return ((Number) value).doubleValue();
    }

    private static Object fromText(String text, SqlKind from, SqlType to, int style) {
        DateParsing parsed = DateParsing.parse(text, DateParsing.Order.ofStyle(style));
        boolean old = to.kind() == SqlKind.DATETIME || to.kind() == SqlKind.SMALLDATETIME;
        boolean zoned = parsed.offset() != null;
        boolean malformed = parsed.isMalformed()
                || parsed.fractionDigits() > (old ? DATETIME_DIGITS : MOST_DIGITS)
                || (old && zoned && style != 127 && !parsed.offset().equals(ZoneOffset.UTC));
        if (malformed) {
            throw to.kind() == SqlKind.SMALLDATETIME
                    ? ConversionErrors.smalldatetimeSyntax()
                    : ConversionErrors.dateSyntax();
        }
        if (parsed.isOutOfRange()) {
            throw old ? ConversionErrors.dateRange(from, to.kind()) : ConversionErrors.dateSyntax();
        }
        LocalDateTime time = parsed.date().atTime(parsed.time());
        ZoneOffset offset = zoned ? parsed.offset() : ZoneOffset.UTC;
        if (old && zoned) {
            time = time.minusSeconds(offset.getTotalSeconds());
        }
        return finish(time, offset, from, to);
    }

    private static Object finish(LocalDateTime value, ZoneOffset offset, SqlKind from, SqlType to) {
        return switch (to.kind()) {
            case DATE -> value.toLocalDate();
            case TIME -> roundedTime(value.toLocalTime(), to.scale());
            case DATETIME -> inRange(DateTicks.round(value), from, to.kind());
            case SMALLDATETIME -> inRange(DateTicks.roundToMinute(value), from, to.kind());
            case DATETIME2 -> rounded(value, to.scale(), from, to.kind());
            case DATETIMEOFFSET -> OffsetDateTime.of(rounded(value, to.scale(), from, to.kind()), offset);
            default -> throw new AssertionError(to);
        };
    }

    private static LocalDateTime inRange(LocalDateTime value, SqlKind from, SqlKind to) {
        if (value == null) {
            throw ConversionErrors.dateRange(from, to);
        }
        return value;
    }

    /** Rounded to a number of fractional digits; a time that reaches the next midnight wraps. */
    static LocalTime roundedTime(LocalTime time, int scale) {
        return LocalTime.ofNanoOfDay(roundedNanos(time, scale) % NANOS_PER_DAY);
    }

    private static LocalDateTime rounded(LocalDateTime value, int scale, SqlKind from, SqlKind to) {
        long nanos = roundedNanos(value.toLocalTime(), scale);
        if (nanos < NANOS_PER_DAY) {
            return value.toLocalDate().atTime(LocalTime.ofNanoOfDay(nanos));
        }
        LocalDate next = value.toLocalDate().plusDays(1);
        return inRange(next.getYear() > 9999 ? null : next.atStartOfDay(), from, to);
    }

    private static long roundedNanos(LocalTime time, int scale) {
        long unit = TemporalBytes.nanosPerUnit(scale);
        return (time.toNanoOfDay() + unit / 2) / unit * unit;
    }
}
