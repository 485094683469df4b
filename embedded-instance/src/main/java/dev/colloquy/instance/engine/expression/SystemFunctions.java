package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers, digests and tests of values. */
final class SystemFunctions {
    private static final int MANY = 254;
    private static final int MAX_RANDOM_BYTES = 8000;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong SEQUENCE = new AtomicLong(System.currentTimeMillis() << 12);
    /** A random node with the multicast bit, as RFC 9562 asks of one that is no hardware address. */
    private static final long NODE = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0100_0000_0000L;

    private SystemFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.of("NEWID", 0, ResultTypes.always(SqlType.UNIQUEIDENTIFIER), a -> UUID.randomUUID())
                .nondeterministic()
                .addTo(functions);
        BuiltIn.of("NEWSEQUENTIALID", 0, ResultTypes.always(SqlType.UNIQUEIDENTIFIER), a -> sequential())
                .nondeterministic()
                .addTo(functions);
        BuiltIn.of("CHECKSUM", 1, MANY, ResultTypes.always(SqlType.INT), a -> checksum(a, true))
                .lenient()
                .addTo(functions);
        BuiltIn.of("BINARY_CHECKSUM", 1, MANY, ResultTypes.always(SqlType.INT), a -> checksum(a, false))
                .lenient()
                .addTo(functions);
        BuiltIn.of("HASHBYTES", 2, ResultTypes.always(SqlType.varbinary(8000)), SystemFunctions::hash)
                .addTo(functions);
        BuiltIn.of("CRYPT_GEN_RANDOM", 1, ResultTypes.always(SqlType.varbinary(8000)), SystemFunctions::random)
                .nondeterministic()
                .addTo(functions);
        BuiltIn.of("ISNUMERIC", 1, ResultTypes.always(SqlType.INT), SystemFunctions::isNumeric)
                .lenient()
                .addTo(functions);
        BuiltIn.of("SQL_VARIANT_PROPERTY", 2, ResultTypes.always(SqlType.SQL_VARIANT), VariantProperty::of)
                .addTo(functions);
    }

    /** Each value sorts after the one before: the counter fills the groups that the order looks at last. */
    private static UUID sequential() {
        byte[] counter = BinaryConversion.bigEndian(SEQUENCE.incrementAndGet(), 8);
        byte[] bytes = BinaryConversion.bigEndian(NODE, 16);
        byte[] node = BinaryConversion.bigEndian(NODE, 8);
        System.arraycopy(node, 0, bytes, 8, 8);
        System.arraycopy(counter, 0, bytes, 6, 2);
        System.arraycopy(counter, 2, bytes, 4, 2);
        System.arraycopy(counter, 4, bytes, 0, 4);
        return Guids.of(bytes);
    }

    /** A rotating exclusive or over the bytes; a single int is its own checksum. */
    private static Object checksum(Arguments a, boolean ignoringCase) {
        int sum = 0;
        for (SqlValue value : a.values()) {
            if (!value.isNull()) {
                sum = Integer.rotateLeft(sum, 4) ^ checksum(value, ignoringCase);
            }
        }
        return sum;
    }

    private static int checksum(SqlValue value, boolean ignoringCase) {
        if (value.value() instanceof Integer number) {
            return number;
        }
        SqlValue bytes = value;
        if (value.value() instanceof String text) {
            String folded = ignoringCase ? text.toUpperCase(Locale.ROOT) : text;
            bytes = SqlValue.of(value.type(), folded.stripTrailing());
        }
        int sum = 0;
        for (byte b : (byte[]) Conversions.convert(bytes, SqlType.VARBINARY_MAX).value()) {
            sum = Integer.rotateLeft(sum, 4) ^ (b & 0xFF);
        }
        return sum;
    }

    /** NULL for an algorithm that SQL Server does not name. */
    private static Object hash(Arguments a) {
        String algorithm = switch (a.text(0).toUpperCase(Locale.ROOT)) {
            case "MD5" -> "MD5";
            case "SHA", "SHA1" -> "SHA-1";
            case "SHA2_256" -> "SHA-256";
            case "SHA2_512" -> "SHA-512";
            default -> null;
        };
        SqlKind kind = a.typeOf(1).kind();
        if (!kind.isCharacter() && !kind.isBinary()) {
            throw a.invalid(1);
        }
        if (algorithm == null) {
            return null;
        }
        try {
            byte[] input = (byte[])
                    Conversions.convert(a.value(1), SqlType.VARBINARY_MAX).value();
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError("every Java platform has " + algorithm, missing);
        }
    }

    private static Object random(Arguments a) {
        int length = a.integer(0);
        if (length < 1 || length > MAX_RANDOM_BYTES) {
            return null;
        }
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Whether the value converts to one of the numeric types. */
    private static Object isNumeric(Arguments a) {
        SqlKind kind = a.typeOf(0).kind();
        if (a.isNull(0)) {
            return 0;
        }
        if (!kind.isCharacter()) {
            return kind.isNumeric() && kind != SqlKind.BIT ? 1 : 0;
        }
        String text = a.text(0).strip();
        if (text.isEmpty()) {
            return 0;
        }
        boolean number = NumberParsing.decimal(text) != null
                || NumberParsing.floating(text) != null
                || NumberParsing.money(text) != null;
        boolean sign = text.length() == 1 && "+-.,$".contains(text);
        return number || sign ? 1 : 0;
    }
}
