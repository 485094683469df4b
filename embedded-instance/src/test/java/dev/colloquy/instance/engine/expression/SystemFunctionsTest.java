package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identifiers, digests, JSON, and the functions that the session has. */
class SystemFunctionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    HASHBYTES('MD5', 'abc')                           | 0x900150983CD24FB0D6963F7D28E17F72
                    HASHBYTES('SHA1', 'abc')                          | 0xA9993E364706816ABA3E25717850C26C9CD0D89D
                    HASHBYTES('sha2_256', 'abc')                      | 0xBA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD
                    HASHBYTES('SHA2_256', N'abc')                     | 0x13E228567E8249FCE53337F25D7970DE3BD68AB2653424C7B8F9FD05E33CAEDF
                    HASHBYTES('ROT13', 'abc')                         | NULL
                    DATALENGTH(HASHBYTES('SHA2_512', 0x00))           | 64
                    BINARY_CHECKSUM(5)                                | 5
                    ISNUMERIC('1.5e3')                                | 1
                    ISNUMERIC('$1,000')                               | 1
                    ISNUMERIC('-')                                    | 1
                    ISNUMERIC('x')                                    | 0
                    ISNUMERIC('')                                     | 0
                    ISNUMERIC(NULL)                                   | 0
                    ISNUMERIC(1)                                      | 1
                    CAST(SQL_VARIANT_PROPERTY(1.50, 'BaseType') AS nvarchar(20)) | numeric
                    CAST(SQL_VARIANT_PROPERTY(1.50, 'Precision') AS int) | 3
                    CAST(SQL_VARIANT_PROPERTY(N'ab', 'MaxLength') AS int) | 4
                    ISJSON('{"a":[1,2,{"b":null}]}')                  | 1
                    ISJSON('[]')                                      | 1
                    ISJSON('"a"')                                     | 0
                    ISJSON('{a:1}')                                   | 0
                    ISJSON('{"a":1,}')                                | 0
                    ISJSON('{"a":1} x')                               | 0
                    JSON_VALUE('{"info":{"name":"A\\u0062c","n":-1.5e3,"t":true,"z":null,"l":[1,"x"]}}', '$.info.name') | Abc
                    JSON_VALUE('{"info":{"n":-1.5e3}}', '$.info.n')   | -1.5e3
                    JSON_VALUE('{"info":{"t":true}}', 'lax $.info.t') | true
                    JSON_VALUE('{"info":{"z":null}}', '$.info.z')     | NULL
                    JSON_VALUE('{"info":{"l":[1,"x"]}}', '$.info.l[1]') | x
                    JSON_VALUE('{"info":{"l":[1,"x"]}}', '$.info.l')  | NULL
                    JSON_VALUE('{"a b":1}', '$."a b"')                | 1
                    JSON_VALUE('[10, 20]', '$[1]')                    | 20
                    JSON_VALUE('{}', '$.a')                           | NULL
                    DB_NAME()                                         | InstInitiatorDB
                    @@ROWCOUNT                                        | 3
                    """)
    void a_function_yields_the_documented_value(String expression, String value) {
        assertEquals(value, FixedContext.shown(FixedContext.evaluate(expression)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    JSON_VALUE('{}', 'strict $.a')                | 13608
                    JSON_VALUE('{"a":{}}', 'strict $.a')          | 13623
                    JSON_VALUE('x', '$.a')                        | 13609
                    JSON_VALUE('{}', 'a')                         | 13607
                    HASHBYTES('MD5', 1)                           | 8116
                    COUNT(1)                                      | 40517
                    """)
    void a_call_is_refused_with_the_documented_error(String expression, int number) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(number, error.number());
    }

    @Test
    void newid_never_repeats() {
        assertNotEquals(FixedContext.evaluate("NEWID()"), FixedContext.evaluate("NEWID()"));
    }

    @Test
    void newsequentialid_always_increases_in_the_order_of_uniqueidentifier() {
        SqlValue previous = FixedContext.evaluate("NEWSEQUENTIALID()");
        for (int i = 0; i < 70_000; i++) {
            SqlValue next =
                    ScalarFunctions.find("NEWSEQUENTIALID").orElseThrow().apply(List.of(), new FixedContext());
            assertTrue(Comparisons.compare(previous, next) < 0, () -> "not increasing at " + next);
            previous = next;
        }
    }

    @Test
    void a_function_found_by_name_tells_its_type_and_whether_it_is_deterministic() {
        ScalarFunction left = ScalarFunctions.find("LEFT").orElseThrow();
        assertEquals(SqlType.nvarchar(7), left.type(List.of(SqlType.nvarchar(7), SqlType.INT), List.of()));
        assertTrue(left.deterministic());
        assertTrue(!ScalarFunctions.find("NEWID").orElseThrow().deterministic());
        assertTrue(ScalarFunctions.find("DB_NAME").isEmpty());
    }
}
