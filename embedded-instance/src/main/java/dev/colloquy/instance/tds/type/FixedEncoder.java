package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** Types of one length, in their nullable form: bit, integers, floating point, money, uniqueidentifier. */
final class FixedEncoder extends ValueEncoder {
    private static final Map<SqlKind, FixedEncoder> ENCODERS = new EnumMap<>(Map.of(
            SqlKind.BIT, new FixedEncoder(SqlKind.BIT, DataType.BIT_N, 1),
            SqlKind.TINYINT, new FixedEncoder(SqlKind.TINYINT, DataType.INT_N, 1),
            SqlKind.SMALLINT, new FixedEncoder(SqlKind.SMALLINT, DataType.INT_N, 2),
            SqlKind.INT, new FixedEncoder(SqlKind.INT, DataType.INT_N, 4),
            SqlKind.BIGINT, new FixedEncoder(SqlKind.BIGINT, DataType.INT_N, 8),
            SqlKind.REAL, new FixedEncoder(SqlKind.REAL, DataType.FLOAT_N, 4),
            SqlKind.FLOAT, new FixedEncoder(SqlKind.FLOAT, DataType.FLOAT_N, 8),
            SqlKind.MONEY, new FixedEncoder(SqlKind.MONEY, DataType.MONEY_N, 8),
            SqlKind.SMALLMONEY, new FixedEncoder(SqlKind.SMALLMONEY, DataType.MONEY_N, 4),
            SqlKind.UNIQUEIDENTIFIER, new FixedEncoder(SqlKind.UNIQUEIDENTIFIER, DataType.UNIQUEIDENTIFIER, 16)));

    private final int type;
    private final int length;

    private FixedEncoder(SqlKind kind, int type, int length) {
        super(kind);
        this.type = type;
        this.length = length;
    }

    static FixedEncoder of(SqlKind kind) {
        return ENCODERS.get(kind);
    }

    @Override
    public void writeTypeInfo(PacketWriter out) {
        out.writeByte(type);
        out.writeByte(length);
    }

    @Override
    void writeValue(PacketWriter out, Object value) {
        long bits = 0;
        if (kind() != SqlKind.UNIQUEIDENTIFIER) {
            bits = bits(value);
        }
        out.writeByte(length);
        writeBare(out, value, bits);
    }

    /** The value without length, as sql_variant carries it. */
    void writeBare(PacketWriter out, Object value) {
        writeBare(out, value, kind() == SqlKind.UNIQUEIDENTIFIER ? 0 : bits(value));
    }

    int length() {
        return length;
    }

    private void writeBare(PacketWriter out, Object value, long bits) {
        switch (kind()) {
            case UNIQUEIDENTIFIER -> writeUuid(out, (UUID) value);
            case MONEY -> {
                out.writeLong((int) (bits >> 32));
                out.writeLong((int) bits);
            }
            default -> out.writeUnsigned(bits, length);
        }
    }

    private long bits(Object value) {
        return switch (kind()) {
            case BIT -> (Boolean) value ? 1 : 0;
            case BIGINT -> (Long) value;
            case REAL -> Float.floatToRawIntBits((Float) value);
            case FLOAT -> Double.doubleToRawLongBits((Double) value);
            case MONEY, SMALLMONEY -> money((BigDecimal) value);
            default -> (Integer) value;
        };
    }

    private long money(BigDecimal value) {
        try {
            long units = value.setScale(4, RoundingMode.HALF_UP).unscaledValue().longValueExact();
            if (length == 8 || units == (int) units) {
                return units;
            }
        } catch (ArithmeticException e) {
            throw overflow().causedBy(e);
        }
        throw overflow();
    }

    private SqlError overflow() {
        return new SqlError(
                8115, "Arithmetic overflow error converting numeric to data type " + kind().sqlName() + ".");
    }

    /** The first three groups are little endian, the other two big endian. */
    private static void writeUuid(PacketWriter out, UUID value) {
        long high = value.getMostSignificantBits();
        out.writeLong((int) (high >> 32));
        out.writeUShort((int) (high >> 16));
        out.writeUShort((int) high);
        out.writeLongLong(Long.reverseBytes(value.getLeastSignificantBits()));
    }
}
