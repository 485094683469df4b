package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "String functions (Transact-SQL)", with the examples of their pages where there are some. */
class StringFunctionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    LEN('abc  ')                                   | int           | 3
                    LEN(N'')                                       | int           | 0
                    LEN(0x0102)                                    | int           | 2
                    LEN(CAST('abc' AS varchar(max)))               | bigint        | 3
                    LEN(12345)                                     | int           | 5
                    DATALENGTH('abc  ')                            | int           | 5
                    DATALENGTH(N'abc')                             | int           | 6
                    DATALENGTH(CAST(N'abc' AS nvarchar(max)))      | bigint        | 6
                    DATALENGTH(CAST(1 AS bigint))                  | int           | 8
                    DATALENGTH(NULL)                               | int           | NULL
                    LEFT('abcdefg', 2)                             | varchar(7)    | ab
                    RIGHT(N'abcdefg', 3)                           | nvarchar(7)   | efg
                    LEFT('ab', 9)                                  | varchar(2)    | ab
                    SUBSTRING('abcdef', 2, 3)                      | varchar(6)    | bcd
                    SUBSTRING('abcdef', 0, 3)                      | varchar(6)    | ab
                    SUBSTRING('abcdef', 5, 100)                    | varchar(6)    | ef
                    SUBSTRING('abcdef', 9, 1)                      | varchar(6)    | ``
                    SUBSTRING(0x01020304, 2, 2)                    | varbinary(4)  | 0x0203
                    CHARINDEX('is', 'This is a string')            | int           | 3
                    CHARINDEX('IS', 'This is a string', 4)         | int           | 6
                    CHARINDEX('x', 'abc')                          | int           | 0
                    CHARINDEX('IS', 'This is' COLLATE Latin1_General_BIN2) | int   | 0
                    PATINDEX('%ter%', 'interesting data')          | int           | 3
                    PATINDEX('%[0-9]%', 'abc1')                    | int           | 4
                    PATINDEX('abc', 'xabc')                        | int           | 0
                    PATINDEX('%[^ 0-9A-Za-z]%', 'Please ensure the door is locked!') | int | 33
                    REPLACE('abcdefghicde', 'CDE', 'xxx')          | varchar(8000) | abxxxfghixxx
                    REPLACE('aaa', 'aa', 'b')                      | varchar(8000) | ba
                    REPLACE('abc', '', 'x')                        | varchar(8000) | abc
                    REPLACE('abc', 'b', NULL)                      | varchar(8000) | NULL
                    REPLICATE('0', 4)                              | varchar(8000) | 0000
                    REPLICATE('0', -1)                             | varchar(8000) | NULL
                    'a' + SPACE(2) + 'b'                           | varchar(8000) | a  b
                    STUFF('abcdef', 2, 3, 'ijklmn')                | varchar(12)   | aijklmnef
                    STUFF('abcdef', 2, 3, NULL)                    | varchar(18)   | aef
                    STUFF('abcdef', 9, 1, 'x')                     | varchar(7)    | NULL
                    REVERSE('abc')                                 | varchar(3)    | cba
                    UPPER('aä')                                    | varchar(2)    | AÄ
                    LOWER(N'AÄ')                                   | nvarchar(2)   | aä
                    LTRIM('  a ')                                  | varchar(4)    | `a `
                    RTRIM('  a ')                                  | varchar(4)    | `  a`
                    TRIM('  a ')                                   | varchar(4)    | a
                    CONCAT('Happy ', 'Birthday ', 11, '/', '25')   | varchar(30)   | Happy Birthday 11/25
                    CONCAT('a', NULL, N'b')                        | nvarchar(14)  | ab
                    CONCAT_WS(',', '1 Microsoft Way', NULL, NULL, 'Redmond', 98052) | varchar(59) | 1 Microsoft Way,Redmond,98052
                    STRING_ESCAPE('\\ " / ' + CHAR(10), 'json')    | nvarchar(max) | `\\\\ \\" \\/ \\n`
                    QUOTENAME('abc[]def')                          | nvarchar(258) | [abc[]]def]
                    QUOTENAME('it''s', '''')                       | nvarchar(258) | 'it''s'
                    QUOTENAME('a', 'x')                            | nvarchar(258) | NULL
                    PARSENAME('srv.db.[my.schema].obj', 2)         | nvarchar(128) | my.schema
                    PARSENAME('db..obj', 2)                        | nvarchar(128) | NULL
                    CHAR(65)                                       | char(1)       | A
                    CHAR(256)                                      | char(1)       | NULL
                    CHAR(128)                                      | char(1)       | €
                    NCHAR(8364)                                    | nchar(1)      | €
                    ASCII('€')                                     | int           | 128
                    UNICODE(N'€')                                  | int           | 8364
                    ASCII('')                                      | int           | NULL
                    STR(123.45, 6, 1)                              | varchar(8000) | ` 123.5`
                    STR(123.45, 2, 2)                              | varchar(8000) | **
                    STR(3.147)                                     | varchar(10)   | `         3`
                    TRANSLATE('2*[3+4]/{7-2}', '[]{}', '()()')     | varchar(13)   | 2*(3+4)/(7-2)
                    """)
    void aFunctionYieldsTheDocumentedTypeAndValue(String expression, String type, String value) {
        SqlValue result = FixedContext.evaluate(expression);
        assertEquals(value, FixedContext.shown(result));
        assertEquals(type, result.type().toString());
        assertEquals(result.type(), FixedContext.typeOf(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    LEFT('abc', -1)                    | 537  | Invalid length parameter passed to the LEFT or SUBSTRING function.
                    SUBSTRING('abc', 1, -1)            | 537  | Invalid length parameter passed to the LEFT or SUBSTRING function.
                    RIGHT('abc', -1)                   | 536  | Invalid length parameter passed to the right function.
                    LEFT('abc')                        | 174  | The left function requires 2 argument(s).
                    CONCAT('a')                        | 189  | The concat function requires 2 to 254 arguments.
                    SUBSTRING(123, 1, 1)               | 8116 | Argument data type int is invalid for argument 1 of substring function.
                    LEN(CAST('<a/>' AS xml))           | 8116 | Argument data type xml is invalid for argument 1 of len function.
                    TRANSLATE('abc', 'ab', 'x')        | 9828 | The second and third arguments of the TRANSLATE built-in function must contain an equal number of characters.
                    NO_SUCH_FUNCTION(1)                | 195  | 'NO_SUCH_FUNCTION' is not a recognized built-in function name.
                    FORMAT(1, 'N')                     | 40517 | The function FORMAT is not supported by the embedded instance.
                    dbo.f(1)                           | 4121 | Cannot find either column "dbo" or the user-defined function or aggregate "dbo.f", or the name is ambiguous.
                    """)
    void a_call_is_refused_with_the_documented_error(String expression, int number, String message) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(message, error.getMessage());
        assertEquals(number, error.number());
    }
}
