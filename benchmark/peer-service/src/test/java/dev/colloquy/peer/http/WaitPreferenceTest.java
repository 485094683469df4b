package dev.colloquy.peer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitPreferenceTest {
    @Test
    void the_wait_is_found_among_other_preferences() {
        assertEquals(Optional.of(Duration.ofSeconds(10)), WaitPreference.of(List.of("respond-async, Wait=10; foo")));
    }

    @Test
    void no_wait_is_longer_than_a_minute() {
        assertEquals(Optional.of(Duration.ofSeconds(60)), WaitPreference.of(List.of("wait=86400")));
    }

    @Test
    void what_cannot_be_understood_is_ignored() {
        assertEquals(Optional.empty(), WaitPreference.of(List.of("wait=soon", "await=3")));
    }
}
