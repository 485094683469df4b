package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query asks a view for no more columns than it uses and, with TOP over any rows, for no more rows than it returns. */
class ViewDemandTest {
    private static final int ALL = 4;

    @TempDir
    Path directory;

    private RelationalFixture fixture;
    private Client client;

    @BeforeEach
    void addColors() {
        fixture = new RelationalFixture(directory);
        client = fixture.client();
        fixture.addColor(1, "red", "r");
        fixture.addColor(2, "blue", null);
        fixture.addColor(3, "green", "g");
        fixture.addColor(4, "red", "r");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT TOP (2) name FROM sys.colors",
                "SELECT TOP 2 UPPER(name) + code FROM sys.colors WITH (NOLOCK)",
                "DECLARE @n int = 2; SELECT TOP (@n) * FROM sys.colors",
                "SELECT COUNT(*) FROM (SELECT TOP (2) id FROM sys.colors) AS some_colors",
                "SELECT name, COUNT(*) FROM (SELECT TOP (1 + 1) name FROM sys.colors) AS c GROUP BY name ORDER BY name",
                "DECLARE @c nvarchar(20); SELECT TOP (2) @c = name FROM sys.colors",
            })
    void top_over_any_rows_reads_no_others(String query) {
        client.run(query);
        assertEquals(2, fixture.colorsRead());
        assertEquals(OptionalLong.of(2), fixture.demand().limit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT TOP (2) name FROM sys.colors ORDER BY name",
                "SELECT TOP (2) name FROM sys.colors WHERE name > 'a'",
                "SELECT DISTINCT TOP (2) name FROM sys.colors",
                "SELECT TOP (2) COUNT(*) FROM sys.colors",
                "SELECT TOP (2) name FROM sys.colors GROUP BY name",
                "SELECT TOP (2) ROW_NUMBER() OVER (ORDER BY id DESC) AS n FROM sys.colors",
                "SELECT TOP (50) PERCENT name FROM sys.colors",
                "SELECT name FROM sys.colors",
            })
    void any_other_query_reads_all_rows(String query) {
        client.run(query);
        assertEquals(ALL, fixture.colorsRead());
        assertEquals(OptionalLong.empty(), fixture.demand().limit());
    }

    @Test
    void top_zero_reads_nothing() {
        client.run("SELECT TOP (0) name FROM sys.colors");
        assertEquals(0, fixture.colorsRead());
    }

    @Test
    void only_the_columns_that_a_query_uses_are_made() {
        client.run("SELECT name FROM sys.colors WHERE id > 1");
        assertEquals(Optional.of(Set.of(0, 1)), fixture.demand().columns());

        client.run("SELECT COUNT(*) FROM sys.colors");
        assertEquals(Optional.of(Set.of(0)), fixture.demand().columns());
    }
}
