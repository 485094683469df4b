package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            8e03978e-40d5-43dd-bc93-6894a57f9324   | 8e03978e-40d5-43dd-bc93-6894a57f9324
            "8e03978e-40d5-43dd-bc93-6894a57f9324" | 8e03978e-40d5-43dd-bc93-6894a57f9324
            "a\\"b\\\\c"                           | a"b\\c
            order;4711,a=b!~                       | order;4711,a=b!~
            """)
    void a_key_stands_as_it_is_or_in_quotes(String value, String key) {
        assertEquals(Optional.of(key), IdempotencyKey.of(List.of(value)));
    }

    @Test
    void a_key_has_up_to_255_characters() {
        assertEquals(Optional.of("k".repeat(255)), IdempotencyKey.of(List.of("k".repeat(255))));
        assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of("k".repeat(256))));
    }

    @Test
    void no_field_no_key() {
        assertEquals(Optional.empty(), IdempotencyKey.of(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\"\"", "a b", "\"a b\"", "\"a", "\"a\"b", "\"a\";p=1", "\"a\\b\"", "schlüssel", "a\tb"})
    void anything_else_is_no_key(String value) {
        assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of(value)));
    }

    @Test
    void two_keys_are_no_key() {
        assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of("a", "b")));
    }
}
