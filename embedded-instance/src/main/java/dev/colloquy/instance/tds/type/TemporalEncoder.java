package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlKind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/** date, time, datetime2, datetimeoffset, datetime and smalldatetime. */
final class TemporalEncoder extends ValueEncoder {
    private final int scale;

    TemporalEncoder(SqlKind kind, int scale) {
        super(kind);
        this.scale = scale;
    }

    @Override
    public void writeTypeInfo(PacketWriter out) {
        out.writeByte(
                switch (kind()) {
                    case DATE -> DataType.DATE;
                    case TIME -> DataType.TIME;
                    case DATETIME2 -> DataType.DATETIME2;
                    case DATETIMEOFFSET -> DataType.DATETIMEOFFSET;
                    default -> DataType.DATETIME_N;
                });
        switch (kind()) {
            case DATE -> {}
            case DATETIME -> out.writeByte(8);
            case SMALLDATETIME -> out.writeByte(4);
            default -> out.writeByte(scale);
        }
    }

    int length() {
        return switch (kind()) {
            case DATE -> 3;
            case TIME -> Temporal.timeLength(scale);
            case DATETIME2 -> Temporal.timeLength(scale) + 3;
            case DATETIMEOFFSET -> Temporal.timeLength(scale) + 5;
            case SMALLDATETIME -> 4;
            default -> 8;
        };
    }

    int scale() {
        return scale;
    }

    @Override
    void writeValue(PacketWriter out, Object value) {
        out.writeByte(length());
        writeBare(out, value);
    }

    /** The value without length, as sql_variant carries it. */
    void writeBare(PacketWriter out, Object value) {
        switch (kind()) {
            case DATE -> Temporal.writeDate(out, (LocalDate) value);
            case TIME -> Temporal.writeTime(out, (LocalTime) value, scale);
            case DATETIME2 -> Temporal.writeDateTime2(out, (LocalDateTime) value, scale);
            case DATETIMEOFFSET -> Temporal.writeDateTimeOffset(out, (OffsetDateTime) value, scale);
            case SMALLDATETIME -> Temporal.writeSmallDateTime(out, (LocalDateTime) value);
            default -> Temporal.writeDateTime(out, (LocalDateTime) value);
        }
    }
}
