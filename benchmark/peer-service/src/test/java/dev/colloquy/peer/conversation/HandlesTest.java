package dev.colloquy.peer.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class HandlesTest {
    @Test
    void a_handle_is_a_UUID_of_version_7_and_variant_2() {
        UUID handle = Handles.next();

        assertEquals(7, handle.version());
        assertEquals(2, handle.variant());
    }

    @Test
    void handles_ascend_with_time_and_differ_within_a_millisecond() {
        long millis = 1_700_000_000_000L;

        assertTrue(
                Handles.at(millis).toString().compareTo(Handles.at(millis + 1).toString()) < 0);
        assertNotEquals(Handles.at(millis), Handles.at(millis));
    }
}
