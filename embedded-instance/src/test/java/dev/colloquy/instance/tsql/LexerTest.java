package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.expression;
import static dev.colloquy.instance.tsql.Parsed.only;
import static dev.colloquy.instance.tsql.Parsed.statements;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LexerTest {
    private static SqlValue literal(String text) {
        return assertInstanceOf(Expression.Literal.class, expression(text)).value();
    }

    @Test
    void whole_numbers_are_int_as_long_as_they_fit() {
        assertEquals(SqlValue.of(SqlType.INT, 2147483647), literal("2147483647"));
        assertEquals(SqlValue.of(SqlType.INT, 7), literal("00000000000007"));
        assertEquals(SqlValue.of(SqlType.numeric(10, 0), new BigDecimal("2147483648")), literal("2147483648"));
    }

    @Test
    void decimals_keep_their_scale_and_count_digits_without_leading_zeros() {
        assertEquals(SqlValue.of(SqlType.numeric(3, 2), new BigDecimal("1.50")), literal("1.50"));
        assertEquals(SqlValue.of(SqlType.numeric(1, 1), new BigDecimal("0.5")), literal("00.5"));
        assertEquals(SqlValue.of(SqlType.numeric(1, 1), new BigDecimal("0.5")), literal(".5"));
        assertEquals(SqlValue.of(SqlType.numeric(1, 0), new BigDecimal("1")), literal("1."));
        assertEquals(SqlValue.of(SqlType.numeric(2, 2), new BigDecimal("0.00")), literal("0.00"));
    }

    @Test
    void numbers_of_more_than38_digits_are_refused() {
        String digits = "1".repeat(39);
        assertError(
                1007,
                1,
                "The number '" + digits + "' is out of the range for numeric representation (maximum precision 38).",
                "SELECT " + digits);
    }

    @Test
    void an_exponent_makes_a_float() {
        assertEquals(SqlValue.of(SqlType.FLOAT, 1.0), literal("1e0"));
        assertEquals(SqlValue.of(SqlType.FLOAT, 1500.0), literal("1.5E+3"));
        assertEquals(SqlValue.of(SqlType.FLOAT, 2.0), literal("2e"));
        assertEquals(168, error("SELECT 1e400").number());
    }

    @Test
    void a_dollar_makes_money() {
        assertEquals(SqlValue.of(SqlType.MONEY, new BigDecimal("1.5000")), literal("$1.5"));
        assertEquals(SqlValue.of(SqlType.MONEY, new BigDecimal("0.0000")), literal("$"));
    }

    @Test
    void strings_have_the_length_of_their_text() {
        assertEquals(SqlValue.of(SqlType.varchar(4), "it's"), literal("'it''s'"));
        assertEquals(SqlValue.of(SqlType.nvarchar(1), ""), literal("N''"));
        assertEquals(SqlValue.of(SqlType.nvarchar(2), "''"), literal("n''''''"));
        assertEquals(
                SqlType.NVARCHAR_MAX, literal("N'" + "x".repeat(4001) + "'").type());
        assertEquals(
                SqlType.varchar(8000), literal("'" + "x".repeat(8000) + "'").type());
        assertEquals(SqlType.VARCHAR_MAX, literal("'" + "x".repeat(8001) + "'").type());
    }

    @Test
    void binary_constants_may_have_an_odd_number_of_digits() {
        assertArrayEquals(
                new byte[] {0x01, (byte) 0xab}, (byte[]) literal("0x01aB").value());
        assertArrayEquals(new byte[] {0x01, 0x23}, (byte[]) literal("0x123").value());
        assertArrayEquals(new byte[0], (byte[]) literal("0x").value());
        assertEquals(SqlType.varbinary(2), literal("0x123").type());
        assertEquals(SqlType.varbinary(1), literal("0x").type());
    }

    @Test
    void quoted_identifiers_keep_their_text_without_the_doubling() {
        assertEquals(new Expression.Column(List.of("a b"), "c]d"), expression("[a b].[c]]d]"));
        assertEquals(new Expression.Column(List.of("x\"y"), "select"), expression("\"x\"\"y\".\"select\""));
    }

    @Test
    void comments_nest_and_reach_to_their_end() {
        String text = "/* a /* b */ ' */ SELECT 1 -- it's\n/**/SELECT 2--";
        assertEquals(2, statements(text).size());
        assertEquals(List.of(), statements("-- nothing\n/* at all */ ;;"));
    }

    @Test
    void an_unclosed_quote_names_the_text_behind_it() {
        assertError(105, 2, "Unclosed quotation mark after the character string 'abc'.", "SELECT 1,\n 'abc");
        assertError(105, 1, "Unclosed quotation mark after the character string 'b'.", "SELECT [b");
    }

    @Test
    void an_unclosed_comment_is_an_error() {
        assertError(113, 3, "Missing end comment mark '*/'.", "SELECT 1 /* \n /* */ \n");
    }

    @Test
    void names_have_at_most128_characters() {
        String longest = "x".repeat(128);
        assertEquals(Parsed.column(longest), expression(longest));
        String message = "The identifier that starts with '" + longest + "' is too long. Maximum length is 128.";
        assertError(103, 1, message, "SELECT " + longest + "y");
        assertError(103, 1, message, "SELECT [" + longest + "y]");
        assertEquals(1038, error("SELECT []").number());
    }

    @Test
    void keywords_are_recognised_in_any_letter_case_and_only_as_a_whole() {
        for (Keyword keyword : Keyword.values()) {
            String name = keyword.name();
            assertEquals(keyword, find(name));
            assertEquals(keyword, find(name.toLowerCase(Locale.ROOT)));
            assertNull(find(name + "S_"));
        }
        assertNull(find("sel@ct"));
        assertNull(find("CURRENT\u007fUSER"));
    }

    private static Keyword find(String word) {
        return Keyword.find(word.toCharArray(), 0, word.length());
    }

    @Test
    void positions_count_lines_in_strings_and_comments() {
        Statement second = statements("PRINT 'a\nb' /* \n */\n  PRINT 'c'").get(1);
        assertEquals(4, second.position().line());
        assertEquals(
                new Position(2, 1),
                only(ControlStatement.Print.class, "\nPRINT 1").position());
    }
}
