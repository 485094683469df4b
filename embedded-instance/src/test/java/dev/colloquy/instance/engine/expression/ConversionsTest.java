package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "CAST and CONVERT (Transact-SQL)" for everything but dates and xml. */
class ConversionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CAST(10.6496 AS int)                        | int           | 10
                    CAST(-10.6496 AS int)                       | int           | -10
                    CAST(10.6496 AS numeric)                    | numeric(18,0) | 11
                    CAST(-10.6496 AS numeric)                   | numeric(18,0) | -11
                    CONVERT(varchar(20), CAST(10.3496847 AS money), 2) | varchar(20) | 10.3497
                    CAST($10.5 AS int)                          | int           | 11
                    CAST(1.9e0 AS int)                          | int           | 1
                    CAST('  42 ' AS int)                        | int           | 42
                    CAST('-7' AS bigint)                        | bigint        | -7
                    CAST('-9223372036854775808' AS bigint)      | bigint        | -9223372036854775808
                    CAST('' AS int)                             | int           | 0
                    CAST('TRUE' AS bit)                         | bit           | 1
                    CAST(-3 AS bit)                             | bit           | 1
                    CAST(0.4 AS bit)                            | bit           | 1
                    CAST(' 1.235' AS decimal(5,2))              | decimal(5,2)  | 1.24
                    CAST('1e3' AS float)                        | float         | 1000
                    CAST('$1,234.567' AS money)                 | money         | 1234.57
                    CONVERT(varchar(20), CAST(3510.9192 AS money), 1) | varchar(20) | 3,510.92
                    CAST(CAST(0.1 AS float) AS decimal(20,18))  | decimal(20,18) | 0.100000000000000010
                    CAST(123456 AS varchar(3))                  | varchar(3)    | *
                    CAST(3.14159265e0 AS varchar(20))           | varchar(20)   | 3.14159
                    CAST(1234567e0 AS varchar(20))              | varchar(20)   | 1.23457e+006
                    CAST(0.0001e0 AS varchar(20))               | varchar(20)   | 0.0001
                    CAST(0.00001e0 AS varchar(20))              | varchar(20)   | 1e-005
                    CONVERT(varchar(30), 1234.5678e0, 1)        | varchar(30)   | 1.2345678e+003
                    CONVERT(varchar(30), 1234.5678e0, 2)        | varchar(30)   | 1.234567800000000e+003
                    CAST(CAST(0.1 AS real) AS varchar(20))      | varchar(20)   | 0.1
                    CAST(1 AS char(3))                          | char(3)       | `1  `
                    CAST('abcdef' AS varchar(3))                | varchar(3)    | abc
                    CAST(N'Žluť' AS varchar(10))                | varchar(10)   | Žlu?
                    CAST('ab' AS varbinary(4))                  | varbinary(4)  | 0x6162
                    CAST('ab' AS binary(4))                     | binary(4)     | 0x61620000
                    CAST(N'ab' AS varbinary(max))               | varbinary(max) | 0x61006200
                    CAST('€' AS varbinary(1))                   | varbinary(1)  | 0x80
                    CAST(0x61006200 AS nvarchar(max))           | nvarchar(max) | ab
                    CAST(CAST(0xFFFE6100 AS nvarchar(max)) AS varbinary(max)) | varbinary(max) | 0xFFFE6100
                    CAST(CAST(0x00D8 AS nvarchar(1)) AS varbinary(2)) | varbinary(2) | 0x00D8
                    CAST(CAST(0x41 AS nvarchar(30)) AS varbinary(30)) | varbinary(30) | 0x4100
                    CAST(CAST(0x8182 AS varchar(2)) AS varbinary(2)) | varbinary(2) | 0x8182
                    CAST(1 AS varbinary(8))                     | varbinary(8)  | 0x00000001
                    CAST(258 AS binary(2))                      | binary(2)     | 0x0102
                    CAST(CAST(-1 AS bigint) AS varbinary(8))    | varbinary(8)  | 0xFFFFFFFFFFFFFFFF
                    CAST(0x0102 AS int)                         | int           | 258
                    CAST(0xFFFFFFFF AS int)                     | int           | -1
                    CAST(1.5 AS varbinary(20))                  | varbinary(20) | 0x020100010F000000
                    CAST(CAST(CAST(193.57 AS decimal(5,2)) AS varbinary(20)) AS decimal(10,5)) | decimal(10,5) | 193.57000
                    CONVERT(varchar(20), 0x01AB, 1)             | varchar(20)   | 0x01AB
                    CONVERT(nvarchar(20), 0x01AB, 2)            | nvarchar(20)  | 01AB
                    CONVERT(varbinary(4), '0x01ab', 1)          | varbinary(4)  | 0x01AB
                    CONVERT(varbinary(4), N'01AB', 2)           | varbinary(4)  | 0x01AB
                    CAST('{6F9619FF-8B86-D011-B42D-00C04FC964FF}' AS uniqueidentifier) | uniqueidentifier | 6F9619FF-8B86-D011-B42D-00C04FC964FF
                    CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS varbinary(16)) | varbinary(16) | 0xFF19966F868B11D0B42D00C04FC964FF
                    CAST(0xFF19966F868B11D0B42D00C04FC964FF AS uniqueidentifier) | uniqueidentifier | 6F9619FF-8B86-D011-B42D-00C04FC964FF
                    CAST('6f9619ff-8b86-d011-b42d-00c04fc964ffGoes on' AS uniqueidentifier) | uniqueidentifier | 6F9619FF-8B86-D011-B42D-00C04FC964FF
                    CAST(CAST(N'x' AS sql_variant) AS nvarchar(5)) | nvarchar(5) | x
                    TRY_CAST('x' AS int)                        | int           | NULL
                    TRY_CONVERT(int, '12')                      | int           | 12
                    CAST(NULL AS xml)                           | xml           | NULL
                    CONVERT(varchar(10), GETDATE(), NULL)       | varchar(10)   | NULL
                    """)
    void aConversionYieldsTheDocumentedValue(String expression, String type, String value) {
        SqlValue result = FixedContext.evaluate(expression);
        assertEquals(type, result.type().toString());
        assertEquals(value, FixedContext.shown(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CAST('abc' AS int)                   | 245  | Conversion failed when converting the varchar value 'abc' to data type int.
                    CAST(N'1.5' AS int)                  | 245  | Conversion failed when converting the nvarchar value '1.5' to data type int.
                    CAST('99999999999' AS int)           | 248  | The conversion of the varchar value '99999999999' overflowed an int column.
                    CAST('99999' AS smallint)            | 244  | The conversion of the varchar value '99999' overflowed an INT2 column. Use a larger integer column.
                    CAST('300' AS tinyint)               | 244  | The conversion of the varchar value '300' overflowed an INT1 column. Use a larger integer column.
                    CAST('x' AS bigint)                  | 8114 | Error converting data type varchar to bigint.
                    CAST('9223372036854775808' AS bigint) | 8115 | Arithmetic overflow error converting expression to data type bigint.
                    CAST(300 AS tinyint)                 | 220  | Arithmetic overflow error for data type tinyint, value = 300.
                    CAST(40000 AS smallint)              | 220  | Arithmetic overflow error for data type smallint, value = 40000.
                    CAST(3000000000 AS int)              | 8115 | Arithmetic overflow error converting expression to data type int.
                    CAST(3e9 AS int)                     | 232  | Arithmetic overflow error for type int, value = 3000000000.000000.
                    CAST('' AS decimal(5,2))             | 8114 | Error converting data type varchar to numeric.
                    CAST('1e3' AS decimal(5,2))          | 8114 | Error converting data type varchar to numeric.
                    CAST(1000 AS decimal(3,0))           | 8115 | Arithmetic overflow error converting int to data type numeric.
                    CAST(1000.5 AS decimal(3,0))         | 8115 | Arithmetic overflow error converting numeric to data type numeric.
                    CAST(N'x' AS float)                  | 8114 | Error converting data type nvarchar to float.
                    CAST('x' AS money)                   | 235  | Cannot convert a char value to money. The char value has incorrect syntax.
                    CAST(123456 AS nvarchar(3))          | 8115 | Arithmetic overflow error converting expression to data type nvarchar.
                    CAST(123.456 AS varchar(3))          | 8115 | Arithmetic overflow error converting numeric to data type varchar.
                    CAST($123.4 AS varchar(3))           | 234  | There is insufficient result space to convert a money value to varchar.
                    CAST('xyz' AS uniqueidentifier)      | 8169 | Conversion failed when converting from a character string to uniqueidentifier.
                    CAST(NEWID() AS varchar(10))         | 8170 | Insufficient result space to convert uniqueidentifier value to char.
                    CONVERT(varbinary(4), '01ab', 1)     | 8114 | Error converting data type varchar to varbinary.
                    CONVERT(varchar(4), 0x01, 7)         | 281  | 7 is not a valid style number when converting from varbinary to a character string.
                    CAST(1 AS uniqueidentifier)          | 529  | Explicit conversion from data type int to uniqueidentifier is not allowed.
                    TRY_CAST(1 AS xml)                   | 529  | Explicit conversion from data type int to xml is not allowed.
                    CAST(1e0 AS date)                    | 529  | Explicit conversion from data type float to date is not allowed.
                    """)
    void aConversionFailsWithTheDocumentedError(String expression, int number, String message) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(number, error.number());
        assertEquals(message, error.getMessage());
    }
}
