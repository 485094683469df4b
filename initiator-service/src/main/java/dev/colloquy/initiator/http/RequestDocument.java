package dev.colloquy.initiator.http;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.RequestMessage;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.regex.Pattern;

/**
 * A request that came as an XML document. Its encoding is that of the byte order mark, else of the charset parameter,
 * else as the document itself says (RFC 7303 3. "Encoding Considerations").
 */
final class RequestDocument {
    private static final Pattern DECLARED_ENCODING =
            Pattern.compile("^(<\\?xml\\s[^>]*?)\\sencoding\\s*=\\s*(?:\"[^\">]*\"|'[^'>]*')");

    private RequestDocument() {}

    /**
     * Reads the document.
     *
     * @param type media type it came with; may be null
     * @throws MalformedMessage if it is not well formed, or not a RequestMsg element with nothing but text in it
     * @throws NotSupportedException if the charset parameter names an unknown charset
     */
    static RequestMessage read(byte[] document, MediaType type) throws MalformedMessage {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset == null || hasByteOrderMark(document)) {
            return MessageCodec.decodeRequestDocument(document);
        }
        // The parameter outranks the declaration, which a gateway that changed the encoding may have left as it was.
        String text = decode(document, charsetNamed(charset));
        return MessageCodec.decodeRequestDocument(
                DECLARED_ENCODING.matcher(text).replaceFirst("$1"));
    }

    private static boolean hasByteOrderMark(byte[] document) {
        int first = unsigned(document, 0);
        int second = unsigned(document, 1);
        return (first == 0xFE && second == 0xFF)
                || (first == 0xFF && second == 0xFE)
                || (first == 0xEF && second == 0xBB && unsigned(document, 2) == 0xBF);
    }

    private static int unsigned(byte[] document, int index) {
        return index < document.length ? Byte.toUnsignedInt(document[index]) : -1;
    }

    private static Charset charsetNamed(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new NotSupportedException("charset", unknown);
        }
    }

    private static String decode(byte[] document, Charset charset) throws MalformedMessage {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(document)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessage("the document is not in " + charset.name() + ", as its media type says");
        }
    }
}
