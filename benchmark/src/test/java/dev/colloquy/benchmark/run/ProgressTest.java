package dev.colloquy.benchmark.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong clock = new AtomicLong();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Part first = new Expected("first", Duration.ofMinutes(2));
    private final Part second = new Expected("second", Duration.ofMinutes(3));
    private final Progress progress =
            new Progress(new PrintStream(shown, true, StandardCharsets.UTF_8), List.of(first, second), clock::get);

    private record Expected(String name, Duration expected) implements Part {
        @Override
        public void run(Workplace workplace) {}
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void what_remains_is_what_the_parts_expect_less_what_has_passed() {
        progress.begin(first);
        pass(Duration.ofMinutes(1));

        assertEquals(Duration.ofMinutes(4), progress.remaining());
    }

    @Test
    void a_part_that_says_how_long_it_still_takes_is_believed() {
        progress.begin(first);
        pass(Duration.ofMinutes(3));
        progress.left(Duration.ofMinutes(5));
        pass(Duration.ofMinutes(1));

        assertEquals(Duration.ofMinutes(7), progress.remaining());
    }

    @Test
    void a_part_that_takes_longer_does_not_take_from_the_next() {
        progress.begin(first);
        pass(Duration.ofMinutes(10));

        assertEquals(Duration.ofMinutes(3), progress.remaining());
    }

    @Test
    void a_line_says_when_and_what() {
        progress.begin(second);
        pass(Duration.ofSeconds(61));
        progress.say("%d/s", 42);

        String line = shown.toString(StandardCharsets.UTF_8);
        assertTrue(line.contains("1:01") && line.contains("second") && line.contains("42/s"), line);
    }
}
