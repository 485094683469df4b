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
    void partsAreReadFromTheRight() {
        assertEquals(List.of("p"), NameParser.parse("p").parts());
        assertEquals(List.of("s", "p"), NameParser.parse("s.p").parts());
        assertEquals(List.of("d", "s", "p"), NameParser.parse("d.s.p").parts());
    }

    @Test
    void quotesAreRemovedAndUndoubled() {
        assertEquals(
                List.of("a.b", "c]d", "e\"f"),
                NameParser.parse("[a.b].[c]]d].\"e\"\"f\"").parts());
    }

    @Test
    void omittedSchemaIsAbsent() {
        assertEquals(new ObjectName(Optional.of("master"), Optional.empty(), "p"), NameParser.parse("master..p"));
    }

    @Test
    void numberOfAProcedureIsLeftOff() {
        assertEquals(List.of("dbo", "p"), NameParser.parse("dbo.p;1").parts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c.d", "[a]b"})
    void whatIsNoNameIsTakenAsAWhole(String text) {
        assertEquals(List.of(text), NameParser.parse(text).parts());
    }
}
