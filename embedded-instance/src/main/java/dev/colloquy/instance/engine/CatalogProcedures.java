package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** System procedures that are written in T-SQL over the catalog views: those that drivers describe the schema with. */
final class CatalogProcedures {
    /** The procedures by the names that they are called by; old drivers leave the version off. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("sp_tables", "sp_tables"),
            Map.entry("sp_columns", "sp_columns_100"),
            Map.entry("sp_columns_100", "sp_columns_100"),
            Map.entry("sp_pkeys", "sp_pkeys"),
            Map.entry("sp_fkeys", "sp_fkeys"),
            Map.entry("sp_statistics", "sp_statistics_100"),
            Map.entry("sp_statistics_100", "sp_statistics_100"),
            Map.entry("sp_stored_procedures", "sp_stored_procedures"),
            Map.entry("sp_sproc_columns", "sp_sproc_columns_100"),
            Map.entry("sp_sproc_columns_100", "sp_sproc_columns_100"),
            Map.entry("sp_datatype_info", "sp_datatype_info_100"),
            Map.entry("sp_datatype_info_100", "sp_datatype_info_100"));

    private static final Map<String, Program> PROGRAMS = new ConcurrentHashMap<>();

    private CatalogProcedures() {}

    /** The names, in lower case. */
    static Iterable<String> names() {
        return FILES.keySet();
    }

    /** The procedure of a name, read and parsed when it is first called. */
    static Program get(String name) {
        return PROGRAMS.computeIfAbsent(FILES.get(name), CatalogProcedures::read);
    }

    private static Program read(String file) {
        try (InputStream in = CatalogProcedures.class.getResourceAsStream("procedures/" + file + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no text of " + file);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (Parser.parse(text).statements().get(0) instanceof DefinitionStatement.CreateProcedure s) {
                return new Program(s.body(), s.parameters());
            }
            throw new IllegalStateException("not a procedure: " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
