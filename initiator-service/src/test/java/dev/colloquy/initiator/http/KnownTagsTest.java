package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownTagsTest {
    private static final EntityTag TAG = new EntityTag("v2");

    @ParameterizedTest
    @ValueSource(strings = {"\"v2\"", "W/\"v2\"", "\"v1\", \"v2\"", "\"a,b\",\"v2\" ,", " , \"v2\"", "*"})
    void the_tag_is_known_from(String field) {
        assertTrue(KnownTags.of(List.of(field)).contains(TAG));
    }

    @Test
    void the_tag_is_known_from_the_second_of_two_fields() {
        assertTrue(KnownTags.of(List.of("\"v1\"", "\"v2\"")).contains(TAG));
    }

    @Test
    void another_tag_is_a_condition_that_does_not_hold() {
        KnownTags known = KnownTags.of(List.of("\"v1\""));

        assertTrue(known.isCondition());
        assertFalse(known.contains(TAG));
    }

    @Test
    void no_field_no_condition() {
        assertEquals(false, KnownTags.of(List.of()).isCondition());
        assertEquals(false, KnownTags.of(List.of("")).isCondition());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "\"v2", "\"v1\"\"v2\"", "*, \"v2\"", "w/\"v2\"", "\"v2\" x"})
    void anything_else_is_no_list_of_tags(String field) {
        assertThrows(ProblemException.class, () -> KnownTags.of(List.of(field)));
    }
}
