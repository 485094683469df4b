package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.initiator.conversation.ConversationState;
import dev.colloquy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationCursorTest {

    @ParameterizedTest
    @EnumSource(ConversationState.class)
    void a_cursor_keeps_the_state_and_the_position(ConversationState state) {
        ConversationCursor cursor = new ConversationCursor(Optional.of(state), 4711);

        assertEquals(Optional.of(cursor), ConversationCursor.decoded(cursor.encoded()));
    }

    @Test
    void a_cursor_of_all_conversations_is_short_and_fits_into_a_uri() {
        ConversationCursor cursor = new ConversationCursor(Optional.empty(), 999_999_999_999_999_999L);

        assertTrue(cursor.encoded().matches("[A-Za-z0-9_-]{28}"), cursor.encoded());
        assertEquals(Optional.of(cursor), ConversationCursor.decoded(cursor.encoded()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1;",
                "1;;",
                "1;BEGUN",
                "1;OPEN;5",
                "1;begun;5",
                "2;BEGUN;5",
                "1;BEGUN;-5",
                "1;BEGUN;5;",
                "1;BEGUN;5x",
                "1;BEGUN;9999999999999999999",
                " 1;BEGUN;5"
            })
    void another_payload_is_no_cursor(String payload) {
        String encoded = Base64.getUrlEncoder().encodeToString(payload.getBytes(StandardCharsets.US_ASCII));

        assertEquals(Optional.empty(), ConversationCursor.decoded(encoded));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "MTtCRUdVTjs0M", "MTtCRUdVTjs0Mg==x", "ü"})
    void what_is_not_base64_is_no_cursor(String text) {
        assertEquals(Optional.empty(), ConversationCursor.decoded(text));
    }

    @Test
    void a_list_goes_on_with_the_state_of_its_cursor() {
        String cursor = new ConversationCursor(Optional.of(ConversationState.BEGUN), 42).encoded();
        ListQuery expected = new ListQuery(Optional.of(ConversationState.BEGUN), 42, 100);

        assertEquals("MTtCRUdVTjs0Mg", cursor);
        assertEquals(expected, ListQuery.of(null, null, cursor));
        assertEquals(expected, ListQuery.of("BEGUN", "100", cursor));
        assertThrows(ProblemException.class, () -> ListQuery.of("FAILED", null, cursor));
    }

    @Test
    void a_list_begins_with_a_hundred_of_all() {
        assertEquals(new ListQuery(Optional.empty(), 0, 100), ListQuery.of(null, null, null));
    }
}
