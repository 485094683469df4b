package dev.colloquy.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageCodecPropertyTest {
    private static final int LAST_OF_THE_BASIC_PLANE = 0xFFFD;

    @Property
    void text_comes_out_as_it_went_in(@ForAll("texts") String text) throws Exception {
        assertEquals(
                text,
                MessageCodec.decodeRequest(MessageCodec.encode(new RequestMessage(text)))
                        .text());
        assertEquals(
                text,
                MessageCodec.decodeReply(MessageCodec.toXml(new ReplyMessage(text)))
                        .text());
    }

    @Property
    void a_request_in_utf_8_comes_out_as_it_went_in(@ForAll("texts") String text) throws Exception {
        byte[] document = MessageCodec.toXml(new RequestMessage(text)).getBytes(StandardCharsets.UTF_8);

        assertEquals(text, MessageCodec.decodeRequestDocument(document).text());
    }

    @Property
    void text_is_either_carried_exactly_or_refused(@ForAll String text) {
        try {
            String xml = MessageCodec.toXml(new RequestMessage(text));
            assertEquals(text, MessageCodec.decodeRequest(xml).text());
        } catch (MalformedMessage e) {
            assertTrue(text.chars().anyMatch(c -> c < ' ' || Character.isSurrogate((char) c) || c > 0xFFFD));
        }
    }

    @Property
    void text_is_read_alike_with_and_without_the_parser(@ForAll("texts") String text) throws Exception {
        String xml = MessageCodec.toXml(new RequestMessage(text));

        assertEquals(text, MessageCodec.decodeRequest(xml).text());
        assertEquals(
                text,
                MessageCodec.decodeRequest("<!-- for the parser -->" + xml).text());
    }

    @Property
    void a_truncated_body_is_refused(@ForAll("texts") String text, @ForAll int cut) throws Exception {
        byte[] body = MessageCodec.encode(new RequestMessage(text));

        assertRefused(Arrays.copyOf(body, Math.floorMod(cut, body.length)));
    }

    @Property
    void garbage_is_read_or_refused_and_nothing_else(@ForAll byte[] garbage) {
        readOrRefuse(garbage);
    }

    @Property
    void pieces_of_markup_are_read_or_refused_and_nothing_else(@ForAll("markup") String xml) {
        readOrRefuse(unitByUnit(xml));
        readOrRefuse(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(byte[] body) {
        boolean read = true;
        try {
            MessageCodec.decodeRequest(body);
        } catch (MalformedMessage e) {
            read = false;
        }
        assertEquals(false, read);
    }

    /** Anything but a {@link MalformedMessage} fails the property. */
    private static void readOrRefuse(byte[] body) {
        for (Decoder decoder : new Decoder[] {
            MessageCodec::decodeRequest,
            MessageCodec::decodeReply,
            MessageCodec::decodeRequestDocument,
            MessageCodec::decodeError
        }) {
            try {
                decoder.decode(body);
            } catch (MalformedMessage e) {
                assertTrue(e.getMessage().length() < 400, e.getMessage());
            }
        }
    }

    /** Unlike a Charset, leaves unpaired surrogates as they are. */
    private static byte[] unitByUnit(String text) {
        ByteBuffer body = ByteBuffer.allocate(text.length() * Character.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        text.chars().forEach(unit -> body.putChar((char) unit));
        return body.array();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Integer> codePoints = Arbitraries.oneOf(
                Arbitraries.of('<' + 0, '>' + 0, '&' + 0, ']' + 0, '\r' + 0, '\n' + 0, '\t' + 0, '"' + 0),
                Arbitraries.integers().between(' ', '~'),
                Arbitraries.integers().between(' ', Character.MIN_SURROGATE - 1),
                Arbitraries.integers().between(Character.MAX_SURROGATE + 1, LAST_OF_THE_BASIC_PLANE),
                Arbitraries.integers().between(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT));
        return codePoints.list().ofMaxSize(200).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
    }

    @Provide
    Arbitrary<String> markup() {
        return Arbitraries.of(
                        "<RequestMsg>",
                        "</RequestMsg>",
                        "<ReplyMsg>",
                        "</ReplyMsg>",
                        "<Error xmlns='urn:x'>",
                        "<",
                        "<?xml version='1.0' encoding='utf-16'?>",
                        "<?xml version='1.1'?>",
                        "<?xml",
                        "?>",
                        "<?p",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<!DOCTYPE x [",
                        "<!ENTITY a 'b'>",
                        "<!ENTITY % a SYSTEM 'b'>",
                        "%a;",
                        "&a;",
                        "&#",
                        "x1F600;",
                        "&lt;",
                        "a",
                        " ",
                        "=",
                        "'",
                        "\"",
                        "xmlns:a",
                        "a:b",
                        "/>",
                        ">",
                        "\uFEFF",
                        "\uD83D",
                        "\uDE00",
                        "\u0000",
                        "\r\n",
                        "]>")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }

    private interface Decoder {
        Object decode(byte[] body) throws MalformedMessage;
    }
}
