package dev.colloquy.instance.broker;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Validation of message bodies on the destination queue. WELL_FORMED_XML detects UTF-16 (with or without byte order
 * mark), UTF-8 and the encoding of an XML declaration. Document types are refused, so nothing external is ever read.
 */
final class XmlValidation {
    private static final XMLInputFactory FACTORY = factory();

    private XmlValidation() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /**
     * Checks a body against a message type.
     *
     * @param body null if empty
     * @return why it fails; empty if it passes
     */
    static Optional<String> failure(Validation validation, byte[] body) {
        return switch (validation) {
            case NONE -> Optional.empty();
            case EMPTY -> body == null ? Optional.empty() : Optional.of("The message body must be empty.");
            case WELL_FORMED_XML, VALID_XML ->
                body == null || PlainXml.recognizes(body) ? Optional.empty() : wellFormed(body);
        };
    }

    private static Optional<String> wellFormed(byte[] body) {
        try {
            XMLStreamReader reader = open(body);
            try {
                while (reader.hasNext()) {
                    if (reader.next() == XMLStreamReader.DTD) {
                        return Optional.of("XML parsing: a document type definition is not allowed.");
                    }
                }
            } finally {
                reader.close();
            }
            return Optional.empty();
        } catch (XMLStreamException | UnsupportedCharsetException | IllegalCharsetNameException e) {
            return Optional.of("XML parsing: the document is not well-formed" + place(e) + ".");
        }
    }

    private static String place(Exception e) {
        Location location = e instanceof XMLStreamException parsing ? parsing.getLocation() : null;
        return location == null
                ? ""
                : " at line " + location.getLineNumber() + ", character " + location.getColumnNumber();
    }

    private static XMLStreamReader open(byte[] body) throws XMLStreamException {
        int mark = markLength(body);
        Reader text = new InputStreamReader(
                new ByteArrayInputStream(body, mark, body.length - mark),
                encodingOf(body)
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        synchronized (FACTORY) {
            return FACTORY.createXMLStreamReader(text);
        }
    }

    private static Charset encodingOf(byte[] body) {
        int first = body[0] & 0xFF;
        int second = body.length < 2 ? first : body[1] & 0xFF;
        if ((first == 0xFF && second == 0xFE) || (first != 0 && second == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if ((first == 0xFE && second == 0xFF) || (first == 0 && second != 0)) {
            return StandardCharsets.UTF_16BE;
        }
        return declaredEncoding(body);
    }

    /** The encoding that an XML declaration names; UTF-8 without one. */
    private static Charset declaredEncoding(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, 200), StandardCharsets.ISO_8859_1);
        int declaration = start.indexOf("<?xml ");
        int end = start.indexOf("?>");
        int encoding = start.indexOf("encoding");
        if (declaration < 0 || encoding < declaration || end < encoding) {
            return StandardCharsets.UTF_8;
        }
        int open = encoding + "encoding".length();
        while (open < end && start.charAt(open) != '"' && start.charAt(open) != '\'') {
            open++;
        }
        int close = start.indexOf(start.charAt(open), open + 1);
        return close < 0 || close > end ? StandardCharsets.UTF_8 : Charset.forName(start.substring(open + 1, close));
    }

    private static int markLength(byte[] body) {
        int first = body[0] & 0xFF;
        int second = body.length < 2 ? 0 : body[1] & 0xFF;
        if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
            return 2;
        }
        boolean utf8 = body.length >= 3 && first == 0xEF && second == 0xBB && (body[2] & 0xFF) == 0xBF;
        return utf8 ? 3 : 0;
    }
}
