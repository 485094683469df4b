package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates and times on the wire ([MS-TDS] 2.2.5.5.1.8 "Date/Times"). */
final class Temporal {
    static final int TICKS_PER_SECOND = 300;
    static final int TICKS_PER_DAY = 86_400 * TICKS_PER_SECOND;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final long DAY_ZERO = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long DAY_1900 = LocalDate.of(1900, 1, 1).toEpochDay();
    private static final long FIRST_DATETIME = LocalDate.of(1753, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final long[] NANOS_OF_SCALE = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100
    };

    private Temporal() {}

    /** Bytes that a time of the scale takes. */
    static int timeLength(int scale) {
        return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
    }

    static void writeDate(PacketWriter out, LocalDate date) {
        out.writeUnsigned(date.toEpochDay() - DAY_ZERO, 3);
    }

    /** Units of the scale since midnight; digits beyond the scale are cut, as the type has rounded before. */
    static void writeTime(PacketWriter out, LocalTime time, int scale) {
        out.writeUnsigned(time.toNanoOfDay() / NANOS_OF_SCALE[scale], timeLength(scale));
    }

    static void writeDateTime2(PacketWriter out, LocalDateTime value, int scale) {
        writeTime(out, value.toLocalTime(), scale);
        writeDate(out, value.toLocalDate());
    }

    /** Time and date in UTC, then the offset in minutes. */
    static void writeDateTimeOffset(PacketWriter out, OffsetDateTime value, int scale) {
        writeDateTime2(out, value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), scale);
        out.writeUShort(value.getOffset().getTotalSeconds() / 60);
    }

    /** Days since 1900 and 1/300 seconds, rounded to the nearest. */
    static void writeDateTime(PacketWriter out, LocalDateTime value) {
        long days = value.toLocalDate().toEpochDay() - DAY_1900;
        long ticks = (value.toLocalTime().toNanoOfDay() * 3 + 5_000_000) / 10_000_000;
        if (ticks == TICKS_PER_DAY) {
            ticks = 0;
            days++;
        }
        out.writeLong((int) days);
        out.writeLong((int) ticks);
    }

    /** Days since 1900 and minutes, two bytes each. */
    static void writeSmallDateTime(PacketWriter out, LocalDateTime value) {
        out.writeUShort((int) (value.toLocalDate().toEpochDay() - DAY_1900));
        out.writeUShort(value.toLocalTime().toSecondOfDay() / 60);
    }

    static LocalDate readDate(MessageReader in) {
        long day = in.readUnsigned(3) + DAY_ZERO;
        if (day > LAST_DAY) {
            throw new ProtocolViolation("date beyond the year 9999");
        }
        return LocalDate.ofEpochDay(day);
    }

    static LocalTime readTime(MessageReader in, int scale, int length) {
        if (length != timeLength(scale)) {
            throw new ProtocolViolation("time of " + length + " bytes for scale " + scale);
        }
        long units = in.readUnsigned(length);
        long unit = NANOS_OF_SCALE[scale];
        if (units >= NANOS_PER_DAY / unit) {
            throw new ProtocolViolation("time beyond a day");
        }
        return LocalTime.ofNanoOfDay(units * unit);
    }

    static LocalDateTime readDateTime2(MessageReader in, int scale, int length) {
        LocalTime time = readTime(in, scale, length - 3);
        return LocalDateTime.of(readDate(in), time);
    }

    static OffsetDateTime readDateTimeOffset(MessageReader in, int scale, int length) {
        LocalDateTime utc = readDateTime2(in, scale, length - 2);
        int minutes = (short) in.readUShort();
        if (minutes < -840 || minutes > 840) {
            throw new ProtocolViolation("time zone offset of " + minutes + " minutes");
        }
        return utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofTotalSeconds(60 * minutes));
    }

    /** The time of a tick has the milliseconds that SQL Server shows: .000, .003 or .007. */
    static LocalDateTime readDateTime(MessageReader in) {
        long day = in.readLong() + DAY_1900;
        int ticks = in.readLong();
        if (day < FIRST_DATETIME || day > LAST_DAY || ticks < 0 || ticks >= TICKS_PER_DAY) {
            throw new ProtocolViolation("datetime out of range");
        }
        long millis = (ticks * 10L + 1) / 3;
        return LocalDateTime.of(LocalDate.ofEpochDay(day), LocalTime.ofNanoOfDay(millis * 1_000_000));
    }

    static LocalDateTime readSmallDateTime(MessageReader in) {
        long day = in.readUShort() + DAY_1900;
        int minutes = in.readUShort();
        if (minutes >= 24 * 60) {
            throw new ProtocolViolation("smalldatetime out of range");
        }
        return LocalDate.ofEpochDay(day).atTime(minutes / 60, minutes % 60);
    }
}
