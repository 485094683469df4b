package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Create Instances of XML Data" and "Define the Serialization of XML Data". */
class XmlConversionTest {
    private static Object xml(String text) {
        return Conversions.convert(text, SqlType.NVARCHAR_MAX, SqlType.XML);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    <RequestMsg>Message for Target service.</RequestMsg> | <RequestMsg>Message for Target service.</RequestMsg>
                    <?xml version="1.0" encoding="utf-16"?><a/>          | <a/>
                    <?xml version='1.0'?> <a/>                           | <a/>
                    <root>   <child/>   </root>                          | <root><child/></root>
                    <a></a>                                              | <a/>
                    <a x = '1'   y="2" />                                | <a x="1" y="2"/>
                    <a x='"&lt;'/>                                       | <a x="&quot;&lt;"/>
                    <a><![CDATA[1 < 2 & 3]]></a>                         | <a>1 &lt; 2 &amp; 3</a>
                    <a>&#x41;&#66;&apos;</a>                             | <a>AB'</a>
                    <a/><b/>                                             | <a/><b/>
                    just text                                            | just text
                    <!-- c --><?pi d?><a/>                               | <!-- c --><?pi d?><a/>
                    <p:a xmlns:p="urn:x" p:b="1"><p:c/></p:a>            | <p:a xmlns:p="urn:x" p:b="1"><p:c/></p:a>
                    <a xml:space="preserve"> <b/> </a>                   | <a xml:space="preserve"> <b/> </a>
                    ``                                                   | ``
                    """)
    void well_formed_text_is_kept_in_canonical_form(String text, String kept) {
        assertEquals(kept, xml(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    <a>                          | 9400 | XML parsing: line 1, character 3, unexpected end of input
                    <a                           | 9400 | XML parsing: line 1, character 2, unexpected end of input
                    <a></b>                      | 9436 | XML parsing: line 1, character 7, end tag does not match start tag
                    <a b=1/>                     | 9413 | XML parsing: line 1, character 6, A string literal was expected
                    <a b/>                       | 9414 | XML parsing: line 1, character 5, equal expected
                    <a b="1"c="2"/>              | 9410 | XML parsing: line 1, character 9, whitespace expected
                    <a b="1" b="2"/>             | 9437 | XML parsing: line 1, character 15, duplicate attribute
                    <a b="<"/>                   | 9415 | XML parsing: line 1, character 7, well formedness check: no '<' in attribute value
                    AT & T                       | 9421 | XML parsing: line 1, character 5, illegal name character
                    &foo                         | 9400 | XML parsing: line 1, character 4, unexpected end of input
                    &foo bar                     | 9411 | XML parsing: line 1, character 5, semicolon expected
                    &foo;                        | 9448 | XML parsing: line 1, character 6, well formedness check: undeclared entity
                    <1/>                         | 9455 | XML parsing: line 1, character 2, illegal qualified name character
                    <p:a/>                       | 9459 | XML parsing: line 1, character 5, undeclared prefix
                    <a>]]></a>                   | 9454 | XML parsing: line 1, character 4, no ']]>' in element content
                    <a/><?xml version="1.0"?>    | 9438 | XML parsing: line 1, character 10, text/xmldecl not at the beginning of input
                    <?xml version="1.0" encoding="utf-8"?><a/> | 9402 | XML parsing: line 1, character 36, unable to switch the encoding
                    <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a> | 6359 | Parsing XML with internal subset DTDs not allowed. Use CONVERT with style option 2 to enable limited internal subset DTD support.
                    """)
    void malformed_text_is_refused_with_its_position(String text, int number, String message) {
        SqlError error = assertThrows(SqlError.class, () -> xml(text));
        assertEquals(message, error.getMessage());
        assertEquals(number, error.number());
    }

    @Test
    void the_position_counts_lines() {
        SqlError error = assertThrows(SqlError.class, () -> xml("<a>\n<b>\n</c></a>"));
        assertEquals("XML parsing: line 3, character 4, end tag does not match start tag", error.getMessage());
    }

    @Test
    void nesting_deeper_than128_levels_is_refused() {
        assertEquals(1, ((String) xml("<a>".repeat(128) + "</a>".repeat(128))).split("<a/>", -1).length - 1);
        SqlError error = assertThrows(SqlError.class, () -> xml("<a>".repeat(129) + "</a>".repeat(129)));
        assertEquals(6335, error.number());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CAST(CAST(N'<a>€</a>' AS xml) AS varbinary(max))                  | 0xFFFE3C0061003E00AC203C002F0061003E00
                    CAST(CAST(0xFFFE3C0061002F003E00 AS xml) AS nvarchar(max))        | <a/>
                    CAST(CAST(0x3C0061002F003E00 AS xml) AS nvarchar(max))            | <a/>
                    CAST(CAST(0xEFBBBF3C613EC3A43C2F613E AS xml) AS nvarchar(max))    | <a>ä</a>
                    CAST(CAST(0x3C613EC3A43C2F613E AS xml) AS nvarchar(max))          | <a>ä</a>
                    CONVERT(nvarchar(max), CONVERT(xml, '<a> <b/> </a>', 1))          | <a> <b/> </a>
                    CAST(CAST(CAST(CAST(N'<a/>' AS xml) AS varbinary(max)) AS xml) AS varchar(10)) | <a/>
                    """)
    void xml_becomes_bytes_and_text_and_comes_back(String expression, String value) {
        assertEquals(value, FixedContext.shown(FixedContext.evaluate(expression)));
    }
}
