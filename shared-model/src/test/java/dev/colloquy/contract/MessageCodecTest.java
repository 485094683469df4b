package dev.colloquy.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final int MEGABYTE = 1 << 20;

    @Nested
    class Writing {
        @Test
        void a_request_is_one_element_in_utf_16_little_endian_without_a_mark() throws Exception {
            byte[] body = MessageCodec.encode(new RequestMessage("Grüße"));

            assertArrayEquals("<RequestMsg>Grüße</RequestMsg>".getBytes(UTF_16LE), body);
        }

        @Test
        void a_reply_is_named_reply_msg() throws Exception {
            byte[] body = MessageCodec.encode(new ReplyMessage(""));

            assertArrayEquals("<ReplyMsg></ReplyMsg>".getBytes(UTF_16LE), body);
        }

        @Test
        void markup_and_carriage_returns_are_escaped() throws Exception {
            String xml = MessageCodec.toXml(new RequestMessage("a<b>&c\r\n]]>\"'"));

            assertEquals("<RequestMsg>a&lt;b&gt;&amp;c&#xD;\n]]&gt;\"'</RequestMsg>", xml);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0, 0x1, 0x8, 0xB, 0xC, 0x1F, 0xFFFE, 0xFFFF})
        void a_character_that_xml_cannot_carry_is_refused_by_name_and_index(int codePoint) {
            RequestMessage request = new RequestMessage("<ok>" + (char) codePoint);

            assertEquals(
                    "U+%04X at index 4 is no character of XML 1.0".formatted(codePoint),
                    wrong(() -> MessageCodec.encode(request)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ab\uD83D", "ab\uD83Dx", "ab\uDE00\uD83D"})
        void an_unpaired_surrogate_is_refused(String text) {
            String message = wrong(() -> MessageCodec.encode(new ReplyMessage(text)));

            assertEquals("U+%04X at index 2 is an unpaired surrogate".formatted((int) text.charAt(2)), message);
        }
    }

    @Nested
    class Reading {
        @Test
        void a_byte_order_mark_is_passed_over() throws Exception {
            assertEquals(
                    "x",
                    MessageCodec.decodeRequest(utf16("\uFEFF<RequestMsg>x</RequestMsg>"))
                            .text());
            assertEquals(
                    "x",
                    MessageCodec.decodeReply("\uFEFF<ReplyMsg>x</ReplyMsg>").text());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<?xml version='1.0' encoding='utf-16'?><RequestMsg>a&amp;b</RequestMsg>",
                    "<!-- c --><?p i?>\n<RequestMsg >a<!-- c -->&#38;<?p i?>b</RequestMsg>\n<!-- c -->",
                    "<RequestMsg>a<![CDATA[&]]>b</RequestMsg>",
                    "<RequestMsg><![CDATA[a]]>&#x26;<![CDATA[b]]></RequestMsg >",
                    "<RequestMsg later='version' xmlns:x='urn:x' x:y='z'>a&amp;b</RequestMsg>",
                })
        void what_other_writers_of_xml_may_add_is_tolerated(String xml) throws Exception {
            assertEquals("a&b", MessageCodec.decodeRequest(utf16(xml)).text());
        }

        @Test
        void an_empty_element_is_an_empty_text() throws Exception {
            assertEquals("", MessageCodec.decodeRequest("<RequestMsg/>").text());
            assertEquals(
                    "", MessageCodec.decodeRequest("<RequestMsg></RequestMsg>").text());
        }

        @Test
        void line_ends_are_read_as_xml_prescribes() throws Exception {
            assertEquals(
                    "a\nb\nc\r",
                    MessageCodec.decodeReply("<ReplyMsg>a\r\nb\rc&#13;</ReplyMsg>")
                            .text());
        }

        @Test
        void a_megabyte_of_emoji_and_markup_round_trips() throws Exception {
            String emoji = "\uD83D\uDE00".repeat(MEGABYTE / 2);
            String markup = "<&>\r\uD83D\uDE00".repeat(MEGABYTE / 6);

            assertEquals(
                    emoji,
                    MessageCodec.decodeRequest(MessageCodec.encode(new RequestMessage(emoji)))
                            .text());
            assertEquals(
                    markup,
                    MessageCodec.decodeReply(MessageCodec.encode(new ReplyMessage(markup)))
                            .text());
        }

        @ParameterizedTest
        @CsvSource({"&amp;, &", "&#x1F600;, \uD83D\uDE00", "<![CDATA[<]]>, <"})
        void a_megabyte_of_references_and_sections_is_read(String markup, String meaning) throws Exception {
            int count = MEGABYTE / markup.length();

            String text = MessageCodec.decodeRequest("<RequestMsg ><!---->" + markup.repeat(count) + "</RequestMsg>")
                    .text();

            assertEquals(meaning.repeat(count), text);
        }
    }

    @Nested
    class Refusing {
        @Test
        void a_message_without_a_body() {
            assertEquals("the message has no body", wrong(() -> MessageCodec.decodeRequest((byte[]) null)));
            assertEquals("the message has no body", wrong(() -> MessageCodec.decodeReply(new byte[0])));
            assertEquals("the message has no body", wrong(() -> MessageCodec.decodeReply((String) null)));
        }

        @Test
        void an_odd_number_of_bytes() {
            assertEquals(
                    "the body has 3 bytes, an odd number, so it is not UTF-16",
                    wrong(() -> MessageCodec.decodeReply(new byte[3])));
        }

        @Test
        void half_a_surrogate_pair() {
            assertEquals(
                    "U+D83D at index 10 is an unpaired surrogate",
                    wrong(() -> MessageCodec.decodeReply(utf16("<ReplyMsg>\uD83D</ReplyMsg>"))));
        }

        @Test
        void another_root_element() {
            assertEquals(
                    "the root element is <ReplyMsg>, not <RequestMsg>",
                    wrong(() -> MessageCodec.decodeRequest("<ReplyMsg>x</ReplyMsg>")));
            assertEquals(
                    "the root element is <RequestMsg> of namespace urn:x, not <RequestMsg>",
                    wrong(() -> MessageCodec.decodeRequest("<RequestMsg xmlns='urn:x'>x</RequestMsg>")));
        }

        @Test
        void nested_elements() {
            assertEquals(
                    "<ReplyMsg> holds the element <b>; it takes text only",
                    wrong(() -> MessageCodec.decodeReply("<ReplyMsg>x<b>y</b></ReplyMsg>")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "plain text",
                    "{\"text\":\"x\"}",
                    "<ReplyMsg>x",
                    "<ReplyMsg>x</RequestMsg>",
                    "<ReplyMsg>x</ReplyMsg>x",
                    "<ReplyMsg>x</ReplyMsg><ReplyMsg>x</ReplyMsg>",
                    "<ReplyMsg>]]></ReplyMsg>",
                    "<ReplyMsg>&</ReplyMsg>",
                    "<ReplyMsg>&#0;</ReplyMsg>",
                    "<ReplyMsg>&#xD83D;</ReplyMsg>",
                    "<a:ReplyMsg>x</a:ReplyMsg>",
                    " <?xml version='1.0'?><ReplyMsg>x</ReplyMsg>",
                })
        void what_is_not_well_formed(String xml) {
            String message = wrong(() -> MessageCodec.decodeReply(xml));

            assertTrue(message.startsWith("not well-formed XML: "), message);
        }

        @Test
        void characters_of_xml_1_1() {
            assertEquals(
                    "U+0001 at index 0 is no character of XML 1.0",
                    wrong(() -> MessageCodec.decodeReply("<?xml version='1.1'?><ReplyMsg>&#1;</ReplyMsg>")));
        }

        @Test
        void a_declaration_of_another_encoding() {
            assertEquals(
                    "the XML declaration names an encoding other than UTF-16, which the body is in",
                    wrong(() -> MessageCodec.decodeReply("<?xml version='1.0' encoding='utf-8'?><ReplyMsg/>")));
        }

        @Test
        void to_quote_a_body_at_length() {
            String xml = "<" + "secret".repeat(100) + ">x</ReplyMsg>";

            String message = wrong(() -> MessageCodec.decodeReply(xml));

            assertTrue(message.length() < 300, message);
        }
    }

    @Nested
    class Against_attacks {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!DOCTYPE ReplyMsg><ReplyMsg>x</ReplyMsg>",
                    "<!DOCTYPE ReplyMsg [",
                    "<?xml version='1.0'?><!-- <a> --><!DOCTYPE ReplyMsg><ReplyMsg>x</ReplyMsg>",
                    "<!DOCTYPE ReplyMsg SYSTEM 'file:///etc/passwd'><ReplyMsg>x</ReplyMsg>",
                    "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><ReplyMsg>&x;</ReplyMsg>",
                    "<!DOCTYPE r [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'> %x;]><ReplyMsg>x</ReplyMsg>",
                    "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><ReplyMsg>&b;</ReplyMsg>",
                })
        void a_document_type_declaration_is_refused(String xml) {
            assertEquals("a document type declaration is refused", wrong(() -> MessageCodec.decodeReply(utf16(xml))));
        }

        @Test
        void the_words_of_one_in_a_text_are_not() throws Exception {
            String text = MessageCodec.decodeReply(
                            "<!-- <!DOCTYPE a> --><ReplyMsg><![CDATA[<!DOCTYPE html>]]></ReplyMsg>")
                    .text();

            assertEquals("<!DOCTYPE html>", text);
        }

        @Test
        void a_billion_laughs_are_refused() {
            StringBuilder xml = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 'ha'>");
            for (int i = 1; i < 30; i++) {
                xml.append("<!ENTITY l%1$d '&l%2$d;&l%2$d;'>".formatted(i, i - 1));
            }
            xml.append("]><ReplyMsg>&l29;</ReplyMsg>");

            assertEquals(
                    "a document type declaration is refused",
                    wrong(() -> MessageCodec.decodeReply(utf16(xml.toString()))));
        }

        @Test
        void an_entity_that_nothing_declares_is_refused() {
            wrong(() -> MessageCodec.decodeReply("<ReplyMsg>a&nbsp;b</ReplyMsg>"));
        }

        @Test
        void deep_nesting_is_refused_at_its_first_level() {
            String xml = "<ReplyMsg>" + "<a>".repeat(MEGABYTE / 3);

            assertEquals(
                    "<ReplyMsg> holds the element <a>; it takes text only", wrong(() -> MessageCodec.decodeReply(xml)));
        }
    }

    @Nested
    class Documents_from_elsewhere {
        private static final String XML = "<RequestMsg>Grüße</RequestMsg>";

        @Test
        void without_a_label_are_utf_8() throws Exception {
            assertEquals(
                    "Grüße",
                    MessageCodec.decodeRequestDocument(XML.getBytes(UTF_8)).text());
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
        void are_in_the_encoding_of_their_mark(String encoding) throws Exception {
            byte[] document = ("\uFEFF" + XML).getBytes(Charset.forName(encoding));

            assertEquals("Grüße", MessageCodec.decodeRequestDocument(document).text());
        }

        @ParameterizedTest
        @ValueSource(strings = {"utf-8", "ISO-8859-1", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-16"})
        void are_in_the_encoding_that_they_declare(String encoding) throws Exception {
            String declared = "<?xml version=\"1.0\" encoding=\"" + encoding + "\" standalone='yes'?>" + XML;

            byte[] document = declared.getBytes(Charset.forName(encoding));

            assertEquals("Grüße", MessageCodec.decodeRequestDocument(document).text());
        }

        @Test
        void without_a_declaration_are_known_as_utf_16_by_their_first_bytes() throws Exception {
            assertEquals(
                    "Grüße",
                    MessageCodec.decodeRequestDocument(XML.getBytes(UTF_16BE)).text());
            assertEquals(
                    "Grüße",
                    MessageCodec.decodeRequestDocument(XML.getBytes(UTF_16LE)).text());
            assertEquals(
                    "Grüße",
                    MessageCodec.decodeRequestDocument(XML.getBytes(UTF_16)).text());
        }

        @Test
        void in_another_encoding_than_their_own_are_refused() {
            assertEquals(
                    "the document is not in UTF-8, its encoding",
                    wrong(() -> MessageCodec.decodeRequestDocument(XML.getBytes(ISO_8859_1))));
            assertEquals(
                    "the document declares the encoding UTF-16 and is not in it",
                    wrong(() -> MessageCodec.decodeRequestDocument(
                            ("<?xml version='1.0' encoding='UTF-16'?>" + XML).getBytes(UTF_8))));
            assertEquals(
                    "the document declares the encoding klingon, which is not known here",
                    wrong(() -> MessageCodec.decodeRequestDocument(
                            ("<?xml version='1.0' encoding='klingon'?>" + XML).getBytes(UTF_8))));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<RequestMsg a='b'>x</RequestMsg>",
                    "<RequestMsg xmlns:a='urn:b'>x</RequestMsg>",
                    "<RequestMsg traceparent=\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\">x</RequestMsg>",
                })
        void with_attributes_are_refused(String xml) {
            assertEquals(
                    "<RequestMsg> has attributes; it takes none",
                    wrong(() -> MessageCodec.decodeRequestDocument(xml.getBytes(UTF_8))));
        }

        @Test
        void that_are_empty_are_refused() {
            assertEquals("the document is empty", wrong(() -> MessageCodec.decodeRequestDocument(new byte[0])));
        }
    }

    @Nested
    class Error_messages {
        private static final String NAMESPACE = "http://schemas.microsoft.com/SQL/ServiceBroker/Error";

        @Test
        void hold_a_code_and_a_description() throws Exception {
            ErrorMessage error = MessageCodec.decodeError(utf16("<?xml version=\"1.0\"?><Error xmlns=\"" + NAMESPACE
                    + "\"><Code>-8489</Code><Description>The dialog has exceeded the &lt;LIFETIME&gt;.</Description>"
                    + "</Error>"));

            assertEquals(new ErrorMessage(-8489, "The dialog has exceeded the <LIFETIME>."), error);
        }

        @Test
        void may_be_laid_out_and_have_no_description() throws Exception {
            ErrorMessage error = MessageCodec.decodeError(
                    utf16("\uFEFF<e:Error xmlns:e='" + NAMESPACE + "'>\n  <e:Code> 7 </e:Code>\n</e:Error>"));

            assertEquals(new ErrorMessage(7, ""), error);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "<Error><Code>1</Code></Error> | the root element is <Error>, not <Error> of namespace NS",
                    "<Error xmlns='NS'/> | the Error has no Code that is a number",
                    "<Error xmlns='NS'><Code>1e9</Code></Error> | the Error has no Code that is a number",
                    "<Error xmlns='NS'>7</Error> | there is text between elements",
                    "<Error xmlns='NS'><Code>1<b/></Code></Error> | <Code> holds the element <b>; it takes text only",
                })
        void of_another_shape_are_refused(String xml, String message) {
            assertEquals(
                    message.replace("NS", NAMESPACE),
                    wrong(() -> MessageCodec.decodeError(utf16(xml.replace("NS", NAMESPACE)))));
        }
    }

    /** Unlike a Charset, leaves unpaired surrogates as they are. */
    private static byte[] utf16(String text) {
        ByteBuffer body = ByteBuffer.allocate(text.length() * Character.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        text.chars().forEach(unit -> body.putChar((char) unit));
        return body.array();
    }

    private static String wrong(Executable call) {
        return assertThrows(MalformedMessage.class, call).getMessage();
    }
}
