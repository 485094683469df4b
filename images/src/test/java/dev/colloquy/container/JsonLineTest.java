package dev.colloquy.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void a_record_is_one_line_whatever_its_message_has_in_it() {
        LogRecord record = new LogRecord(Level.WARNING, "said \"no\"\nC:\\ {0} \u00e9 \ud83d\ude00");
        record.setLoggerName("dev.colloquy.instance");
        record.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        record.setParameters(new Object[] {7});

        assertEquals(
                "{\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"level\":\"WARNING\","
                        + "\"loggerName\":\"dev.colloquy.instance\","
                        + "\"message\":\"said \\\"no\\\"\\u000aC:\\\\ 7 \u00e9 \\ud83d\\ude00\"}\n",
                new JsonLine().format(record));
    }

    @Test
    void what_was_thrown_is_in_it() {
        LogRecord record = new LogRecord(Level.SEVERE, "failed");
        record.setThrown(new IllegalStateException("why"));

        String line = new JsonLine().format(record);

        assertTrue(line.contains("\"stackTrace\":\"java.lang.IllegalStateException: why\\u000a"), line);
        assertEquals(line.length() - 1, line.indexOf('\n'));
    }
}
