package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
    private static final Duration MAXIMUM = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=10",
                "Wait=10",
                "WAIT = 10",
                "  wait\t=\t10  ",
                "wait=010",
                "wait=\"10\"",
                "wait=\"1\\0\"",
                "respond-async, wait=10",
                "wait=10, wait=20",
                "wait=10;foo;bar=\"a, wait=5; b\"",
                "wait=10;",
                "wait=10 ; ; foo",
                "foo=\"a\\\"b, wait=5\", wait=10",
                "foo; bar=\"wait=5\", wait=10",
                ", ,wait=10,",
                "=5, wait=10",
                "wait 5, wait=10",
                "wait@=5, wait=10",
                "wait=5;=x, wait=10"
            })
    void ten_seconds_are_read_from(String field) {
        assertEquals(Optional.of(Duration.ofSeconds(10)), waitIn(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=\"\"",
                "wait=-1",
                "wait=1.5",
                "wait=1s",
                "wait=ten",
                "wait=\"10",
                "wait=١٠",
                "waits=10",
                "return=minimal",
                "foo; wait=10",
                "foo=\"a, wait=10",
                "wait=soon, wait=10",
                "wait=, wait=10"
            })
    void no_wait_is_read_from(String field) {
        assertEquals(Optional.empty(), waitIn(field));
    }

    @Test
    void the_first_of_several_fields_counts() {
        assertEquals(Optional.of(Duration.ofSeconds(3)), waitIn("return=minimal", "wait=3", "wait=4"));
    }

    @Test
    void a_quoted_string_without_end_spoils_its_own_field_only() {
        assertEquals(Optional.of(Duration.ofSeconds(3)), waitIn("foo=\"", "wait=3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "61", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"})
    void a_long_wait_is_shortened_to_the_maximum(String seconds) {
        assertEquals(Optional.of(MAXIMUM), waitIn("wait=" + seconds));
    }

    @Test
    void a_wait_of_no_seconds_is_a_wait() {
        assertEquals(Optional.of(Duration.ZERO), waitIn("wait=000"));
    }

    @Test
    void a_field_as_long_as_a_server_takes_is_read() {
        String quoted = "\"" + "x\\\"".repeat(20_000) + "\"";

        assertEquals(Optional.of(MAXIMUM), waitIn("foo=" + quoted + ";bar=" + quoted + ", wait=" + "9".repeat(60_000)));
    }

    @Test
    void no_field_no_wait() {
        assertEquals(Optional.empty(), waitIn());
    }

    private static Optional<Duration> waitIn(String... fieldLines) {
        return Preferences.of(List.of(fieldLines)).waitUpTo(MAXIMUM);
    }
}
