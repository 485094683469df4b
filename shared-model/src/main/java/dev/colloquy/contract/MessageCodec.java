package dev.colloquy.contract;

/**
 * The messages of {@link SimpleContract} as XML. On the wire a body is UTF-16LE without a byte order mark, as SQL Server
 * stores {@code nvarchar}; senders of the {@code xml} type put a byte order mark first, which is tolerated.
 *
 * <p>A request and a reply are one element with text: {@code <RequestMsg>text</RequestMsg>}. Where they are traced, it has
 * the attributes {@code traceparent} and {@code tracestate} of W3C "Trace Context". Text comes out as it went in, carriage
 * returns included. Nested elements, document type declarations and entities other than the five predefined ones are
 * refused; comments, processing instructions, CDATA sections, an XML declaration and other attributes are tolerated. There
 * is no limit to the size: that is for whoever takes a body in.
 *
 * <p>Safe for use by many threads.
 */
public final class MessageCodec {
    private static final TextElement REQUEST = new TextElement("RequestMsg");
    private static final TextElement REPLY = new TextElement("ReplyMsg");

    private MessageCodec() {}

    /**
     * The body of a request.
     *
     * @throws MalformedMessage if the text has a character that XML 1.0 cannot carry; names the first and its index
     */
    public static byte[] encode(RequestMessage request) throws MalformedMessage {
        return Utf16.encode(toXml(request));
    }

    /**
     * The body of a reply.
     *
     * @throws MalformedMessage if the text has a character that XML 1.0 cannot carry; names the first and its index
     */
    public static byte[] encode(ReplyMessage reply) throws MalformedMessage {
        return Utf16.encode(toXml(reply));
    }

    /**
     * The request as {@code nvarchar} text, without an XML declaration.
     *
     * @throws MalformedMessage if the text has a character that XML 1.0 cannot carry; names the first and its index
     */
    public static String toXml(RequestMessage request) throws MalformedMessage {
        return REQUEST.write(request.text(), request.trace());
    }

    /**
     * The reply as {@code nvarchar} text, without an XML declaration.
     *
     * @throws MalformedMessage if the text has a character that XML 1.0 cannot carry; names the first and its index
     */
    public static String toXml(ReplyMessage reply) throws MalformedMessage {
        return REPLY.write(reply.text(), reply.trace());
    }

    /**
     * Reads the body of a request.
     *
     * @param body UTF-16LE; null, as a queue holds an empty body, is refused
     * @throws MalformedMessage with what is wrong
     */
    public static RequestMessage decodeRequest(byte[] body) throws MalformedMessage {
        return decodeRequest(Utf16.decode(body));
    }

    /**
     * Reads a request from {@code nvarchar} text.
     *
     * @throws MalformedMessage with what is wrong
     */
    public static RequestMessage decodeRequest(String xml) throws MalformedMessage {
        TextElement.Content content = REQUEST.read(xml);
        return new RequestMessage(content.text(), content.trace());
    }

    /**
     * Reads a request from an XML document that came from elsewhere than a queue. Attributes are refused: whoever sends it
     * would not learn that they mean nothing.
     *
     * @param document in the encoding of its byte order mark or its XML declaration, else UTF-8
     * @throws MalformedMessage with what is wrong
     */
    public static RequestMessage decodeRequestDocument(byte[] document) throws MalformedMessage {
        return decodeRequestDocument(XmlEncoding.decode(document));
    }

    /**
     * Reads a request from an XML document that came from elsewhere than a queue. Attributes are refused.
     *
     * @param document in whatever encoding it was; that of its XML declaration is not looked at
     * @throws MalformedMessage with what is wrong
     */
    public static RequestMessage decodeRequestDocument(String document) throws MalformedMessage {
        return new RequestMessage(REQUEST.readDecoded(document));
    }

    /**
     * Reads the body of a reply.
     *
     * @param body UTF-16LE; null, as a queue holds an empty body, is refused
     * @throws MalformedMessage with what is wrong
     */
    public static ReplyMessage decodeReply(byte[] body) throws MalformedMessage {
        return decodeReply(Utf16.decode(body));
    }

    /**
     * Reads a reply from {@code nvarchar} text.
     *
     * @throws MalformedMessage with what is wrong
     */
    public static ReplyMessage decodeReply(String xml) throws MalformedMessage {
        TextElement.Content content = REPLY.read(xml);
        return new ReplyMessage(content.text(), content.trace());
    }

    /**
     * Reads the body of a message of type {@link SimpleContract#ERROR}.
     *
     * @param body UTF-16LE
     * @throws MalformedMessage with what is wrong
     */
    public static ErrorMessage decodeError(byte[] body) throws MalformedMessage {
        return ErrorBody.read(Utf16.decode(body));
    }
}
