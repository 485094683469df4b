package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.RequestMessage;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDocumentTest {
    private static final RequestMessage EXPECTED = new RequestMessage("Füße");
    private static final String DOCUMENT = "<RequestMsg>Füße</RequestMsg>";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf-16le", "ISO-8859-1", "windows-1252"})
    void the_charset_parameter_names_the_encoding(String charset) throws Exception {
        assertEquals(EXPECTED, RequestDocument.read(DOCUMENT.getBytes(Charset.forName(charset)), xml(charset)));
    }

    @Test
    void the_charset_parameter_outranks_the_declaration() throws Exception {
        byte[] document = ("<?xml version='1.0' encoding='UTF-8'?>" + DOCUMENT).getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(EXPECTED, RequestDocument.read(document, xml("iso-8859-1")));
    }

    @Test
    void the_byte_order_mark_outranks_the_charset_parameter() throws Exception {
        byte[] document = ("\uFEFF" + DOCUMENT).getBytes(StandardCharsets.UTF_16BE);

        assertEquals(EXPECTED, RequestDocument.read(document, xml("iso-8859-1")));
        assertEquals(
                EXPECTED,
                RequestDocument.read(("\uFEFF" + DOCUMENT).getBytes(StandardCharsets.UTF_8), xml("iso-8859-1")));
    }

    @Test
    void without_a_charset_parameter_the_document_speaks_for_itself() throws Exception {
        byte[] document =
                ("<?xml version='1.0' encoding='ISO-8859-1'?>" + DOCUMENT).getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(EXPECTED, RequestDocument.read(document, MediaType.TEXT_XML_TYPE));
        assertEquals(EXPECTED, RequestDocument.read(document, null));
    }

    @Test
    void a_document_in_another_encoding_than_its_charset_parameter_is_malformed() {
        byte[] document = DOCUMENT.getBytes(StandardCharsets.ISO_8859_1);

        assertThrows(MalformedMessage.class, () -> RequestDocument.read(document, xml("UTF-8")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"klingon", "no such charset", ""})
    void an_unknown_charset_is_not_supported(String charset) {
        assertThrows(NotSupportedException.class, () -> RequestDocument.read(new byte[0], xml(charset)));
    }

    @Test
    void an_empty_document_is_malformed() {
        assertThrows(MalformedMessage.class, () -> RequestDocument.read(new byte[0], null));
        assertThrows(MalformedMessage.class, () -> RequestDocument.read(new byte[0], xml("UTF-8")));
    }

    private static MediaType xml(String charset) {
        return new MediaType("application", "xml", Map.of("charset", charset));
    }
}
