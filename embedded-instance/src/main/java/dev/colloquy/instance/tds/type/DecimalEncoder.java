package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** decimal and numeric: the length follows from the precision, whatever the value is. */
final class DecimalEncoder extends ValueEncoder {
    private final int precision;
    private final int scale;
    private final int length;

    DecimalEncoder(SqlKind kind, int precision, int scale) {
        super(kind);
        this.precision = precision;
        this.scale = scale;
        this.length = precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
    }

    int length() {
        return length;
    }

    @Override
    public void writeTypeInfo(PacketWriter out) {
        out.writeByte(kind() == SqlKind.NUMERIC ? DataType.NUMERIC : DataType.DECIMAL);
        out.writeByte(length);
        out.writeByte(precision);
        out.writeByte(scale);
    }

    @Override
    void writeValue(PacketWriter out, Object value) {
        BigDecimal scaled = scaled((BigDecimal) value);
        out.writeByte(length);
        writeBare(out, scaled);
    }

    /** The value at the type's scale; 8115 if it has too many digits. */
    BigDecimal scaled(BigDecimal value) {
        BigDecimal scaled = value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
        if (scaled.precision() > precision) {
            throw new SqlError(
                    8115, "Arithmetic overflow error converting numeric to data type " + kind().sqlName() + ".");
        }
        return scaled;
    }

    /** Sign and magnitude of a value that {@link #scaled} returned. */
    void writeBare(PacketWriter out, BigDecimal scaled) {
        out.writeByte(scaled.signum() < 0 ? 0 : 1);
        BigInteger magnitude = scaled.unscaledValue().abs();
        if (magnitude.bitLength() < 64) {
            int low = Math.min(length - 1, 8);
            out.writeUnsigned(magnitude.longValue(), low);
            out.fill(0, length - 1 - low);
            return;
        }
        byte[] bigEndian = magnitude.toByteArray();
        for (int i = 0; i < length - 1; i++) {
            int at = bigEndian.length - 1 - i;
            out.writeByte(at >= 0 ? bigEndian[at] : 0);
        }
    }
}
