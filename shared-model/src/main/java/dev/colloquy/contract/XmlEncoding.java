package dev.colloquy.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the encoding of an XML document that came without its own encoding label: byte order mark, then XML declaration,
 * then UTF-8 ("Extensible Markup Language (XML) 1.0", appendix F.1).
 */
final class XmlEncoding {
    /** Longer declarations are not looked for. */
    private static final int DECLARATION_BYTES = 256;

    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']");

    private XmlEncoding() {}

    /** The characters of the document, perhaps with U+FEFF before them. */
    static String decode(byte[] document) throws MalformedMessage {
        if (document == null || document.length == 0) {
            throw new MalformedMessage("the document is empty");
        }
        Charset charset = charset(document);
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessage("the document is not in " + charset.name() + ", its encoding");
        }
    }

    private static Charset charset(byte[] document) throws MalformedMessage {
        if (startsWith(document, 0xFE, 0xFF) || startsWith(document, 0, '<', 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if (startsWith(document, 0xFF, 0xFE) || startsWith(document, '<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(document, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        byte[] head = Arrays.copyOf(document, Math.min(document.length, DECLARATION_BYTES));
        Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        return declared.find() ? named(declared.group(1), head) : StandardCharsets.UTF_8;
    }

    private static Charset named(String name, byte[] head) throws MalformedMessage {
        Charset charset;
        try {
            charset = Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("the document declares the encoding " + name + ", which is not known here");
        }
        if (!new String(head, charset).startsWith("<?xml")) {
            throw new MalformedMessage("the document declares the encoding " + name + " and is not in it");
        }
        return charset;
    }

    private static boolean startsWith(byte[] document, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i == document.length || Byte.toUnsignedInt(document[i]) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
