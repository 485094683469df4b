package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedQueryTest {
    @Test
    void the_feed_begins_with_the_first_hundred_replies() {
        assertEquals(new FeedQuery(new ReplyCursor(0), 100), FeedQuery.of(null, null));
    }

    @Test
    void a_cursor_keeps_the_place_and_fits_into_a_uri() {
        ReplyCursor cursor = new ReplyCursor(999_999_999_999_999_999L);

        assertTrue(cursor.encoded().matches("[A-Za-z0-9_-]{28}"), cursor.encoded());
        assertEquals(Optional.of(cursor), ReplyCursor.decoded(cursor.encoded()));
        assertEquals("cjE7NDI", new ReplyCursor(42).encoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "42", "MTtCRUdVTjs0Mg", "cjE7LTE", "cjI7NDI"})
    void what_the_service_has_not_given_out_is_no_cursor(String text) {
        assertThrows(ProblemException.class, () -> FeedQuery.of(text, null));
    }

    @Test
    void a_stream_goes_on_after_the_last_event_that_came_through() {
        String one = new ReplyCursor(1).encoded();
        String two = new ReplyCursor(2).encoded();

        assertEquals(new ReplyCursor(2), FeedQuery.streamFrom(two, one));
        assertEquals(new ReplyCursor(1), FeedQuery.streamFrom(null, one));
        assertEquals(new ReplyCursor(1), FeedQuery.streamFrom("", one));
        assertEquals(ReplyCursor.START, FeedQuery.streamFrom(null, null));
        assertThrows(ProblemException.class, () -> FeedQuery.streamFrom("17", one));
    }
}
