package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Date and time values as text, in the styles of CONVERT. */
final class DateFormatting {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final Map<Integer, Style> STYLES = styles();
    private static final int CANONICAL = 121;
    private static final int ISO_WITH_ZONE = 127;

    private DateFormatting() {}

    /**
     * A style's parts. Letters stand for: Y and y year with and without century, M month, N its name, D and d day with
     * zero and blank in front, H hour of 24, h hour of 12 with blank in front, I minute, S second, F and f fraction
     * after point and colon, Z fraction unless it is zero, A AM or PM. Everything else stands for itself.
     */
    private record Style(String date, String separator, String time) {}

    static String format(Object value, SqlType type, int style) {
        return switch (type.kind()) {
            case DATE -> text(((LocalDate) value).atStartOfDay(), type, style);
            case TIME -> text(((LocalTime) value).atDate(DateTicks.EPOCH), type, style);
            case DATETIMEOFFSET -> withOffset((OffsetDateTime) value, type, style);
            default -> text((LocalDateTime) value, type, style);
        };
    }

    private static String withOffset(OffsetDateTime value, SqlType type, int style) {
        if (style == ISO_WITH_ZONE) {
            return text(value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), type, style) + "Z";
        }
        String text = text(value.toLocalDateTime(), type, style);
        if (style != Conversions.NO_STYLE && style(style, type).time().isEmpty()) {
            return text;
        }
        int minutes = value.getOffset().getTotalSeconds() / 60;
        StringBuilder offset = new StringBuilder(text).append(style == 126 ? "" : " ");
        offset.append(minutes < 0 ? '-' : '+');
        two(offset, Math.abs(minutes) / 60);
        return two(offset.append(':'), Math.abs(minutes) % 60).toString();
    }

    private static String text(LocalDateTime value, SqlType type, int style) {
        Style parts = style(style, type);
        StringBuilder text = new StringBuilder(30);
        boolean date = type.kind() != SqlKind.TIME && !parts.date().isEmpty();
        boolean time = type.kind() != SqlKind.DATE && !parts.time().isEmpty();
        if (!date && !time) {
            throw new SqlError(
                    9809,
                    "The style " + style + " is not supported for conversions from "
                            + type.kind().sqlName() + " to varchar.");
        }
        if (date) {
            append(text, parts.date(), value, type);
        }
        if (date && time) {
            text.append(parts.separator());
        }
        if (time) {
            append(text, parts.time(), value, type);
        }
        return text.toString();
    }

    private static Style style(int style, SqlType type) {
        boolean old = type.kind() == SqlKind.DATETIME || type.kind() == SqlKind.SMALLDATETIME;
        int number = style == Conversions.NO_STYLE ? old ? 0 : CANONICAL : style;
        if (number == 130 || number == 131) {
            throw SqlErrors.notSupported("The Hijri calendar (style " + number + ")");
        }
        Style found = STYLES.get(number);
        if (found == null) {
            throw ConversionErrors.invalidStyle(number, type.kind(), SqlKind.VARCHAR);
        }
        return found;
    }

    private static void append(StringBuilder text, String pattern, LocalDateTime value, SqlType type) {
        for (int i = 0; i < pattern.length(); i++) {
            char part = pattern.charAt(i);
            switch (part) {
                case 'Y' -> two(two(text, value.getYear() / 100), value.getYear() % 100);
                case 'y' -> two(text, value.getYear() % 100);
                case 'M' -> two(text, value.getMonthValue());
                case 'N' -> text.append(MONTHS[value.getMonthValue() - 1]);
                case 'D' -> two(text, value.getDayOfMonth());
                case 'd' -> padded(text, value.getDayOfMonth());
                case 'H' -> two(text, value.getHour());
                case 'h' -> padded(text, value.getHour() % 12 == 0 ? 12 : value.getHour() % 12);
                case 'I' -> two(text, value.getMinute());
                case 'S' -> two(text, value.getSecond());
                case 'F' -> fraction(text, '.', value.getNano(), type);
                case 'f' -> fraction(text, type.kind() == SqlKind.DATETIME ? ':' : '.', value.getNano(), type);
                case 'Z' -> fraction(text, '.', value.getNano() == 0 ? -1 : value.getNano(), type);
                case 'A' -> text.append(value.getHour() < 12 ? "AM" : "PM");
                default -> text.append(part);
            }
        }
    }

    private static void fraction(StringBuilder text, char point, int nanos, SqlType type) {
        int digits = switch (type.kind()) {
            case DATETIME, SMALLDATETIME -> 3;
            default -> type.scale();
        };
        if (nanos < 0 || digits == 0) {
            return;
        }
        text.append(type.kind() == SqlKind.SMALLDATETIME && point == '.' ? '.' : point);
        int divisor = 100_000_000;
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + nanos / divisor % 10));
            divisor /= 10;
        }
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void padded(StringBuilder text, int number) {
        text.append(number < 10 ? " " : "").append(number);
    }

    private static Map<Integer, Style> styles() {
        Map<Integer, Style> styles = new HashMap<>();
        String[] dates = {
            "", "M/D/y", "y.M.D", "D/M/y", "D.M.y", "D-M-y", "D N y", "N D, y", "", "", "M-D-y", "y/M/D", "yMD"
        };
        for (int style = 1; style < dates.length; style++) {
            if (!dates[style].isEmpty()) {
                styles.put(style, new Style(dates[style], "", ""));
                styles.put(100 + style, new Style(dates[style].replace('y', 'Y'), "", ""));
            }
        }
        put(styles, new Style("N d Y", " ", "h:IA"), 0, 100);
        put(styles, new Style("", "", "H:I:S"), 8, 24, 108);
        put(styles, new Style("N d Y", " ", "h:I:SfA"), 9, 109);
        put(styles, new Style("D N Y", " ", "H:I:Sf"), 13, 113);
        put(styles, new Style("", "", "H:I:Sf"), 14, 114);
        put(styles, new Style("Y-M-D", " ", "H:I:S"), 20, 120);
        put(styles, new Style("Y-M-D", " ", "H:I:SF"), 21, 25, CANONICAL);
        put(styles, new Style("M/D/y", " ", "h:I:S A"), 22);
        put(styles, new Style("Y-M-D", "", ""), 23);
        put(styles, new Style("Y-M-D", "T", "H:I:SZ"), 126, ISO_WITH_ZONE);
        return styles;
    }

    private static void put(Map<Integer, Style> styles, Style style, int... numbers) {
        for (int number : numbers) {
            styles.put(number, style);
        }
    }
}
