package dev.colloquy.instance.engine.expression;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Date and time in character strings, in the formats of "Date and time data types": numeric with separators,
 * unseparated, with the month's name, ISO 8601, each with or without a time; language us_english.
 */
final class DateParsing {
    private static final String[] MONTHS = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december"
    };
    private static final int CUTOFF_YEAR = 49;
    private static final int MAX_FRACTION = 9;

    private final String text;
    private final Order order;
    private int at;
    private final int[] numbers = new int[3];
    private final int[] digits = new int[3];
    private int count;
    private int month;
    private boolean malformed;
    private boolean outOfRange;
    private LocalDate date;
    private LocalTime time;
    private int fractionDigits;
    private ZoneOffset offset;

    private DateParsing(String text, Order order) {
        this.text = text;
        this.order = order;
    }

    /** The order of month, day and year between separators. */
    enum Order {
        MDY,
        DMY,
        YMD;

        /** The order that a style of CONVERT asks for. */
        static Order ofStyle(int style) {
            return switch (style) {
                case 3, 4, 5, 103, 104, 105, 6, 106, 13, 113 -> DMY;
                case 2, 11, 12, 102, 111, 112 -> YMD;
                default -> MDY;
            };
        }
    }

    static DateParsing parse(String text, Order order) {
        DateParsing parsing = new DateParsing(text, order);
        parsing.read();
        return parsing;
    }

    /** True if the text is no date in any format. */
    boolean isMalformed() {
        return malformed;
    }

    /** True if the text has the form of a date that does not exist. */
    boolean isOutOfRange() {
        return outOfRange;
    }

    /** The date, 1900-01-01 for a time alone. */
    LocalDate date() {
        return date == null ? DateTicks.EPOCH : date;
    }

    /** The time, midnight for a date alone. */
    LocalTime time() {
        return time == null ? LocalTime.MIDNIGHT : time;
    }

    int fractionDigits() {
        return fractionDigits;
    }

    /** The offset, null if none is written. */
    ZoneOffset offset() {
        return offset;
    }

    private void read() {
        skipBlanks();
        while (at < text.length() && !malformed) {
            char c = text.charAt(at);
            if (isDigit(c)) {
                readNumber();
            } else if (isLetter(c)) {
                readWord();
            } else if ((c == '+' || c == '-') && time != null) {
                readOffset();
            } else {
                malformed = true;
            }
            skipBlanks();
        }
        if (!malformed && (count > 0 || month > 0)) {
            assemble();
        }
    }

    private void readNumber() {
        int start = at;
        int value = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && at - start < 9) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        int length = at - start;
        boolean colon = at < text.length() && text.charAt(at) == ':';
        if (time == null && (colon || isMeridiemNext())) {
            readTime(value, length);
            return;
        }
        if (count == 3 || offset != null) {
            malformed = true;
            return;
        }
        numbers[count] = value;
        digits[count++] = length;
        readSeparator();
    }

    /** One separator, with blanks around it; a T must be followed by the time. */
    private void readSeparator() {
        skipBlanks();
        if (at >= text.length()) {
            return;
        }
        char c = text.charAt(at);
        boolean between = c == '/' || c == '-' || c == '.' || c == ',';
        if (between) {
            at++;
            skipBlanks();
            malformed |= at == text.length();
        } else if ((c == 'T' || c == 't') && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            at++;
        }
    }

    private void readWord() {
        int start = at;
        while (at < text.length() && isLetter(text.charAt(at))) {
            at++;
        }
        int length = at - start;
        if (length == 1 && (text.charAt(start) | 0x20) == 'z' && time != null && offset == null) {
            offset = ZoneOffset.UTC;
            return;
        }
        int named = monthNamed(start, length);
        if (named == 0 || month != 0) {
            malformed = true;
            return;
        }
        month = named;
        readSeparator();
    }

    private int monthNamed(int start, int length) {
        for (int i = 0; i < MONTHS.length; i++) {
            boolean candidate = length == 3 || length == MONTHS[i].length();
            if (candidate && text.regionMatches(true, start, MONTHS[i], 0, length)) {
                return i + 1;
            }
        }
        return 0;
    }

    private void readTime(int firstNumber, int length) {
        int minute = 0;
        int second = 0;
        int nanos = 0;
        malformed |= length > 2;
        if (take(':')) {
            minute = readTwo();
            if (take(':')) {
                second = readTwo();
                nanos = readFraction();
            } else if (at < text.length() && text.charAt(at) == '.') {
                malformed = true;
            }
        }
        int hour = readMeridiem(firstNumber);
        if (malformed) {
            return;
        }
        if (hour > 23 || minute > 59 || second > 59) {
            outOfRange = true;
            time = LocalTime.MIDNIGHT;
            return;
        }
        time = LocalTime.of(hour, minute, second, nanos);
    }

    private int readTwo() {
        int value = 0;
        int length = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && length < 3) {
            value = value * 10 + text.charAt(at++) - '0';
            length++;
        }
        malformed |= length == 0 || length > 2;
        return value;
    }

    /** After a point a decimal fraction, after a colon thousandths of a second. */
    private int readFraction() {
        boolean point = take('.');
        if (!point && !take(':')) {
            return 0;
        }
        int value = 0;
        int length = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && length <= MAX_FRACTION) {
            value = value * 10 + text.charAt(at++) - '0';
            length++;
        }
        if (length == 0 || length > (point ? MAX_FRACTION : 3)) {
            malformed = true;
            return 0;
        }
        fractionDigits = length;
        for (int i = point ? length : 3; i < MAX_FRACTION; i++) {
            value *= 10;
        }
        return value;
    }

    private boolean isMeridiemNext() {
        int next = at;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        if (next + 1 >= text.length() || (text.charAt(next + 1) | 0x20) != 'm') {
            return false;
        }
        int first = text.charAt(next) | 0x20;
        boolean ends = next + 2 == text.length() || !isLetter(text.charAt(next + 2));
        return ends && (first == 'a' || first == 'p');
    }

    private int readMeridiem(int hour) {
        if (!isMeridiemNext()) {
            return hour;
        }
        skipBlanks();
        boolean afternoon = (text.charAt(at) | 0x20) == 'p';
        at += 2;
        if (hour > 12) {
            malformed |= !afternoon;
            return hour;
        }
        return afternoon ? hour == 12 ? 12 : hour + 12 : hour % 12;
    }

    private void readOffset() {
        int sign = text.charAt(at++) == '-' ? -1 : 1;
        int hours = readTwo();
        malformed |= !take(':') || offset != null;
        int minutes = readTwo();
        if (malformed || hours * 60 + minutes > 14 * 60 || minutes > 59) {
            malformed = true;
            return;
        }
        offset = ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private void assemble() {
        if (month > 0) {
            assembleNamed();
        } else if (count == 1) {
            assembleUnseparated();
        } else if (count == 3) {
            assembleNumeric();
        } else {
            malformed = true;
        }
    }

    private void assembleNamed() {
        if (count == 1) {
            setDate(year(0), month, 1);
        } else if (count == 2 && digits[0] > 2) {
            setDate(year(0), month, numbers[1]);
        } else if (count == 2) {
            setDate(year(1), month, numbers[0]);
        } else {
            malformed = true;
        }
    }

    private void assembleUnseparated() {
        int value = numbers[0];
        switch (digits[0]) {
            case 8 -> setDate(value / 10_000, value / 100 % 100, value % 100);
            case 6 -> setDate(century(value / 10_000), value / 100 % 100, value % 100);
            case 4 -> setDate(value, 1, 1);
            default -> malformed = true;
        }
    }

    /** A year of four digits decides: in front it is year, month, day; behind the order rules the other two. */
    private void assembleNumeric() {
        if (digits[0] > 2 || (order == Order.YMD && digits[2] <= 2)) {
            setDate(year(0), numbers[1], numbers[2]);
        } else if (digits[1] > 2) {
            setDate(year(1), numbers[order == Order.DMY ? 2 : 0], numbers[order == Order.DMY ? 0 : 2]);
        } else {
            setDate(year(2), numbers[order == Order.DMY ? 1 : 0], numbers[order == Order.DMY ? 0 : 1]);
        }
        for (int i = 0; i < 3; i++) {
            malformed |= digits[i] > 4 || digits[i] == 3;
        }
    }

    private int year(int index) {
        if (digits[index] == 4) {
            return numbers[index];
        }
        malformed |= digits[index] > 2;
        return century(numbers[index]);
    }

    private static int century(int year) {
        return year <= CUTOFF_YEAR ? 2000 + year : 1900 + year;
    }

    private void setDate(int year, int ofMonth, int day) {
        boolean exists = year >= 1 && year <= 9999 && ofMonth >= 1 && ofMonth <= 12 && day >= 1;
        if (!exists || day > YearMonth.of(year, ofMonth).lengthOfMonth()) {
            outOfRange = true;
            return;
        }
        date = LocalDate.of(year, ofMonth, day);
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
