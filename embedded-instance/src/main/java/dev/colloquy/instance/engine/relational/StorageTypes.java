package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.h2.util.JSR310Utils;
import org.h2.value.Value;
import org.h2.value.ValueBigint;
import org.h2.value.ValueBoolean;
import org.h2.value.ValueClob;
import org.h2.value.ValueDouble;
import org.h2.value.ValueInteger;
import org.h2.value.ValueNull;
import org.h2.value.ValueNumeric;
import org.h2.value.ValueReal;
import org.h2.value.ValueUuid;
import org.h2.value.ValueVarbinary;
import org.h2.value.ValueVarchar;

/**
 * How values of SQL Server's types look in H2.
 *
 * <p>Characters compare without regard to case there (VARCHAR_IGNORECASE). Values of char and nchar lose their trailing
 * blanks on the way in and get them back on the way out, because H2 would tell {@code 'a'} from {@code 'a '}. The (max)
 * types are large objects, since H2's VARCHAR ends at 1,048,576 characters.
 */
final class StorageTypes {
    static final String TEXT = "VARCHAR_IGNORECASE";

    /** The longest VARCHAR of H2. */
    private static final int MAX_VARCHAR = 1_048_576;

    private StorageTypes() {}

    /** The type of a column that holds values of the type. */
    static String column(SqlType type) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR ->
                type.isMax() ? "CHARACTER LARGE OBJECT" : TEXT + "(" + type.length() + ")";
            case TEXT, NTEXT, XML -> "CHARACTER LARGE OBJECT";
            case BINARY, VARBINARY -> type.isMax() ? "BINARY LARGE OBJECT" : "VARBINARY(" + type.length() + ")";
            case IMAGE -> "BINARY LARGE OBJECT";
            default -> expression(type);
        };
    }

    /** The type of an expression; large objects are taken as ordinary characters and bytes. */
    static String expression(SqlType type) {
        return switch (type.kind()) {
            case BIT -> "BOOLEAN";
            case TINYINT, SMALLINT -> "SMALLINT";
            case INT -> "INTEGER";
            case BIGINT -> "BIGINT";
            case SMALLMONEY -> "NUMERIC(10, 4)";
            case MONEY -> "NUMERIC(19, 4)";
            case DECIMAL, NUMERIC -> "NUMERIC(" + type.precision() + ", " + type.scale() + ")";
            case REAL -> "REAL";
            case FLOAT -> "DOUBLE PRECISION";
            case DATE -> "DATE";
            case TIME -> "TIME(" + type.scale() + ")";
            case SMALLDATETIME -> "TIMESTAMP(0)";
            case DATETIME -> "TIMESTAMP(9)";
            case DATETIME2 -> "TIMESTAMP(" + type.scale() + ")";
            case DATETIMEOFFSET -> "TIMESTAMP(" + type.scale() + ") WITH TIME ZONE";
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT, XML -> TEXT;
            case BINARY, VARBINARY, IMAGE -> "VARBINARY";
            case ROWVERSION -> "BINARY(8)";
            case UNIQUEIDENTIFIER -> "UUID";
            case SQL_VARIANT -> TEXT;
        };
    }

    /** The type of a value that is selected and not compared; large values keep their length. */
    static String selected(SqlType type) {
        return isLarge(type) ? column(type) : expression(type);
    }

    /** True for the types whose columns are large objects. */
    static boolean isLarge(SqlType type) {
        return (type.isMax() && (type.kind().isCharacter() || type.kind().isBinary() || type.kind() == SqlKind.XML))
                || type.kind() == SqlKind.TEXT
                || type.kind() == SqlKind.NTEXT
                || type.kind() == SqlKind.IMAGE
                || type.kind() == SqlKind.XML;
    }

    static boolean isFixedCharacter(SqlType type) {
        return type.kind() == SqlKind.CHAR || type.kind() == SqlKind.NCHAR;
    }

    /** A value of the type as JDBC parameter. */
    static Object toJdbc(Object value, SqlType type) {
        if (value instanceof String text && isFixedCharacter(type)) {
            return withoutTrailingBlanks(text);
        }
        return value instanceof SqlValue variant ? Variants.encode(variant) : value;
    }

    static String withoutTrailingBlanks(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static Object padded(String text, SqlType type) {
        if (text == null || !isFixedCharacter(type) || text.length() >= type.length()) {
            return text;
        }
        return text + " ".repeat(type.length() - text.length());
    }

    /** Reads a column of a result as a value of the type. */
    static Object read(ResultSet rows, int column, SqlType type) throws SQLException {
        return switch (type.kind()) {
            case BIT -> orNull(rows.getBoolean(column), rows);
            case TINYINT, SMALLINT, INT -> orNull(rows.getInt(column), rows);
            case BIGINT -> orNull(rows.getLong(column), rows);
            case SMALLMONEY, MONEY, DECIMAL, NUMERIC -> rows.getBigDecimal(column);
            case REAL -> orNull(rows.getFloat(column), rows);
            case FLOAT -> orNull(rows.getDouble(column), rows);
            case DATE -> rows.getObject(column, LocalDate.class);
            case TIME -> rows.getObject(column, LocalTime.class);
            case SMALLDATETIME, DATETIME, DATETIME2 -> rows.getObject(column, LocalDateTime.class);
            case DATETIMEOFFSET -> rows.getObject(column, OffsetDateTime.class);
            case CHAR, NCHAR -> padded(rows.getString(column), type);
            case VARCHAR, TEXT, NVARCHAR, NTEXT, XML -> rows.getString(column);
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> rows.getBytes(column);
            case UNIQUEIDENTIFIER -> rows.getObject(column, UUID.class);
            case SQL_VARIANT -> Variants.decode(rows.getString(column));
        };
    }

    private static Object orNull(Object value, ResultSet rows) throws SQLException {
        return rows.wasNull() ? null : value;
    }

    /** An H2 value as a value of the type. */
    static Object fromValue(Value value, SqlType type) {
        if (value.getValueType() == Value.NULL) {
            return null;
        }
        return switch (type.kind()) {
            case BIT -> value.getBoolean();
            case TINYINT, SMALLINT, INT -> value.getInt();
            case BIGINT -> value.getLong();
            case SMALLMONEY, MONEY, DECIMAL, NUMERIC -> value.getBigDecimal();
            case REAL -> value.getFloat();
            case FLOAT -> value.getDouble();
            case DATE -> JSR310Utils.valueToLocalDate(value, null);
            case TIME -> JSR310Utils.valueToLocalTime(value, null);
            case SMALLDATETIME, DATETIME, DATETIME2 -> JSR310Utils.valueToLocalDateTime(value, null);
            case DATETIMEOFFSET -> JSR310Utils.valueToOffsetDateTime(value, null);
            case CHAR, NCHAR -> padded(value.getString(), type);
            case VARCHAR, TEXT, NVARCHAR, NTEXT, XML -> value.getString();
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> value.getBytes();
            case UNIQUEIDENTIFIER -> value.convertToUuid().getUuid();
            case SQL_VARIANT -> Variants.decode(value.getString());
        };
    }

    /** A value as an H2 value. */
    static Value toValue(Object value, SqlType type) {
        if (value == null) {
            return ValueNull.INSTANCE;
        }
        Object stored = toJdbc(value, type);
        if (stored instanceof String text) {
            return text.length() > MAX_VARCHAR ? ValueClob.createSmall(text) : ValueVarchar.get(text);
        } else if (stored instanceof Integer number) {
            return ValueInteger.get(number);
        } else if (stored instanceof Long number) {
            return ValueBigint.get(number);
        } else if (stored instanceof Boolean bit) {
            return ValueBoolean.get(bit);
        } else if (stored instanceof BigDecimal number) {
            return ValueNumeric.get(number);
        } else if (stored instanceof Double number) {
            return ValueDouble.get(number);
        } else if (stored instanceof Float number) {
            return ValueReal.get(number);
        } else if (stored instanceof UUID uuid) {
            return ValueUuid.get(uuid);
        } else if (stored instanceof byte[] bytes) {
            return ValueVarbinary.get(bytes);
        }
        return temporal(stored);
    }

    private static Value temporal(Object value) {
        if (value instanceof LocalDateTime moment) {
            return JSR310Utils.localDateTimeToValue(moment);
        } else if (value instanceof LocalDate moment) {
            return JSR310Utils.localDateToValue(moment);
        } else if (value instanceof LocalTime moment) {
            return JSR310Utils.localTimeToValue(moment);
        } else if (value instanceof OffsetDateTime moment) {
            return JSR310Utils.offsetDateTimeToValue(moment);
        }
        throw new IllegalArgumentException("no H2 value for " + value.getClass());
    }
}
