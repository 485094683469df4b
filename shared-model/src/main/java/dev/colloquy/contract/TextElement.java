package dev.colloquy.contract;

import java.util.Optional;

/** A document of one element that holds text: {@code <name>text</name>}. */
final class TextElement {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final String startOfTag;
    private final String endTag;

    /**
     * What such a document says.
     *
     * @param text of the element
     * @param trace of its attributes; empty if there are none of that kind, or none that can be used
     */
    record Content(String text, Optional<TraceContext> trace) {}

    TextElement(String name) {
        this.name = name;
        this.startOfTag = "<" + name;
        this.endTag = "</" + name + ">";
    }

    String write(String text, Optional<TraceContext> trace) throws MalformedMessage {
        String attributes = trace.map(TraceAttributes::write).orElse("");
        return startOfTag + attributes + ">" + XmlText.escape(text) + endTag;
    }

    /**
     * Reads what came from a queue: as UTF-16, so that an XML declaration may name no other encoding. Attributes that are
     * not known here are those of a later version of the other side, and passed over.
     */
    Content read(String marked) throws MalformedMessage {
        String xml = withoutMark(marked);
        Optional<Content> written = readWritten(xml);
        return written.isPresent() ? written.get() : parse(xml);
    }

    /** Reads what came in the encoding that its XML declaration names, if any. Attributes are refused. */
    String readDecoded(String marked) throws MalformedMessage {
        String xml = withoutMark(marked);
        Optional<Content> written = readWritten(xml);
        if (written.isPresent() && written.get().trace().isEmpty()) {
            return written.get().text();
        }
        XmlText.check(xml);
        XmlCursor cursor = XmlCursor.over(xml);
        cursor.enterRoot("", name);
        cursor.refuseAttributes();
        return textToEnd(cursor);
    }

    /** What this class has written needs no parser, which would take longer than all the rest. */
    private Optional<Content> readWritten(String xml) {
        int attributes = startOfTag.length();
        int end = xml.length() - endTag.length();
        if (!xml.startsWith(startOfTag) || !xml.endsWith(endTag)) {
            return Optional.empty();
        }
        boolean plain = xml.startsWith(">", attributes);
        int tagEnd = plain ? attributes : TraceAttributes.endOfWritten(xml, attributes);
        if (tagEnd < 0 || tagEnd >= end) {
            return Optional.empty();
        }
        Optional<TraceContext> trace = plain ? Optional.empty() : TraceAttributes.read(xml, attributes, tagEnd);
        if (!plain && trace.isEmpty()) {
            return Optional.empty();
        }
        return XmlText.unescape(xml, tagEnd + 1, end).map(text -> new Content(text, trace));
    }

    private Content parse(String xml) throws MalformedMessage {
        XmlText.check(xml);
        XmlCursor cursor = XmlCursor.over(xml);
        requireUtf16(cursor);
        cursor.enterRoot("", name);
        Optional<TraceContext> trace =
                TraceContext.of(cursor.attribute(TraceAttributes.PARENT), cursor.attribute(TraceAttributes.STATE));
        return new Content(textToEnd(cursor), trace);
    }

    private static String textToEnd(XmlCursor cursor) throws MalformedMessage {
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
