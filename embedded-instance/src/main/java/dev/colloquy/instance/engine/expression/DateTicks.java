package dev.colloquy.instance.engine.expression;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * The datetime data type: days since 1900-01-01 and ticks of 1/300 second.
 *
 * <p>A value is carried with its milliseconds as SQL Server shows them: .000, .003 or .007.
 */
final class DateTicks {
    static final LocalDate EPOCH = LocalDate.of(1900, 1, 1);
    static final LocalDateTime EPOCH_START = EPOCH.atStartOfDay();
    static final long TICKS_PER_DAY = 300L * 86_400;
    private static final LocalDate FIRST = LocalDate.of(1753, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final LocalDateTime FIRST_SMALL = EPOCH_START;
    private static final LocalDateTime LAST_SMALL = LocalDateTime.of(2079, 6, 6, 23, 59);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND;

    private DateTicks() {}

    /** The nearest value of datetime, or null outside 1753 to 9999. */
    static LocalDateTime round(LocalDateTime time) {
        return at(time.toLocalDate(), ticks(time.toLocalTime()));
    }

    /** The value of datetime at a number of ticks from midnight, which may lie outside the day; null out of range. */
    static LocalDateTime at(LocalDate day, long ticks) {
        LocalDate date = day.plusDays(Math.floorDiv(ticks, TICKS_PER_DAY));
        if (date.isBefore(FIRST) || date.isAfter(LAST)) {
            return null;
        }
        return date.atTime(time(Math.floorMod(ticks, TICKS_PER_DAY)));
    }

    /** Ticks since midnight, rounded. */
    static long ticks(LocalTime time) {
        return time.toSecondOfDay() * 300L + Math.round(time.getNano() * 300.0 / NANOS_PER_SECOND);
    }

    /** Days since 1900-01-01. */
    static int days(LocalDateTime time) {
        return (int) (time.toLocalDate().toEpochDay() - EPOCH.toEpochDay());
    }

    /** The exact time of a value of datetime, to 100 nanoseconds: .003 is 1/300 second. */
    static LocalDateTime exact(LocalDateTime time) {
        long partial = ticks(time.toLocalTime()) % 300;
        return time.withNano((int) ((partial * 10_000_000L + 150) / 300) * 100);
    }

    /** The nearest minute, or null outside the range of smalldatetime. */
    static LocalDateTime roundToMinute(LocalDateTime time) {
        long nanos = time.toLocalTime().toNanoOfDay();
        // 29.998 seconds and less are rounded down, 29.999 and more up
        long minutes = (nanos + 30 * NANOS_PER_SECOND + 1_000_000) / NANOS_PER_MINUTE;
        LocalDateTime rounded = time.toLocalDate().atStartOfDay().plusMinutes(minutes);
        return rounded.isBefore(FIRST_SMALL) || rounded.isAfter(LAST_SMALL) ? null : rounded;
    }

    /** Days and fractions of a day since 1900-01-01. */
    static double toDays(LocalDateTime time) {
        return days(time) + (double) ticks(time.toLocalTime()) / TICKS_PER_DAY;
    }

    /** The value of datetime at a number of days since 1900-01-01, or null out of range. */
    static LocalDateTime fromDays(double days) {
        double whole = Math.floor(days);
        if (!(whole > -100_000 && whole < 4_000_000)) {
            return null;
        }
        return at(EPOCH.plusDays((long) whole), Math.round((days - whole) * TICKS_PER_DAY));
    }

    private static LocalTime time(long ticks) {
        long millis = Math.round(ticks % 300 * 1000.0 / 300);
        return LocalTime.ofNanoOfDay(ticks / 300 * NANOS_PER_SECOND + millis * 1_000_000);
    }
}
