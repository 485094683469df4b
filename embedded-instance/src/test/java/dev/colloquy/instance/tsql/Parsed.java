package dev.colloquy.instance.tsql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import java.util.List;

/** Short ways to parse and to expect an error. */
final class Parsed {
    private Parsed() {}

    static List<Statement> statements(String text) {
        return Parser.parse(text).statements();
    }

    /** The only statement of a batch. */
    static <T extends Statement> T only(Class<T> type, String text) {
        List<Statement> statements = statements(text);
        assertEquals(1, statements.size(), () -> "statements of: " + text);
        return assertInstanceOf(type, statements.get(0));
    }

    static Query.Select select(String text) {
        return assertInstanceOf(
                Query.Select.class, only(DataStatement.Select.class, text).query());
    }

    static Expression expression(String text) {
        return Parser.parseExpression(text);
    }

    static SqlError error(String text) {
        return assertThrows(SqlError.class, () -> Parser.parse(text), () -> "no error in: " + text);
    }

    static void assertError(int number, int line, String message, String text) {
        SqlError error = error(text);
        assertEquals(message, error.getMessage(), text);
        assertEquals(number, error.number(), text);
        assertEquals(15, error.severity(), text);
        assertEquals(line, error.line(), text);
    }

    static void assertNotSupported(String what, String text) {
        SqlError error = error(text);
        assertEquals(what + " is not supported by the embedded instance.", error.getMessage(), text);
        assertEquals(40517, error.number(), text);
    }

    static Expression.Column column(String name) {
        return new Expression.Column(List.of(), name);
    }
}
