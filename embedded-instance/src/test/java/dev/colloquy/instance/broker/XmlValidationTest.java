package dev.colloquy.instance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CREATE MESSAGE TYPE, VALIDATION: what passes on the destination queue. */
class XmlValidationTest {
    private static boolean passes(byte[] body) {
        return XmlValidation.failure(Validation.WELL_FORMED_XML, body).isEmpty();
    }

    private static boolean passesInEveryEncoding(String document) {
        boolean narrow = passes(document.getBytes(StandardCharsets.UTF_8));
        boolean wide = passes(document.getBytes(StandardCharsets.UTF_16LE));
        boolean marked = passes(("\uFEFF" + document).getBytes(StandardCharsets.UTF_16LE));
        assertEquals(narrow, wide, document);
        assertEquals(narrow, marked, document);
        return narrow;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<RequestMsg>Message for Target service.</RequestMsg>",
                " <a><b x='1'>t</b><c/> &amp;&lt; </a>\n",
                "<a x=\"1\" y=\"2\"/>",
                "<p:a xmlns:p=\"urn:p\"><p:b/></p:a>",
                "<a><!-- comment --><![CDATA[<x>]]></a>",
                "<?xml version=\"1.0\"?><a/>",
                "<a>\u00e9\u4e2d&#x41;</a>"
            })
    void well_formed_documents_pass(String document) {
        assertTrue(passesInEveryEncoding(document), document);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"json\": true}",
                "plain text",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a x=1/>",
                "<a x='1' x='2'/>",
                "<a>&unknown;</a>",
                "<a>a & b</a>",
                "<a>]]></a>",
                "<p:a/>",
                "<1a/>",
                "<a>\u0001</a>"
            })
    void others_fail(String document) {
        assertFalse(passesInEveryEncoding(document), document);
    }

    @Test
    void an_empty_body_passes_well_formed_xml_and_empty_only() {
        assertTrue(passes(null));
        assertTrue(XmlValidation.failure(Validation.EMPTY, null).isEmpty());
        assertFalse(XmlValidation.failure(Validation.EMPTY, new byte[] {1}).isEmpty());
        assertTrue(XmlValidation.failure(Validation.NONE, new byte[] {1}).isEmpty());
    }

    @Test
    void the_encoding_of_the_declaration_counts() {
        String document = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\u00e9</a>";

        assertTrue(passes(document.getBytes(StandardCharsets.ISO_8859_1)));
        assertFalse(passes("<a>\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void document_types_are_refused_and_nothing_external_is_read() {
        assertFalse(passesInEveryEncoding("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>"));
        assertFalse(passesInEveryEncoding("<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\">]><a>&x;</a>"));
    }

    @Test
    void half_a_surrogate_pair_fails() {
        byte[] body = "<a>xx</a>".getBytes(StandardCharsets.UTF_16LE);
        body[6] = 0x3D;
        body[7] = (byte) 0xD8;

        assertFalse(passes(body));
    }

    @Test
    void the_quick_check_never_accepts_what_the_parser_refuses() {
        Random random = new Random(42);
        String[] parts = {
            "<a>", "</a>", "<b/>", "<b x='1'>", "</b>", " ", "t", "&amp;", "&", "<", ">", "]", "'", "\"", "/"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder document = new StringBuilder("<a>");
            for (int n = random.nextInt(6); n > 0; n--) {
                document.append(parts[random.nextInt(parts.length)]);
            }
            document.append("</a>");
            byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
            if (PlainXml.recognizes(body)) {
                byte[] forParser = Arrays.copyOf("<!---->".getBytes(StandardCharsets.UTF_8), 7 + body.length);
                System.arraycopy(body, 0, forParser, 7, body.length);
                assertTrue(passes(forParser), document.toString());
            }
        }
    }
}
