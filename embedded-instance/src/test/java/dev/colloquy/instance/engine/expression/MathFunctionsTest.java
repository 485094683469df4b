package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Mathematical functions (Transact-SQL)", with the examples of their pages where there are some. */
class MathFunctionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ABS(-1)                                     | int           | 1
                    ABS(-1.5)                                   | numeric(2,1)  | 1.5
                    ABS(CAST(-1 AS bigint))                     | bigint        | 1
                    CEILING(123.45)                             | numeric(5,0)  | 124
                    CEILING(-$123.45)                           | money         | -123.00
                    FLOOR(-123.45)                              | numeric(5,0)  | -124
                    FLOOR(2.5e0)                                | float         | 2
                    ROUND(123.9994, 3)                          | numeric(7,4)  | 123.9990
                    ROUND(123.4545, 2)                          | numeric(7,4)  | 123.4500
                    ROUND(123.45, -2)                           | numeric(5,2)  | 100.00
                    ROUND(748.58, -4)                           | numeric(5,2)  | 0.00
                    ROUND(150.75, 0)                            | numeric(5,2)  | 151.00
                    ROUND(150.75, 0, 1)                         | numeric(5,2)  | 150.00
                    ROUND(1250, -2)                             | int           | 1300
                    ROUND(-2.5e0, 0)                            | float         | -3
                    POWER(2, 10)                                | int           | 1024
                    POWER(2.0, 3)                               | numeric(38,1) | 8.0
                    POWER(2e0, 0.5)                             | float         | 1.41421
                    SQRT(16)                                    | float         | 4
                    SQUARE(3)                                   | float         | 9
                    SIGN(-125)                                  | int           | -1
                    EXP(0)                                      | float         | 1
                    LOG(EXP(2))                                 | float         | 2
                    LOG(8, 2)                                   | float         | 3
                    LOG10(100)                                  | float         | 2
                    PI()                                        | float         | 3.14159
                    COS(0)                                      | float         | 1
                    DEGREES(PI())                               | float         | 180
                    GREATEST(6.62, 3.1415, 7)                   | numeric(14,4) | 7.0000
                    LEAST('Glacier', 'Joshua Tree', 'Mount Rainier') | varchar(13) | Glacier
                    """)
    void a_function_yields_the_documented_type_and_value(String expression, String type, String value) {
        SqlValue result = FixedContext.evaluate(expression);
        assertEquals(value, FixedContext.shown(result));
        assertEquals(type, result.type().toString());
        assertEquals(result.type(), FixedContext.typeOf(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    SQRT(-1)                                   | 3623
                    LOG(0)                                     | 3623
                    ABS(CAST(-9223372036854775808 AS bigint))  | 8115
                    POWER(2, 31)                               | 232
                    ROUND(748.58, -3)                          | 8115
                    ABS()                                      | 174
                    ABS('x')                                   | 8114
                    """)
    void a_result_that_does_not_exist_is_an_error(String expression, int number) {
        SqlError error = assertThrows(SqlError.class, () -> FixedContext.evaluate(expression));
        assertEquals(number, error.number());
    }

    @Test
    void rand_with_a_seed_repeats_itself() {
        SqlValue first = FixedContext.evaluate("RAND(42)");
        assertEquals(first, FixedContext.evaluate("RAND(42)"));
        double random = (Double) FixedContext.evaluate("RAND()").value();
        assertTrue(random >= 0 && random < 1, () -> "RAND() = " + random);
    }
}
