package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text to dates, dates to text, dates to dates. */
class DateConversionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    12/31/2030                          | datetime       | 2030-12-31 00:00:00.000
                    2030-12-31                          | datetime       | 2030-12-31 00:00:00.000
                    20301231                            | datetime       | 2030-12-31 00:00:00.000
                    301231                              | date           | 2030-12-31
                    2030                                | date           | 2030-01-01
                    2030-12-31T10:00:00                 | datetime       | 2030-12-31 10:00:00.000
                    2030-12-31T10:00:00Z                | datetime       | 2030-12-31 10:00:00.000
                    2030-12-31 10:11:12.345             | datetime       | 2030-12-31 10:11:12.347
                    20301231 10:11                      | datetime       | 2030-12-31 10:11:00.000
                    Dec 31 2030                         | datetime       | 2030-12-31 00:00:00.000
                    December 31, 2030 4:05 PM           | datetime       | 2030-12-31 16:05:00.000
                    31 Dec 2030                         | date           | 2030-12-31
                    31-Dec-30                           | date           | 2030-12-31
                    2030 Dec 31                         | date           | 2030-12-31
                    Apr 2030                            | date           | 2030-04-01
                    12.31.49                            | date           | 2049-12-31
                    12-31-50                            | date           | 1950-12-31
                    4 PM                                | time(7)        | 16:00:00.0000000
                    12:30 AM                            | time(0)        | 00:30:00
                    10:11:12:345                        | time(3)        | 10:11:12.345
                    10:11:12.1234567                    | time(3)        | 10:11:12.123
                    ``                                  | datetime       | 1900-01-01 00:00:00.000
                    10:11                               | datetime       | 1900-01-01 10:11:00.000
                    2007-05-08 12:35:29.123             | smalldatetime  | 2007-05-08 12:35:00.000
                    2007-05-08 12:35:30                 | smalldatetime  | 2007-05-08 12:36:00.000
                    2007-05-08 12:35:29.1234567 +12:15  | datetime2(7)   | 2007-05-08 12:35:29.1234567
                    2007-05-08 12:35:29.1234567 +12:15  | datetimeoffset(7) | 2007-05-08 12:35:29.1234567 +12:15
                    2007-05-08 12:35:29.1234567 +12:15  | time(7)        | 12:35:29.1234567
                    2007-05-08 12:35:29.1234567 +12:15  | date           | 2007-05-08
                    2007-05-08T12:35:29-08:00           | datetimeoffset(0) | 2007-05-08 12:35:29 -08:00
                    2007-05-08 23:59:59.9999999         | datetime2(0)   | 2007-05-09 00:00:00
                    2007-05-08 23:59:59.999             | datetime       | 2007-05-09 00:00:00.000
                    2007-05-08 23:59:59.996             | datetime       | 2007-05-08 23:59:59.997
                    """)
    void textInEveryFormatOfSqlServerBecomesADate(String text, String type, String value) {
        assertEquals(value, FixedContext.shown(FixedContext.evaluate("CAST('" + text + "' AS " + type + ")")));
    }

    @ParameterizedTest
    @CsvSource({
        "abc, datetime, 241",
        "2030-13-01, datetime, 242",
        "2030-13-01, date, 241",
        "2030-02-30, datetime2, 241",
        "1752-12-31, datetime, 242",
        "25:00, datetime, 242",
        "2030-12-31 10:11:12.1234, datetime, 241",
        "2030-12-31T10:00:00+01:00, datetime, 241",
        "abc, smalldatetime, 295",
        "2080-01-01, smalldatetime, 242",
        "31/12/2030, datetime, 242",
        "12/2030, date, 241",
        "2030-12-31 10:00:00 +15:00, datetimeoffset, 241",
        "2030-12-, date, 241",
        "1 2 3 4, date, 241"
    })
    void text_that_is_no_date_is_refused(String text, String type, int number) {
        SqlError error =
                assertThrows(SqlError.class, () -> FixedContext.evaluate("CAST('" + text + "' AS " + type + ")"));
        assertEquals(number, error.number());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    0   | May  8 2007  9:05AM
                    1   | 05/08/07
                    2   | 07.05.08
                    3   | 08/05/07
                    4   | 08.05.07
                    5   | 08-05-07
                    6   | 08 May 07
                    7   | May 08, 07
                    8   | 09:05:03
                    9   | May  8 2007  9:05:03:123AM
                    10  | 05-08-07
                    11  | 07/05/08
                    12  | 070508
                    13  | 08 May 2007 09:05:03:123
                    14  | 09:05:03:123
                    20  | 2007-05-08 09:05:03
                    21  | 2007-05-08 09:05:03.123
                    22  | 05/08/07  9:05:03 AM
                    23  | 2007-05-08
                    25  | 2007-05-08 09:05:03.123
                    100 | May  8 2007  9:05AM
                    101 | 05/08/2007
                    102 | 2007.05.08
                    103 | 08/05/2007
                    104 | 08.05.2007
                    105 | 08-05-2007
                    106 | 08 May 2007
                    107 | May 08, 2007
                    108 | 09:05:03
                    109 | May  8 2007  9:05:03:123AM
                    110 | 05-08-2007
                    111 | 2007/05/08
                    112 | 20070508
                    113 | 08 May 2007 09:05:03:123
                    114 | 09:05:03:123
                    120 | 2007-05-08 09:05:03
                    121 | 2007-05-08 09:05:03.123
                    126 | 2007-05-08T09:05:03.123
                    """)
    void a_style_shapes_a_datetime(int style, String text) {
        String expression = "CONVERT(varchar(40), CAST('2007-05-08 09:05:03.123' AS datetime), " + style + ")";
        assertEquals(text, FixedContext.evaluate(expression).value());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CAST(CAST('2007-05-08 09:05' AS datetime) AS varchar(40))                   | May  8 2007  9:05AM
                    CAST(CAST('2007-05-08' AS date) AS varchar(40))                             | 2007-05-08
                    CAST(CAST('09:05' AS time(3)) AS varchar(40))                               | 09:05:00.000
                    CAST(CAST('2007-05-08 09:05' AS datetime2(2)) AS varchar(40))               | 2007-05-08 09:05:00.00
                    CAST(CAST('2007-05-08 09:05 -03:30' AS datetimeoffset(0)) AS varchar(40))   | 2007-05-08 09:05:00 -03:30
                    CONVERT(varchar(40), CAST('2007-05-08' AS datetime), 126)                   | 2007-05-08T00:00:00
                    CONVERT(varchar(40), CAST('2007-05-08' AS date), 104)                       | 08.05.2007
                    CONVERT(varchar(40), CAST('2007-05-08 09:05 +02:00' AS datetimeoffset(0)), 126) | 2007-05-08T09:05:00+02:00
                    CONVERT(varchar(40), CAST('2007-05-08 09:05 +02:00' AS datetimeoffset(0)), 127) | 2007-05-08T07:05:00Z
                    CAST(CONVERT(datetime, '31/12/2030', 103) AS varchar(40))                   | Dec 31 2030 12:00AM
                    CAST(CONVERT(date, '08.05.2007', 104) AS varchar(40))                       | 2007-05-08
                    CAST(CONVERT(datetime, '2007-05-08T09:05:00+02:00', 127) AS varchar(40))    | May  8 2007  7:05AM
                    CAST(CAST('2007-05-08 09:05:03.123' AS datetime) AS datetime2(7))           | 2007-05-08 09:05:03.1233333
                    CAST(CAST('2007-05-08 09:05' AS datetime) AS time(0))                       | 09:05:00
                    CAST(CAST('09:05' AS time) AS datetime)                                     | 1900-01-01 09:05:00.000
                    CAST(CAST('2007-05-08 09:05 +02:00' AS datetimeoffset) AS datetime)         | 2007-05-08 09:05:00.000
                    CAST(1.5 AS datetime)                                                       | 1900-01-02 12:00:00.000
                    CAST(-1 AS datetime)                                                        | 1899-12-31 00:00:00.000
                    CAST(CAST('1900-01-02 12:00' AS datetime) AS int)                           | 2
                    CAST(CAST('1900-01-02 06:00' AS datetime) AS float)                         | 1.25
                    CAST(CAST('1900-01-02 00:00:01' AS datetime) AS varbinary(8))               | 0x000000010000012C
                    CAST(CAST('0001-01-02' AS date) AS varbinary(3))                            | 0x010000
                    CAST(0x000000010000012C AS datetime)                                        | 1900-01-02 00:00:01.000
                    """)
    void a_date_becomes_another_type(String expression, String value) {
        assertEquals(value, FixedContext.shown(FixedContext.evaluate(expression)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CAST(CAST('09:05' AS time) AS date)                        | 529
                    CAST(CAST('2007-05-08' AS date) AS int)                    | 529
                    CAST(CAST('1000-01-01' AS date) AS datetime)               | 242
                    CONVERT(varchar(20), CAST('2007-05-08' AS date), 108)      | 9809
                    CONVERT(varchar(20), CAST('2007-05-08' AS datetime), 99)   | 281
                    CONVERT(varchar(20), CAST('2007-05-08' AS datetime), 130)  | 40517
                    CAST(9e9 AS datetime)                                      | 8115
                    """)
    void a_date_without_counterpart_is_refused(String expression, int number) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(number, error.number());
    }
}
