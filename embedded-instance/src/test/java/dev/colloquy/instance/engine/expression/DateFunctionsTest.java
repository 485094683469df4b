package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Date and time data types and functions", with the examples of the pages where there are some. */
class DateFunctionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    DATEADD(month, 1, '2006-08-30')                        | datetime     | 2006-09-30 00:00:00.000
                    DATEADD(month, 1, CAST('2006-08-31' AS date))          | date         | 2006-09-30
                    DATEADD(qq, -1, CAST('2006-05-31' AS datetime2(0)))    | datetime2(0) | 2006-02-28 00:00:00
                    DATEADD(year, 1, CAST('2024-02-29' AS smalldatetime))  | smalldatetime | 2025-02-28 00:00:00.000
                    DATEADD(week, 2, '20260101')                           | datetime     | 2026-01-15 00:00:00.000
                    DATEADD(ms, 2, CAST('20260101' AS datetime))           | datetime     | 2026-01-01 00:00:00.003
                    DATEADD(ms, 1, CAST('20260101' AS datetime))           | datetime     | 2026-01-01 00:00:00.000
                    DATEADD(mcs, 1, CAST('20260101' AS datetime2(7)))      | datetime2(7) | 2026-01-01 00:00:00.0000010
                    DATEADD(hour, 25, CAST('10:00' AS time(0)))            | time(0)      | 11:00:00
                    DATEADD(hour, 1, CAST('2026-01-01 23:30 +01:00' AS datetimeoffset(0))) | datetimeoffset(0) | 2026-01-02 00:30:00 +01:00
                    DATEADD(day, 1.9, '20260101')                          | datetime     | 2026-01-02 00:00:00.000
                    DATEADD(day, NULL, '20260101')                         | datetime     | NULL
                    DATEDIFF(year, '2005-12-31 23:59:59.9999999', '2006-01-01 00:00:00.0000000') | int | 1
                    DATEDIFF(quarter, '2005-12-31 23:59:59.9999999', '2006-01-01 00:00:00.0000000') | int | 1
                    DATEDIFF(week, '2005-12-31 23:59:59.9999999', '2006-01-01 00:00:00.0000000') | int | 1
                    DATEDIFF(day, '2005-12-31 23:59:59.9999999', '2006-01-01 00:00:00.0000000') | int | 1
                    DATEDIFF(millisecond, '2005-12-31 23:59:59.9999999', '2006-01-01 00:00:00.0000000') | int | 1
                    DATEDIFF(day, 0, CAST('1900-01-11' AS datetime))       | int          | 10
                    DATEDIFF(second, CAST('2026-01-01 00:00 +01:00' AS datetimeoffset), CAST('2026-01-01 00:00' AS datetimeoffset)) | int | 3600
                    DATEDIFF(hour, '12:59', '11:00')                       | int          | -1
                    DATEDIFF_BIG(ms, '1970-01-01', '2026-01-01')           | bigint       | 1767225600000
                    DATEPART(year, '2007-10-30 12:15:32.1234567 +05:10')   | int          | 2007
                    DATEPART(quarter, '2007-10-30 12:15:32.1234567 +05:10') | int         | 4
                    DATEPART(dayofyear, '2007-10-30 12:15:32.1234567 +05:10') | int       | 303
                    DATEPART(week, '2007-10-30 12:15:32.1234567 +05:10')   | int          | 44
                    DATEPART(weekday, '2007-10-30 12:15:32.1234567 +05:10') | int         | 3
                    DATEPART(nanosecond, '2007-10-30 12:15:32.1234567 +05:10') | int      | 123456700
                    DATEPART(tz, '2007-10-30 12:15:32.1234567 +05:10')     | int          | 310
                    DATEPART(iso_week, '2010-01-03')                       | int          | 53
                    DATEPART(YEAR, 0)                                      | int          | 1900
                    DATENAME(month, '2007-10-30')                          | nvarchar(30) | October
                    DATENAME(weekday, '2007-10-30')                        | nvarchar(30) | Tuesday
                    DATENAME(dw, '2007-11-04')                             | nvarchar(30) | Sunday
                    DATENAME(tz, '2007-10-30 12:15 +05:10')                | nvarchar(30) | +05:10
                    DATENAME(dd, '2007-10-30')                             | nvarchar(30) | 30
                    DAY('2015-04-30 01:01:01.1234567')                     | int          | 30
                    MONTH(GETDATE())                                       | int          | 3
                    YEAR(CAST('2026-03-04' AS date))                       | int          | 2026
                    EOMONTH('2026-02-03')                                  | date         | 2026-02-28
                    EOMONTH('2026-02-03', -1)                              | date         | 2026-01-31
                    DATEFROMPARTS(2010, 12, 31)                            | date         | 2010-12-31
                    DATETIME2FROMPARTS(2011, 8, 15, 14, 23, 44, 50, 3)     | datetime2(7) | 2011-08-15 14:23:44.0500000
                    DATETIMEFROMPARTS(2010, 12, 31, 23, 59, 59, 995)       | datetime     | 2010-12-31 23:59:59.997
                    SMALLDATETIMEFROMPARTS(2010, 12, 31, 23, 59)           | smalldatetime | 2010-12-31 23:59:00.000
                    TIMEFROMPARTS(23, 59, 59, 5, 1)                        | time(7)      | 23:59:59.5000000
                    DATETIMEOFFSETFROMPARTS(2010, 12, 31, 14, 23, 23, 0, 12, 0, 7) | datetimeoffset(7) | 2010-12-31 14:23:23.0000000 +12:00
                    SWITCHOFFSET(CAST('1998-09-20 7:45:50.71345 -5:00' AS datetimeoffset), '-08:00') | datetimeoffset(7) | 1998-09-20 04:45:50.7134500 -08:00
                    TODATETIMEOFFSET(CAST('2026-01-01' AS datetime2(0)), 120) | datetimeoffset(0) | 2026-01-01 00:00:00 +02:00
                    ISDATE('04/15/2008')                                   | int          | 1
                    ISDATE('15/04/2008')                                   | int          | 0
                    ISDATE(NULL)                                           | int          | 0
                    GETUTCDATE()                                           | datetime     | 2026-03-04 05:06:07.890
                    SYSUTCDATETIME()                                       | datetime2(7) | 2026-03-04 05:06:07.8910000
                    """)
    void aFunctionYieldsTheDocumentedTypeAndValue(String expression, String type, String value) {
        SqlValue result = FixedContext.evaluate(expression);
        assertEquals(value, FixedContext.shown(result));
        assertEquals(type, result.type().toString());
        assertEquals(result.type(), FixedContext.typeOf(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    DATEADD(fortnight, 1, '20260101')                         | 155  | 'fortnight' is not a recognized dateadd option.
                    DATEADD('day', 1, '20260101')                             | 1023 | Invalid parameter 1 specified for dateadd.
                    DATEADD(hour, 1, CAST('20260101' AS date))                | 9810 | The datepart hour is not supported by date function dateadd for data type date.
                    DATEADD(day, 1, CAST('10:00' AS time))                    | 9810 | The datepart day is not supported by date function dateadd for data type time.
                    DATEPART(hour, CAST('20260101' AS date))                  | 9810 | The datepart hour is not supported by date function datepart for data type date.
                    DATEADD(year, 8000, CAST('20260101' AS datetime))         | 517  | Adding a value to a 'datetime' column caused an overflow.
                    DATEADD(year, 8000, CAST('20260101' AS date))             | 517  | Adding a value to a 'date' column caused an overflow.
                    DATEDIFF(ms, '1970-01-01', '2026-01-01')                  | 535  | The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.
                    DATEFROMPARTS(2010, 13, 1)                                | 289  | Cannot construct data type date, some of the arguments have values which are not valid.
                    SWITCHOFFSET('2026-01-01', '+25:00')                      | 9812 | The timezone provided to builtin function switchoffset is invalid.
                    DATEPART(day, 'x')                                        | 241  | Conversion failed when converting date and/or time from character string.
                    """)
    void a_call_is_refused_with_the_documented_error(String expression, int number, String message) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(message, error.getMessage());
        assertEquals(number, error.number());
    }

    @Test
    void all_clocks_of_a_statement_agree() {
        assertEquals(FixedContext.evaluate("GETDATE()"), FixedContext.evaluate("CURRENT_TIMESTAMP"));
        assertEquals(
                FixedContext.evaluate("CAST(SYSUTCDATETIME() AS datetime)").value(),
                FixedContext.evaluate("CAST(SWITCHOFFSET(SYSDATETIMEOFFSET(), 0) AS datetime)")
                        .value());
    }
}
