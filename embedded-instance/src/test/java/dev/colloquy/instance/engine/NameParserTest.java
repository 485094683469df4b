package dev.colloquy.instance.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.instance.tsql.ObjectName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of procedures and objects that arrive as text. */
class NameParserTest {
    @Test
    void parts_are_read_from_the_right() {
        assertEquals(List.of("p"), NameParser.parse("p").parts());
        assertEquals(List.of("s", "p"), NameParser.parse("s.p").parts());
        assertEquals(List.of("d", "s", "p"), NameParser.parse("d.s.p").parts());
    }

    @Test
    void quotes_are_removed_and_undoubled() {
        assertEquals(
                List.of("a.b", "c]d", "e\"f"),
                NameParser.parse("[a.b].[c]]d].\"e\"\"f\"").parts());
    }

    @Test
    void omitted_schema_is_absent() {
        assertEquals(new ObjectName(Optional.of("master"), Optional.empty(), "p"), NameParser.parse("master..p"));
    }

    @Test
    void number_of_a_procedure_is_left_off() {
        assertEquals(List.of("dbo", "p"), NameParser.parse("dbo.p;1").parts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c.d", "[a]b"})
    void what_is_no_name_is_taken_as_a_whole(String text) {
        assertEquals(List.of(text), NameParser.parse(text).parts());
    }
}
