package dev.colloquy.contract;

import java.io.StringReader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks over a small XML document: elements and text. Comments and processing instructions are passed over; a DTD and
 * entities other than the five predefined ones are refused.
 */
final class XmlCursor {
    private static final int LONGEST_QUOTE = 160;
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader reader;

    private XmlCursor(XMLStreamReader reader) {
        this.reader = reader;
    }

    /** Stands before the root element. The characters have been checked by {@link XmlText#check}. */
    static XmlCursor over(String xml) throws MalformedMessage {
        refuseDocumentType(xml);
        try {
            return new XmlCursor(FACTORY.createXMLStreamReader(new StringReader(xml)));
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    /** Before the parser sees it: told to ignore a DTD, the parser scans it all the same. */
    private static void refuseDocumentType(String xml) throws MalformedMessage {
        int tag = xml.indexOf('<');
        while (tag >= 0 && (xml.startsWith("<?", tag) || xml.startsWith("<!--", tag))) {
            int end = xml.indexOf(xml.startsWith("<?", tag) ? "?>" : "-->", tag + 2);
            tag = end < 0 ? -1 : xml.indexOf('<', end);
        }
        if (tag >= 0 && xml.startsWith("<!DOCTYPE", tag)) {
            throw documentType();
        }
    }

    private static MalformedMessage documentType() {
        return new MalformedMessage("a document type declaration is refused");
    }

    private static XMLInputFactory factory() {
        // The JDK's own, whatever else is on the class path: the limits below are its properties.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        // They bound what entities expand to. Without a DTD only the five predefined ones expand, each to one
        // character, and
        // yet a text with 100,000 of them is refused from JDK 24 on.
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        return factory;
    }

    /** The encoding that the XML declaration names; null without. */
    String declaredEncoding() {
        return reader.getCharacterEncodingScheme();
    }

    /** Enters the root element, which must have this name and nothing but what {@link #enterElement} allows. */
    void enterRoot(String namespace, String name) throws MalformedMessage {
        next();
        String found = reader.getLocalName();
        String foundNamespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
        if (!found.equals(name) || !foundNamespace.equals(namespace)) {
            throw new MalformedMessage("the root element is <" + shortened(found) + ">"
                    + (foundNamespace.isEmpty() ? "" : " of namespace " + shortened(foundNamespace)) + ", not <" + name
                    + ">" + (namespace.isEmpty() ? "" : " of namespace " + namespace));
        }
    }

    /** The attribute of that name, and of no namespace, of the current element; null without one. */
    String attribute(String name) {
        return reader.getAttributeValue("", name);
    }

    /** The current element may have no attributes, and declare no namespaces. */
    void refuseAttributes() throws MalformedMessage {
        if (reader.getAttributeCount() > 0 || reader.getNamespaceCount() > 0) {
            throw new MalformedMessage("<" + reader.getLocalName() + "> has attributes; it takes none");
        }
    }

    /**
     * Enters the next child of the current element, passing over white space.
     *
     * @return its local name; null if the current element has ended instead
     */
    String enterElement() throws MalformedMessage {
        int event = next();
        while (isText(event)) {
            if (!reader.getText().isBlank()) {
                throw new MalformedMessage("there is text between elements");
            }
            event = next();
        }
        return event == XMLStreamConstants.START_ELEMENT ? reader.getLocalName() : null;
    }

    /** The text of the current element, which ends with it. */
    String text() throws MalformedMessage {
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        int event = next();
        while (isText(event)) {
            text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            event = next();
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
            throw new MalformedMessage("<" + shortened(name) + "> holds the element <"
                    + shortened(reader.getLocalName()) + ">; it takes text only");
        }
        return text.toString();
    }

    /** Reads to the end of the document, where nothing may follow. */
    void end() throws MalformedMessage {
        int event = next();
        while (event != XMLStreamConstants.END_DOCUMENT) {
            event = next();
        }
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private int next() throws MalformedMessage {
        try {
            int event = reader.next();
            while (event == XMLStreamConstants.COMMENT || event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
                event = reader.next();
            }
            if (event == XMLStreamConstants.DTD) {
                throw documentType();
            }
            if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new MalformedMessage("the entity &" + shortened(reader.getLocalName()) + "; is refused");
            }
            return event;
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private static MalformedMessage malformed(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf("Message: ");
        String reason = start < 0 ? message : message.substring(start + "Message: ".length());
        Location location = e.getLocation();
        String where = location == null || location.getLineNumber() < 1
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNumber(), location.getColumnNumber());
        return new MalformedMessage("not well-formed XML: " + shortened(reason) + where);
    }

    /** What a sender wrote is quoted at this length only. */
    private static String shortened(String text) {
        if (text.length() <= LONGEST_QUOTE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
        return text.substring(0, end) + "…";
    }
}
