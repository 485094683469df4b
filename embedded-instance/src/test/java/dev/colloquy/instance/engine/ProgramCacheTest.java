package dev.colloquy.instance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import org.junit.jupiter.api.Test;

/** Batches are parsed once as long as there is room. */
class ProgramCacheTest {
    @Test
    void same_text_is_parsed_once() {
        ProgramCache cache = new ProgramCache();

        assertSame(cache.get("SELECT 1", ""), cache.get(new String("SELECT 1"), ""));
        assertNotSame(cache.get("SELECT @a", "@a int"), cache.get("SELECT @a", "@a bigint"));
    }

    @Test
    void least_recently_used_goes_first() {
        ProgramCache cache = new ProgramCache(100);
        Program first = cache.get("SELECT 1", "");
        for (int i = 10; i < 20; i++) {
            cache.get("SELECT " + i, "");
            cache.get("SELECT 1", "");
        }

        assertSame(first, cache.get("SELECT 1", ""));
        for (int i = 20; i < 40; i++) {
            cache.get("SELECT " + i, "");
        }
        assertNotSame(first, cache.get("SELECT 1", ""));
    }

    @Test
    void long_text_is_not_kept() {
        ProgramCache cache = new ProgramCache(100);
        cache.get("SELECT 1234567890", "");

        assertEquals(0, cache.size());
    }

    @Test
    void text_that_does_not_parse_is_not_kept() {
        ProgramCache cache = new ProgramCache();

        assertThrows(SqlError.class, () -> cache.get("SELECT FROM", ""));
        assertEquals(0, cache.size());
    }
}
