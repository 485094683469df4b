package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Date and time values as bytes, as a cast to varbinary shows them: datetime and smalldatetime big endian, the others
 * little endian after a byte with their scale (date has none).
 */
final class TemporalBytes {
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final int DATE_BYTES = 3;

    private TemporalBytes() {}

    static byte[] of(Object value, SqlType type) {
        switch (type.kind()) {
            case DATETIME:
                LocalDateTime time = (LocalDateTime) value;
                long days = DateTicks.days(time);
                return BinaryConversion.bigEndian(days << 32 | DateTicks.ticks(time.toLocalTime()), 8);
            case SMALLDATETIME:
                LocalDateTime small = (LocalDateTime) value;
                long minutes = small.toLocalTime().toSecondOfDay() / 60;
                return BinaryConversion.bigEndian((long) DateTicks.days(small) << 16 | minutes, 4);
            case DATE:
                return date((LocalDate) value, new byte[DATE_BYTES], 0);
            case TIME:
                return time((LocalTime) value, type.scale(), 0);
            case DATETIME2:
                LocalDateTime exact = (LocalDateTime) value;
                byte[] bytes = time(exact.toLocalTime(), type.scale(), DATE_BYTES);
                return date(exact.toLocalDate(), bytes, bytes.length - DATE_BYTES);
            case DATETIMEOFFSET:
                return withOffset((OffsetDateTime) value, type.scale());
            default:
                throw new AssertionError(type);
        }
    }

    /** The date and time in bytes of a type. */
    static LocalDateTime read(byte[] bytes, SqlKind from, SqlType to) {
        try {
            return switch (to.kind()) {
                case DATETIME, SMALLDATETIME -> datetime(bytes, from, to.kind());
                case DATE -> date(bytes, 0).atStartOfDay();
                case TIME -> time(bytes, bytes.length).atDate(DateTicks.EPOCH);
                case DATETIME2 -> time(bytes, bytes.length - DATE_BYTES).atDate(date(bytes, bytes.length - DATE_BYTES));
                default -> throw ConversionErrors.cannotConvert(from, to.kind());
            };
        } catch (DateTimeException | ArrayIndexOutOfBoundsException outOfRange) {
            throw ConversionErrors.cannotConvert(from, to.kind()).causedBy(outOfRange);
        }
    }

    private static LocalDateTime datetime(byte[] bytes, SqlKind from, SqlKind to) {
        int width = to == SqlKind.DATETIME ? 8 : 4;
        long value = 0;
        for (int i = Math.max(0, bytes.length - width); i < bytes.length; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        LocalDateTime read = to == SqlKind.DATETIME
                ? DateTicks.at(DateTicks.EPOCH.plusDays((int) (value >> 32)), (int) value)
                : DateTicks.EPOCH_START.plusDays(value >> 16).plusMinutes(value & 0xFFFF);
        if (read == null || (to == SqlKind.DATETIME && ((int) value < 0 || (int) value >= DateTicks.TICKS_PER_DAY))) {
            throw ConversionErrors.overflow(from, to);
        }
        return read;
    }

    private static byte[] withOffset(OffsetDateTime value, int scale) {
        LocalDateTime utc = value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        byte[] bytes = time(utc.toLocalTime(), scale, DATE_BYTES + 2);
        date(utc.toLocalDate(), bytes, bytes.length - DATE_BYTES - 2);
        int minutes = value.getOffset().getTotalSeconds() / 60;
        bytes[bytes.length - 2] = (byte) minutes;
        bytes[bytes.length - 1] = (byte) (minutes >> 8);
        return bytes;
    }

    private static byte[] date(LocalDate date, byte[] bytes, int at) {
        long days = date.toEpochDay() - FIRST_DAY.toEpochDay();
        for (int i = 0; i < DATE_BYTES; i++) {
            bytes[at + i] = (byte) (days >>> (8 * i));
        }
        return bytes;
    }

    private static LocalDate date(byte[] bytes, int at) {
        return FIRST_DAY.plusDays((bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16);
    }

    private static byte[] time(LocalTime time, int scale, int more) {
        int width = scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
        long units = time.toNanoOfDay() / nanosPerUnit(scale);
        byte[] bytes = new byte[1 + width + more];
        bytes[0] = (byte) scale;
        for (int i = 0; i < width; i++) {
            bytes[1 + i] = (byte) (units >>> (8 * i));
        }
        return bytes;
    }

    private static LocalTime time(byte[] bytes, int end) {
        long units = 0;
        for (int i = end - 1; i >= 1; i--) {
            units = units << 8 | (bytes[i] & 0xFF);
        }
        return LocalTime.ofNanoOfDay(Math.multiplyExact(units, nanosPerUnit(Math.min(9, bytes[0] & 0xFF))));
    }

    static long nanosPerUnit(int scale) {
        long nanos = 1;
        for (int i = scale; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }
}
