package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search conditions: three-valued logic, comparison of mixed types, collations, LIKE, CASE and its short forms. */
class ConditionsTest {
    private final FixedContext context = new FixedContext();

    private String outcome(String condition) {
        String expression =
                "CASE WHEN " + condition + " THEN 'true' WHEN NOT (" + condition + ") THEN 'false' ELSE 'unknown' END";
        return (String) context.value(expression).value();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    1 = 1                                    | true
                    1 <> 1                                   | false
                    1 = NULL                                 | unknown
                    NULL = NULL                              | unknown
                    NULL IS NULL                             | true
                    1 IS NOT NULL                            | true
                    1 = 1 OR 1 = NULL                        | true
                    1 = NULL OR 1 = 2                        | unknown
                    1 = 2 AND 1 = NULL                       | false
                    1 = 1 AND 1 = NULL                       | unknown
                    1 = 2 AND 1 / 0 = 1                      | false
                    1 IN (3, 2, 1)                           | true
                    1 IN (2, NULL)                           | unknown
                    1 NOT IN (2, NULL)                       | unknown
                    1 NOT IN (1, NULL)                       | false
                    2 BETWEEN 1 AND 3                        | true
                    2 NOT BETWEEN 1 AND 3                    | false
                    5 BETWEEN 1 AND NULL                     | unknown
                    0 BETWEEN 1 AND NULL                     | false
                    'abc' = 'ABC'                            | true
                    'abc' = 'abc   '                         | true
                    'abc' < 'abd'                            | true
                    'a' < 'B'                                | true
                    '_' < 'a'                                | true
                    '9' < 'a'                                | true
                    'résumé' = 'resume'                      | false
                    'résumé' = N'RÉSUMÉ'                     | true
                    'é' < 'f'                                | true
                    'abc' = 'ABC' COLLATE Latin1_General_BIN2 | false
                    'abc' = 'ABC' COLLATE SQL_Latin1_General_CP1_CS_AS | false
                    'abc' COLLATE DATABASE_DEFAULT = 'ABC'   | true
                    'a' < 'B' COLLATE Latin1_General_BIN2    | false
                    '10' > 9                                 | true
                    '10' > '9'                               | false
                    1.50 = 1.5                               | true
                    1 = 1e0                                  | true
                    CAST(1 AS bit) = 1                       | true
                    9223372036854775807 = 9223372036854775807.0 | true
                    CAST('20260101' AS datetime) = '2026-01-01' | true
                    CAST('20260101' AS date) < CAST('20260101 00:01' AS datetime) | true
                    CAST('2026-01-01 12:00 +02:00' AS datetimeoffset) = CAST('2026-01-01 10:00 +00:00' AS datetimeoffset) | true
                    CAST('2026-01-01 00:00:00.003' AS datetime) = CAST('2026-01-01 00:00:00.003' AS datetime2(7)) | false
                    CAST('01000000-0000-0000-0000-000000000000' AS uniqueidentifier) < CAST('00000000-0000-0000-0000-000000000001' AS uniqueidentifier) | true
                    CAST('00000000-0000-0000-0100-000000000000' AS uniqueidentifier) < CAST('00000000-0000-0000-0000-000000000001' AS uniqueidentifier) | true
                    '6f9619ff-8b86-d011-b42d-00c04fc964ff' = CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) | true
                    0x0102 = 0x010200                        | true
                    0x02 > 0x01FF                            | true
                    0x0A = 10                                | true
                    CAST(1 AS sql_variant) = CAST(1.0 AS sql_variant) | true
                    """)
    void aConditionIsTrueFalseOrUnknown(String condition, String outcome) {
        assertEquals(outcome, outcome(condition));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'abc' LIKE 'A%'                   | true
                    'abc' LIKE '%c'                   | true
                    'abc' LIKE '%b%'                  | true
                    'abc' LIKE '_b_'                  | true
                    'abc' LIKE '__'                   | false
                    'abc' LIKE '%'                    | true
                    '' LIKE '%'                       | true
                    'abcabd' LIKE '%ab_d%'            | false
                    'abcabxd' LIKE '%ab_d%'           | true
                    'Carsen' LIKE '[CK]ars[eo]n'      | true
                    'Darsen' LIKE '[CK]ars[eo]n'      | false
                    'Mbc' LIKE 'M[^c]%'               | true
                    'Mcc' LIKE 'M[^c]%'               | false
                    'b' LIKE '[a-f]'                  | true
                    'B' LIKE '[a-f]'                  | true
                    'g' LIKE '[a-f]'                  | false
                    '-' LIKE '[a-]'                   | true
                    '5%' LIKE '5[%]'                  | true
                    '56' LIKE '5[%]'                  | false
                    ']' LIKE '[]]'                    | true
                    '50%' LIKE '50!%' ESCAPE '!'      | true
                    '501' LIKE '50!%' ESCAPE '!'      | false
                    'a_b' LIKE 'a\\_b' ESCAPE '\\'    | true
                    'axb' LIKE 'a\\_b' ESCAPE '\\'    | false
                    'abc  ' LIKE 'abc'                | true
                    N'abc  ' LIKE N'abc'              | false
                    'abc' LIKE 'abc  '                | false
                    'ABC' LIKE 'abc' COLLATE Latin1_General_CS_AS | false
                    NULL LIKE 'a'                     | unknown
                    'a' NOT LIKE 'b'                  | true
                    2026 LIKE '20%'                   | true
                    """)
    void like_matches_without_regard_to_case(String condition, String outcome) {
        assertEquals(outcome, outcome(condition));
    }

    @Test
    void like_of_many_wildcards_takes_no_exponential_time() {
        context.with("@text", SqlType.VARCHAR_MAX, "a".repeat(10_000));
        assertEquals("false", outcome("@text LIKE '%a%a%a%a%a%a%a%a%a%b'"));
    }

    @Test
    void subqueries_answer_in_exists_and_the_quantifiers() {
        context.withQueryResult(List.of(SqlValue.of(SqlType.INT, 1), SqlValue.of(SqlType.INT, 5)));
        assertEquals("true", outcome("5 IN (SELECT 1)"));
        assertEquals("true", outcome("3 NOT IN (SELECT 1)"));
        assertEquals("true", outcome("EXISTS (SELECT 1)"));
        assertEquals("true", outcome("3 < ANY (SELECT 1)"));
        assertEquals("false", outcome("3 < ALL (SELECT 1)"));
        assertEquals("true", outcome("0 < ALL (SELECT 1)"));
        context.withQueryResult(List.of());
        assertEquals("false", outcome("EXISTS (SELECT 1)"));
        assertEquals("true", outcome("3 < ALL (SELECT 1)"));
        assertEquals("false", outcome("NULL IN (SELECT 1)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CASE 2 WHEN 1 THEN 'one' WHEN 2 THEN N'two' END    | nvarchar(3)  | two
                    CASE WHEN 1 = 2 THEN 1 END                         | int          | NULL
                    CASE WHEN 1 = 1 THEN NULL ELSE 'x' END             | varchar(1)   | NULL
                    CASE WHEN 1 = 1 THEN 1 ELSE 2.5 END                | numeric(11,1) | 1.0
                    CASE WHEN 1 = 1 THEN 1 ELSE 1 / 0 END              | int          | 1
                    CASE WHEN 1 = 1 THEN '5' ELSE 7 END                | int          | 5
                    CASE NULL WHEN NULL THEN 1 ELSE 2 END              | int          | 2
                    COALESCE(NULL, 'a', N'bcd')                        | nvarchar(3)  | a
                    COALESCE(1, 1 / 0)                                 | int          | 1
                    ISNULL(NULL, 'abc')                                | varchar(3)   | abc
                    ISNULL(CAST(NULL AS varchar(2)), 'abc')            | varchar(2)   | ab
                    ISNULL('x', 'abc')                                 | varchar(1)   | x
                    NULLIF(1, 1)                                       | int          | NULL
                    NULLIF('a', 'b')                                   | varchar(1)   | a
                    IIF(1 = 1, 'yes', 'no')                            | varchar(3)   | yes
                    IIF(1 = NULL, 'yes', 'no')                         | varchar(3)   | no
                    CHOOSE(3, 'Manager', 'Director', 'Developer')      | varchar(9)   | Developer
                    CHOOSE(4, 'Manager', 'Director', 'Developer')      | varchar(9)   | NULL
                    """)
    void a_conditional_form_has_the_type_of_all_its_branches(String expression, String type, String value) {
        SqlValue result = FixedContext.evaluate(expression);
        assertEquals(value, FixedContext.shown(result));
        assertEquals(type, result.type().toString());
        assertEquals(result.type(), FixedContext.typeOf(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    IIF('a' = 1, 1, 0)                                   | 245
                    IIF(NEWID() = 1, 1, 0)                               | 206
                    IIF(CAST('20260101' AS date) = 1, 1, 0)              | 206
                    IIF(CAST('<a/>' AS xml) = '<a/>', 1, 0)              | 305
                    IIF(CAST('a' AS text) = 'a', 1, 0)                   | 402
                    IIF('a' LIKE 'a' ESCAPE 'xx', 1, 0)                  | 506
                    CASE WHEN 1 = 1 THEN 'x' ELSE 7 END                  | 245
                    CASE WHEN 1 = 1 THEN NULL END                        | 8133
                    COALESCE(NULL, NULL)                                 | 4127
                    NULLIF(NULL, 1)                                      | 4151
                    ISNULL(CAST(NULL AS int), 'x')                       | 245
                    IIF('a' = 'b' COLLATE Polish_CI_AS, 1, 0)            | 40517
                    """)
    void what_cannot_be_compared_or_combined_is_refused(String expression, int number) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(number, error.number(), error::getMessage);
    }
}
