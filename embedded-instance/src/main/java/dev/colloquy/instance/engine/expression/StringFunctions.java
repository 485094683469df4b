package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;

/** "String functions (Transact-SQL)" that cut, fill and join; positions count from 1. */
final class StringFunctions {
    private static final int MANY = 254;
    private static final int STR_LENGTH = 10;
    private static final int STR_DECIMALS = 16;

    private StringFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.of("LEN", 1, t -> ResultTypes.position(t[0]), StringFunctions::length)
                .addTo(functions);
        BuiltIn.of("DATALENGTH", 1, t -> ResultTypes.position(t[0]), StringFunctions::dataLength)
                .addTo(functions);
        BuiltIn.of("LEFT", 2, ResultTypes::text, StringFunctions::left).addTo(functions);
        BuiltIn.of("RIGHT", 2, ResultTypes::text, StringFunctions::right).addTo(functions);
        BuiltIn.of("SUBSTRING", 3, StringFunctions::substringType, StringFunctions::substring)
                .addTo(functions);
        BuiltIn.of("REPLICATE", 2, t -> ResultTypes.longestText(new SqlType[] {t[0]}), StringFunctions::replicate)
                .addTo(functions);
        BuiltIn.of("SPACE", 1, ResultTypes.always(SqlType.varchar(8000)), a -> repeat(" ", a.integer(0), a.type()))
                .addTo(functions);
        BuiltIn.of("STUFF", 4, StringFunctions::stuffType, StringFunctions::stuff)
                .lenient()
                .addTo(functions);
        BuiltIn.of(
                        "REVERSE",
                        1,
                        ResultTypes::text,
                        a -> new StringBuilder(a.text(0)).reverse().toString())
                .addTo(functions);
        BuiltIn.of("UPPER", 1, ResultTypes::text, a -> mapped(a.text(0), true)).addTo(functions);
        BuiltIn.of("LOWER", 1, ResultTypes::text, a -> mapped(a.text(0), false)).addTo(functions);
        BuiltIn.of("LTRIM", 1, 2, ResultTypes::text, a -> trim(a.text(0), set(a), true, false))
                .addTo(functions);
        BuiltIn.of("RTRIM", 1, 2, ResultTypes::text, a -> trim(a.text(0), set(a), false, true))
                .addTo(functions);
        BuiltIn.of("TRIM", 1, 2, ResultTypes::text, a -> trim(a.text(0), set(a), true, true))
                .addTo(functions);
        BuiltIn.of("CONCAT", 2, MANY, StringFunctions::joinedType, a -> join("", a, 0))
                .lenient()
                .addTo(functions);
        BuiltIn.of("CONCAT_WS", 3, MANY, StringFunctions::joinedType, a -> join(a.isNull(0) ? "" : a.text(0), a, 1))
                .lenient()
                .addTo(functions);
        BuiltIn.of("STR", 1, 3, StringFunctions::strType, StringFunctions::str).addTo(functions);
    }

    /** Blanks at the end of a text do not count; of binary values every byte does. */
    private static Object length(Arguments a) {
        if (a.value(0).value() instanceof byte[] bytes) {
            return number(bytes.length, a.type());
        }
        String text = a.text(0);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return number(end, a.type());
    }

    private static Object dataLength(Arguments a) {
        return number(DataLength.of(a.value(0)), a.type());
    }

    private static Object left(Arguments a) {
        String text = a.text(0);
        return text.substring(0, Math.min(text.length(), checkedLength(a.integer(1))));
    }

    private static Object right(Arguments a) {
        String text = a.text(0);
        int count = a.integer(1);
        if (count < 0) {
            throw new SqlError(536, 16, 4, "Invalid length parameter passed to the right function.");
        }
        return text.substring(text.length() - Math.min(text.length(), count));
    }

    private static int checkedLength(int count) {
        if (count < 0) {
            throw new SqlError(537, 16, 2, "Invalid length parameter passed to the LEFT or SUBSTRING function.");
        }
        return count;
    }

    private static SqlType substringType(SqlType[] types) {
        if (types[0].kind().isBinary()) {
            return types[0].isMax() ? SqlType.VARBINARY_MAX : SqlType.varbinary(types[0].length());
        }
        if (!types[0].kind().isCharacter()) {
            throw Arguments.invalidArgument("substring", types[0], 0);
        }
        return ResultTypes.text(types);
    }

    /** A start before the first character uses up part of the length. */
    private static Object substring(Arguments a) {
        long start = a.bigint(1);
        long count = a.bigint(2);
        checkedLength((int) Math.max(-1, Math.min(count, Integer.MAX_VALUE)));
        long end = start - 1 + count;
        if (a.value(0).value() instanceof byte[] bytes) {
            int from = (int) Math.max(0, Math.min(start - 1, bytes.length));
            return Arrays.copyOfRange(bytes, from, (int) Math.max(from, Math.min(end, bytes.length)));
        }
        String text = a.text(0);
        int from = (int) Math.max(0, Math.min(start - 1, text.length()));
        return text.substring(from, (int) Math.max(from, Math.min(end, text.length())));
    }

    private static Object replicate(Arguments a) {
        return repeat(a.text(0), a.integer(1), a.type());
    }

    private static String repeat(String text, int count, SqlType type) {
        if (count < 0) {
            return null;
        }
        boolean limited = !type.isMax() && !text.isEmpty();
        return text.repeat(limited ? Math.min(count, type.length() / text.length() + 1) : count);
    }

    private static SqlType stuffType(SqlType[] types) {
        boolean unicode = types[0].kind().isUnicode() || types[3].kind().isUnicode();
        boolean max = types[0].isMax() || types[3].isMax();
        int length = ResultTypes.displayLength(types[0]) + ResultTypes.displayLength(types[3]);
        SqlType like = unicode ? SqlType.nvarchar(max ? SqlType.MAX : 1) : SqlType.varchar(max ? SqlType.MAX : 1);
        return ResultTypes.text(like, length);
    }

    /** Inserting NULL removes; a position outside the text gives NULL. */
    private static Object stuff(Arguments a) {
        if (a.isNull(0) || a.isNull(1) || a.isNull(2)) {
            return null;
        }
        String text = a.text(0);
        int start = a.integer(1);
        int count = a.integer(2);
        if (start < 1 || start > text.length() || count < 0) {
            return null;
        }
        int end = (int) Math.min(text.length(), start - 1L + count);
        return text.substring(0, start - 1) + (a.isNull(3) ? "" : a.text(3)) + text.substring(end);
    }

    private static String mapped(String text, boolean upper) {
        char[] mapped = text.toCharArray();
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = upper ? Character.toUpperCase(mapped[i]) : Character.toLowerCase(mapped[i]);
        }
        return new String(mapped);
    }

    private static String set(Arguments a) {
        return a.has(1) ? a.text(1) : " ";
    }

    private static String trim(String text, String set, boolean start, boolean end) {
        int from = 0;
        int to = text.length();
        while (start && from < to && set.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (end && from < to && set.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static SqlType joinedType(SqlType[] types) {
        SqlType longest = ResultTypes.longestText(types);
        if (longest.isMax()) {
            return longest;
        }
        int length = 0;
        for (SqlType type : types) {
            length += ResultTypes.displayLength(type);
        }
        return ResultTypes.text(longest, Math.max(1, length));
    }

    /** NULL arguments are passed over, with their separator. */
    private static Object join(String separator, Arguments a, int first) {
        StringBuilder text = new StringBuilder();
        boolean any = false;
        for (int i = first; i < a.count(); i++) {
            if (!a.isNull(i)) {
                text.append(any ? separator : "").append(a.text(i));
                any = true;
            }
        }
        return text.toString();
    }

    private static SqlType strType(SqlType[] types) {
        return SqlType.varchar(types.length == 1 ? STR_LENGTH : Promotion.MAX_CHARACTERS);
    }

    /** Right-justified; stars where even the whole number has no room, fewer decimals where only they have none. */
    private static Object str(Arguments a) {
        int length = a.integer(1, STR_LENGTH);
        int decimals = Math.min(a.integer(2, 0), STR_DECIMALS);
        if (length < 1 || length > Promotion.MAX_CHARACTERS || decimals < 0) {
            return null;
        }
        BigDecimal value = BigDecimal.valueOf(a.floating(0));
        int whole = value.setScale(0, RoundingMode.DOWN).toPlainString().length();
        int room = Math.max(0, Math.min(decimals, length - whole - 1));
        String text = value.setScale(room, RoundingMode.HALF_UP).toPlainString();
        return text.length() > length ? "*".repeat(length) : " ".repeat(length - text.length()) + text;
    }

    /** A count as int or bigint. */
    static Object number(long number, SqlType type) {
        return type.kind() == SqlKind.BIGINT ? (Object) number : (Object) (int) number;
    }
}
