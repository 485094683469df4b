package dev.colloquy.contract;

import java.util.Optional;

/** A document of one element that holds text: {@code <name>text</name>}. */
final class TextElement {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final String startTag;
    private final String endTag;

    TextElement(String name) {
        this.name = name;
        this.startTag = "<" + name + ">";
        this.endTag = "</" + name + ">";
    }

    String write(String text) throws MalformedMessage {
        return startTag + XmlText.escape(text) + endTag;
    }

    /** Reads what came as UTF-16, so that an XML declaration may name no other encoding. */
    String read(String xml) throws MalformedMessage {
        return read(xml, true);
    }

    /** Reads what came in the encoding that its XML declaration names, if any. */
    String readDecoded(String xml) throws MalformedMessage {
        return read(xml, false);
    }

    private String read(String marked, boolean utf16) throws MalformedMessage {
        String xml = withoutMark(marked);
        int start = startTag.length();
        int end = xml.length() - endTag.length();
        if (start <= end && xml.startsWith(startTag) && xml.endsWith(endTag)) {
            // What this class has written needs no parser, which would take longer than all the rest.
            Optional<String> text = XmlText.unescape(xml, start, end);
            if (text.isPresent()) {
                return text.get();
            }
        }
        return parse(xml, utf16);
    }

    private String parse(String xml, boolean utf16) throws MalformedMessage {
        XmlText.check(xml);
        XmlCursor cursor = XmlCursor.over(xml);
        if (utf16) {
            requireUtf16(cursor);
        }
        cursor.enterRoot("", name);
        String text = cursor.text();
        cursor.end();
        // XML 1.1 has character references that XML 1.0 has not.
        XmlText.check(text);
        return text;
    }

    /** SQL Server refuses a declaration that contradicts the encoding, too: error 9402. */
    static void requireUtf16(XmlCursor cursor) throws MalformedMessage {
        String declared = cursor.declaredEncoding();
        if (declared != null && !declared.regionMatches(true, 0, "utf-16", 0, "utf-16".length())) {
            throw new MalformedMessage("the XML declaration names an encoding other than UTF-16, which the body is in");
        }
    }

    static String withoutMark(String xml) throws MalformedMessage {
        if (xml == null) {
            throw new MalformedMessage("the message has no body");
        }
        return !xml.isEmpty() && xml.charAt(0) == BYTE_ORDER_MARK ? xml.substring(1) : xml;
    }
}
