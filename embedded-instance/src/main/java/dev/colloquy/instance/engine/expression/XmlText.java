package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Text as the xml data type keeps it: checked to be well formed, without declaration, without white space between
 * elements, CDATA as plain text, attributes in double quotes, {@code <a></a>} as {@code <a/>}.
 *
 * <p>As the xml type does, it accepts fragments: several root elements, or text alone. It knows no document type
 * declarations and thus no entities but the five predefined ones, and it never reads anything but its input.
 */
final class XmlText {
    private static final int MAX_DEPTH = 128;

    private final XmlInput in;
    private final StringBuilder out;
    private final StringBuilder text = new StringBuilder();
    private final List<Element> open = new ArrayList<>();
    private final boolean preserve;
    private boolean significant;
    private boolean startTagOpen;

    private XmlText(XmlInput in, boolean preserve) {
        this.in = in;
        this.preserve = preserve;
        this.out = new StringBuilder(in.length());
    }

    /** An element that has begun: its name, the prefixes in scope, whether white space counts. */
    private record Element(String name, Set<String> prefixes, boolean preserve) {}

    private record Attribute(String name, String value) {}

    /**
     * Checks and normalises.
     *
     * @param preserve whether white space between elements is kept (style 1 of CONVERT)
     * @throws SqlError 9400 to 9459 with line and character for text that is not well formed, 6359 for a DOCTYPE, 6335
     *     for more than 128 levels
     */
    static String normalize(String text, XmlInput.Source source, boolean preserve) {
        XmlInput in = new XmlInput(text);
        in.skipDeclaration(source);
        XmlText xml = new XmlText(in, preserve);
        xml.content();
        return xml.out.toString();
    }

    private void content() {
        while (!in.atEnd()) {
            if (in.peek() != '<') {
                characters();
            } else if (in.take("<![CDATA[")) {
                cdata();
            } else {
                flushText();
                markup();
            }
        }
        flushText();
        if (!open.isEmpty()) {
            throw in.endOfInput();
        }
    }

    private void markup() {
        if (in.take("</")) {
            endTag();
        } else if (in.take("<!--")) {
            comment();
        } else if (in.take("<?")) {
            processingInstruction();
        } else if (in.take("<!DOCTYPE")) {
            throw new SqlError(
                    6359,
                    "Parsing XML with internal subset DTDs not allowed. Use CONVERT with style option 2 to enable"
                            + " limited internal subset DTD support.");
        } else if (in.take("<!")) {
            throw in.error(9422, "incorrect document syntax");
        } else {
            in.next();
            startTag();
        }
    }

    private void characters() {
        while (!in.atEnd() && in.peek() != '<') {
            char c = in.peek();
            if (c == '&') {
                in.reference(text);
                significant = true;
                continue;
            }
            if (c == ']' && in.startsWith("]]>")) {
                throw in.error(9454, "no ']]>' in element content");
            }
            significant |= !XmlInput.isBlank(c);
            text.append(in.character());
        }
    }

    private void cdata() {
        int end = in.find("]]>", 9423, "incorrect CDATA section syntax");
        while (in.position() < end) {
            text.append(in.character());
        }
        in.take("]]>");
        significant = true;
    }

    private void flushText() {
        if (text.length() > 0 && (significant || keepsBlanks())) {
            closeStartTag();
            XmlInput.escape(text, out, false);
        }
        text.setLength(0);
        significant = false;
    }

    private boolean keepsBlanks() {
        return open.isEmpty() ? preserve : open.get(open.size() - 1).preserve();
    }

    private void comment() {
        int start = in.position();
        int end = in.find("--", 9424, "incorrect comment syntax");
        in.skipTo(end);
        if (!in.take("-->")) {
            throw in.error(9424, "incorrect comment syntax");
        }
        closeStartTag();
        out.append("<!--").append(in.text(start, end)).append("-->");
    }

    private void processingInstruction() {
        int start = in.position();
        String target = in.name();
        if (target.equalsIgnoreCase("xml")) {
            throw in.error(9438, "text/xmldecl not at the beginning of input");
        }
        int end = in.find("?>", 9400, "unexpected end of input");
        in.skipTo(end);
        in.take("?>");
        closeStartTag();
        out.append("<?").append(in.text(start, end)).append("?>");
    }

    private void startTag() {
        String name = in.name();
        List<Attribute> attributes = attributes();
        Set<String> prefixes = prefixes(attributes);
        check(name, prefixes);
        closeStartTag();
        out.append('<').append(name);
        boolean keep = keepsBlanks();
        for (Attribute attribute : attributes) {
            if (!attribute.name().startsWith("xmlns")) {
                check(attribute.name(), prefixes);
            }
            if (attribute.name().equals("xml:space")) {
                keep = attribute.value().equals("preserve");
            }
            out.append(' ').append(attribute.name()).append("=\"");
            XmlInput.escape(attribute.value(), out, true);
            out.append('"');
        }
        if (in.take("/>")) {
            out.append("/>");
            return;
        }
        in.expect('>', 9412, "'>' expected");
        startTagOpen = true;
        open.add(new Element(name, prefixes, keep));
        if (open.size() > MAX_DEPTH) {
            throw new SqlError(
                    6335,
                    16,
                    102,
                    "XML datatype instance has too many levels of nested nodes. Maximum allowed depth is 128 levels.");
        }
    }

    private List<Attribute> attributes() {
        List<Attribute> attributes = new ArrayList<>();
        boolean separated = in.skipBlanks();
        while (!in.atEnd() && in.peek() != '>' && in.peek() != '/') {
            if (!separated) {
                throw in.error(9410, "whitespace expected");
            }
            String name = in.name();
            in.skipBlanks();
            in.expect('=', 9414, "equal expected");
            in.skipBlanks();
            String value = in.attributeValue();
            for (Attribute other : attributes) {
                if (other.name().equals(name)) {
                    throw in.error(9437, "duplicate attribute");
                }
            }
            attributes.add(new Attribute(name, value));
            separated = in.skipBlanks();
        }
        return attributes;
    }

    private Set<String> prefixes(List<Attribute> attributes) {
        Set<String> outer =
                open.isEmpty() ? Set.of() : open.get(open.size() - 1).prefixes();
        Set<String> prefixes = outer;
        for (Attribute attribute : attributes) {
            if (attribute.name().startsWith("xmlns:")) {
                if (prefixes == outer) {
                    prefixes = new HashSet<>(outer);
                }
                prefixes.add(attribute.name().substring("xmlns:".length()));
            }
        }
        return prefixes;
    }

    private void check(String name, Set<String> prefixes) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return;
        }
        String prefix = name.substring(0, colon);
        if (name.indexOf(':', colon + 1) >= 0) {
            throw in.error(9456, "multiple colons in qualified name");
        }
        if (!prefix.equals("xml") && !prefixes.contains(prefix)) {
            throw in.error(9459, "undeclared prefix");
        }
    }

    private void endTag() {
        String name = in.name();
        in.skipBlanks();
        if (in.atEnd()) {
            throw in.endOfInput();
        }
        if (open.isEmpty() || !open.get(open.size() - 1).name().equals(name)) {
            throw in.error(9436, "end tag does not match start tag");
        }
        in.expect('>', 9412, "'>' expected");
        open.remove(open.size() - 1);
        if (startTagOpen) {
            out.append("/>");
            startTagOpen = false;
        } else {
            out.append("</").append(name).append('>');
        }
    }

    private void closeStartTag() {
        if (startTagOpen) {
            out.append('>');
            startTagOpen = false;
        }
    }
}
