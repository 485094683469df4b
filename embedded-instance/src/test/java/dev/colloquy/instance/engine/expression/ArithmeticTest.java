package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Arithmetic operators", "Precision, scale, and length", "String concatenation", "Bitwise operators". */
class ArithmeticTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    1 + 2                                             | int            | 3
                    7 / 2                                             | int            | 3
                    -7 / 2                                            | int            | -3
                    -7 % 3                                            | int            | -1
                    2147483648                                        | numeric(10,0)  | 2147483648
                    CAST(1 AS bigint) + 1                             | bigint         | 2
                    CAST(200 AS tinyint) + CAST(55 AS tinyint)        | tinyint        | 255
                    CAST(1 AS bit) + 1                                | int            | 2
                    -CAST(5 AS tinyint)                               | smallint       | -5
                    1.0 / 3                                           | numeric(7,6)   | 0.333333
                    2.0 / 3                                           | numeric(7,6)   | 0.666666
                    CAST(1 AS int) * 1.5                              | numeric(13,1)  | 1.5
                    1.25 + 1                                          | numeric(4,2)   | 2.25
                    1.5 * 2.25                                        | numeric(6,3)   | 3.375
                    10.5 % 3                                          | numeric(2,1)   | 1.5
                    CAST(1 AS decimal(18,2)) / CAST(3 AS decimal(18,2)) | numeric(38,20) | 0.33333333333333333333
                    CAST(0.0000009000 AS decimal(30,20)) * CAST(1.0000000000 AS decimal(30,20)) | numeric(38,17) | 0.00000090000000000
                    CAST(0.0000009000 AS decimal(30,10)) * CAST(1.0000000000 AS decimal(30,10)) | numeric(38,6) | 0.000001
                    $1 / 3                                            | money          | 0.33
                    CAST($2 AS money) * 3                             | money          | 6.00
                    1e0 / 3                                           | float          | 0.333333
                    CAST(1 AS real) + 1                               | real           | 2
                    '5' * 2                                           | int            | 10
                    '1.5' + 2.0                                       | numeric(3,1)   | 3.5
                    5 & 3                                             | int            | 1
                    5 ^ 3                                             | int            | 6
                    ~5                                                | int            | -6
                    ~CAST(1 AS bit)                                   | bit            | 0
                    ~CAST(1 AS tinyint)                               | tinyint        | 254
                    CAST(7 AS bit) & CAST(0 AS bit)                   | bit            | 0
                    `5 | 3`                                           | int            | 7
                    'a' + 'bc'                                        | varchar(3)     | abc
                    N'a' + 'bc'                                       | nvarchar(3)    | abc
                    CAST('a' AS char(3)) + CAST('b' AS char(2))       | char(5)        | `a  b `
                    0x0102 + 0x03                                     | varbinary(3)   | 0x010203
                    'a' + NULL                                        | varchar(2)     | NULL
                    1 + NULL                                          | int            | NULL
                    CAST('20260101' AS datetime) + 1.5                | datetime       | 2026-01-02 12:00:00.000
                    CAST('20260102' AS datetime) - CAST('20260101' AS datetime) | datetime | 1900-01-02 00:00:00.000
                    """)
    void anOperatorYieldsTheTypeAndValueThatTheRulesGive(String expression, String type, String value) {
        SqlValue result = FixedContext.evaluate(expression);
        assertEquals(type, result.type().toString());
        assertEquals(value, FixedContext.shown(result));
        assertEquals(result.type(), FixedContext.typeOf(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    2147483647 + 1                          | 8115 | Arithmetic overflow error converting expression to data type int.
                    CAST(-2147483647 AS int) - 2            | 8115 | Arithmetic overflow error converting expression to data type int.
                    CAST(9223372036854775807 AS bigint) + 1 | 8115 | Arithmetic overflow error converting expression to data type bigint.
                    CAST(9223372036854775807 AS bigint) * 2 | 8115 | Arithmetic overflow error converting expression to data type bigint.
                    CAST(200 AS tinyint) + CAST(56 AS tinyint) | 8115 | Arithmetic overflow error converting expression to data type tinyint.
                    CAST(99999999999999999999999999999999999999 AS decimal(38,0)) * 10 | 8115 | Arithmetic overflow error converting expression to data type numeric.
                    1e308 * 10                              | 8115 | Arithmetic overflow error converting expression to data type float.
                    1 / 0                                   | 8134 | Divide by zero error encountered.
                    1 % 0                                   | 8134 | Divide by zero error encountered.
                    1.0 / 0                                 | 8134 | Divide by zero error encountered.
                    1e0 / 0                                 | 8134 | Divide by zero error encountered.
                    'a' + 1                                 | 245  | Conversion failed when converting the varchar value 'a' to data type int.
                    'a' - 'b'                               | 8117 | Operand data type varchar is invalid for subtract operator.
                    N'a' - 'b'                              | 402  | The data types nvarchar and varchar are incompatible in the subtract operator.
                    CAST(1 AS bit) + CAST(1 AS bit)         | 8117 | Operand data type bit is invalid for add operator.
                    1e0 % 2e0                               | 8117 | Operand data type float is invalid for modulo operator.
                    1.5 & 1                                 | 402  | The data types numeric and int are incompatible in the '&' operator.
                    ~1.5                                    | 8117 | Operand data type numeric is invalid for '~' operator.
                    -'5'                                    | 8117 | Operand data type varchar is invalid for minus operator.
                    CAST('20260101' AS date) + 1            | 206  | Operand type clash: date is incompatible with int
                    CAST('20260101' AS date) - CAST('20260101' AS date) | 8117 | Operand data type date is invalid for subtract operator.
                    NEWID() + 1                             | 206  | Operand type clash: uniqueidentifier is incompatible with int
                    """)
    void an_operator_is_refused_with_the_documented_error(String expression, int number, String message) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(number, error.number());
        assertEquals(message, error.getMessage());
    }

    @Test
    void an_integer_variable_beside_a_decimal_counts_with_ten_digits() {
        FixedContext context = new FixedContext().with("@i", SqlType.INT, 3);
        SqlValue quotient = context.value("1.0 / @i");
        assertEquals("numeric(13,12)", quotient.type().toString());
        assertEquals("0.333333333333", FixedContext.shown(quotient));
    }

    @Test
    void a_concatenation_is_cut_at_the_largest_length_of_its_type() {
        FixedContext context = new FixedContext().with("@s", SqlType.varchar(8000), "x".repeat(8000));
        SqlValue cut = context.value("@s + @s");
        assertEquals(SqlType.varchar(8000), cut.type());
        assertEquals(8000, ((String) cut.value()).length());
        assertEquals(
                16000, ((String) context.value("CAST(@s AS varchar(max)) + @s").value()).length());
    }
}
