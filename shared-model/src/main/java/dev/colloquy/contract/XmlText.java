package dev.colloquy.contract;

import java.util.List;
import java.util.Optional;

/** Which characters XML 1.0 can carry, and how ("Extensible Markup Language (XML) 1.0", production 2 "Char"). */
final class XmlText {
    /** A bare CR would reach the reader as LF: "2.11 End-of-Line Handling". */
    private static final String ESCAPED = "<>&\r";

    private static final List<String> REFERENCES = List.of("&lt;", "&gt;", "&amp;", "&#xD;");

    private XmlText() {}

    /** The text as it stands between two tags; the same string if nothing in it has to be escaped. */
    static String escape(String text) throws MalformedMessage {
        int special = endOfPlain(text, 0, text.length());
        if (special == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + text.length() / 8 + 16);
        int written = 0;
        while (special < text.length()) {
            escaped.append(text, written, special).append(escape(text, special));
            written = special + 1;
            special = endOfPlain(text, written, text.length());
        }
        return escaped.append(text, written, special).toString();
    }

    private static String escape(String text, int index) throws MalformedMessage {
        int escaped = ESCAPED.indexOf(text.charAt(index));
        if (escaped < 0) {
            throw unfit(text, index);
        }
        return REFERENCES.get(escaped);
    }

    /**
     * The text of [start, end) between two tags; empty if there is anything in it that {@link #escape} does not write, which
     * is then for a parser to judge.
     */
    static Optional<String> unescape(String xml, int start, int end) {
        int special = endOfPlain(xml, start, end);
        if (special == end) {
            return Optional.of(xml.substring(start, end));
        }
        StringBuilder text = new StringBuilder(end - start);
        int read = start;
        while (special < end) {
            int escaped = referenceAt(xml, special);
            if (escaped < 0) {
                return Optional.empty();
            }
            text.append(xml, read, special).append(ESCAPED.charAt(escaped));
            read = special + REFERENCES.get(escaped).length();
            special = endOfPlain(xml, read, end);
        }
        return Optional.of(text.append(xml, read, end).toString());
    }

    private static int referenceAt(String xml, int index) {
        for (int i = 0; i < REFERENCES.size(); i++) {
            if (xml.startsWith(REFERENCES.get(i), index)) {
                return i;
            }
        }
        return -1;
    }

    /** Refuses the first character that XML 1.0 cannot carry, naming its code point and its index in UTF-16 units. */
    static void check(String text) throws MalformedMessage {
        int special = endOfPlain(text, 0, text.length());
        while (special < text.length()) {
            if (ESCAPED.indexOf(text.charAt(special)) < 0) {
                throw unfit(text, special);
            }
            special = endOfPlain(text, special + 1, text.length());
        }
    }

    /** Index of the first character in [start, end) that has to be escaped or cannot be carried; else end. */
    static int endOfPlain(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < Character.MIN_SURROGATE) {
                if (c == '<' || c == '>' || c == '&' || (c < ' ' && c != '\t' && c != '\n')) {
                    return i;
                }
            } else if (c <= Character.MAX_SURROGATE) {
                if (i + 1 == end || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return i;
                }
                i++;
            } else if (c > '\uFFFD') {
                return i;
            }
        }
        return end;
    }

    private static MalformedMessage unfit(String text, int index) {
        char c = text.charAt(index);
        String what = Character.isSurrogate(c) ? "is an unpaired surrogate" : "is no character of XML 1.0";
        return new MalformedMessage("U+%04X at index %d %s".formatted((int) c, index, what));
    }
}
