package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.util.Locale;
import java.util.Optional;

/** Data types with their facets and defaults. */
final class TypeParser {
    /** The length of char, varchar, binary … without one in DECLARE and in column definitions. */
    static final int DECLARED_LENGTH = 1;

    /** The length of char, varchar, binary … without one in CAST and CONVERT. */
    static final int CAST_LENGTH = 30;

    private static final int MAX_BYTES = 8000;
    private static final int MAX_NATIONAL = 4000;
    private static final int MAX_PRECISION = 38;
    private static final int DEFAULT_PRECISION = 18;
    private static final int MAX_FRACTION = 7;
    private static final int REAL_BITS = 24;
    private static final int FLOAT_BITS = 53;

    private final TokenCursor cursor;

    TypeParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * {@code [sys.]name [( length | MAX | precision [, scale] )]}.
     *
     * @param subject       what the type belongs to, for error texts: {@code column 'a'}, {@code parameter '@p'}
     * @param defaultLength {@link #DECLARED_LENGTH} or {@link #CAST_LENGTH}
     */
    SqlType type(String subject, int defaultLength) {
        if (cursor.accept(Keyword.CURSOR)) {
            throw cursor.notSupported("CURSOR");
        }
        String name = name();
        if (name.equals("sysname")) {
            return SqlType.SYSNAME;
        }
        Optional<SqlKind> kind = SqlKind.named(name);
        if (kind.isEmpty()) {
            throw unknown(name);
        }
        return switch (kind.get()) {
            case CHAR, VARCHAR, NCHAR, NVARCHAR, BINARY, VARBINARY -> sized(kind.get(), subject, defaultLength);
            case DECIMAL, NUMERIC -> exact(kind.get());
            case FLOAT -> approximate(name);
            case TIME, DATETIME2, DATETIMEOFFSET -> new SqlType(kind.get(), 0, 0, fraction());
            case TEXT, NTEXT, IMAGE -> new SqlType(kind.get(), SqlType.MAX, 0, 0);
            case XML -> xml();
            case ROWVERSION -> SqlType.ROWVERSION;
            default -> SqlType.simple(kind.get());
        };
    }

    /** The name in lower case; {@code national char varying} and its like with single blanks. */
    private String name() {
        if (cursor.accept(Keyword.NATIONAL)) {
            return "national " + varying(cursor.identifier());
        }
        if (cursor.accept(Keyword.DOUBLE)) {
            cursor.expect("PRECISION");
            return "double precision";
        }
        String first = cursor.identifier();
        if (cursor.at('.')) {
            String schema = first;
            cursor.next();
            first = cursor.identifier();
            if (!schema.equalsIgnoreCase("sys") || cursor.at('.')) {
                throw cursor.notSupported("user-defined data types");
            }
        }
        return varying(first);
    }

    private String varying(String base) {
        String name = base.toLowerCase(Locale.ROOT);
        return cursor.accept(Keyword.VARYING) ? name + " varying" : name;
    }

    private SqlError unknown(String name) {
        return switch (name) {
            case "hierarchyid", "geometry", "geography", "json", "vector" -> cursor.notSupported(name);
            default ->
                new SqlError(2715, 16, 3, "Column, parameter, or variable #1: Cannot find data type " + name + ".")
                        .at(cursor.peek().line(), "");
        };
    }

    private SqlType sized(SqlKind kind, String subject, int defaultLength) {
        if (!cursor.accept('(')) {
            return new SqlType(kind, defaultLength, 0, 0);
        }
        boolean variable = kind == SqlKind.VARCHAR || kind == SqlKind.NVARCHAR || kind == SqlKind.VARBINARY;
        int length;
        if (variable && cursor.accept("max")) {
            length = SqlType.MAX;
        } else {
            length = cursor.smallInteger();
            checkLength(kind, length, subject);
        }
        cursor.expect(')');
        return new SqlType(kind, length, 0, 0);
    }

    private void checkLength(SqlKind kind, int length, String subject) {
        if (length == 0) {
            throw cursor.error(1001, "Length or precision specification 0 is invalid.");
        }
        if (length > MAX_BYTES) {
            throw cursor.error(
                    131,
                    "The size (" + length + ") given to the " + subject
                            + " exceeds the maximum allowed for any data type (" + MAX_BYTES + ").");
        }
        if (kind.isUnicode() && length > MAX_NATIONAL) {
            throw cursor.error(
                    2717,
                    "The size (" + length + ") given to the " + subject + " exceeds the maximum allowed ("
                            + MAX_NATIONAL + ").");
        }
    }

    private SqlType exact(SqlKind kind) {
        int precision = DEFAULT_PRECISION;
        int scale = 0;
        if (cursor.accept('(')) {
            precision = cursor.smallInteger();
            scale = cursor.accept(',') ? cursor.smallInteger() : 0;
            checkPrecision(precision, MAX_PRECISION);
            if (scale > precision) {
                throw cursor.error(
                        2751,
                        "Column or parameter #1: Specified column scale " + scale
                                + " is greater than the specified precision of " + precision + ".");
            }
            cursor.expect(')');
        }
        return new SqlType(kind, 0, precision, scale);
    }

    private void checkPrecision(int precision, int maximum) {
        if (precision == 0) {
            throw cursor.error(1001, "Length or precision specification 0 is invalid.");
        }
        if (precision > maximum) {
            throw cursor.error(
                    2750,
                    "Column or parameter #1: Specified column precision " + precision
                            + " is greater than the maximum precision of " + maximum + ".");
        }
    }

    /** {@code float(n)} up to 24 bits is real. */
    private SqlType approximate(String name) {
        if (name.equals("double precision") || !cursor.accept('(')) {
            return SqlType.FLOAT;
        }
        int bits = cursor.smallInteger();
        checkPrecision(bits, FLOAT_BITS);
        cursor.expect(')');
        return bits <= REAL_BITS ? SqlType.REAL : SqlType.FLOAT;
    }

    private int fraction() {
        if (!cursor.accept('(')) {
            return MAX_FRACTION;
        }
        int scale = cursor.smallInteger();
        if (scale > MAX_FRACTION) {
            throw cursor.error(1002, "Specified scale " + scale + " is invalid.");
        }
        cursor.expect(')');
        return scale;
    }

    private SqlType xml() {
        if (cursor.at('(')) {
            throw cursor.notSupported("XML SCHEMA COLLECTION");
        }
        return SqlType.XML;
    }
}
