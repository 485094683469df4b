package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.views.ProcedureParameter;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.Parser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The parsed bodies of the procedures that have run, one for each, parsed again when the text changes. */
final class ProcedurePrograms {
    private record Key(int databaseId, int objectId) {}

    private record Entry(String text, Program program) {}

    private final Map<Key, Entry> programs = new ConcurrentHashMap<>();

    Program get(ProcedureDefinition procedure) {
        Key key = new Key(procedure.databaseId(), procedure.objectId());
        Entry known = programs.get(key);
        if (known == null || !known.text().equals(procedure.text())) {
            known = new Entry(procedure.text(), compile(procedure.text()));
            programs.put(key, known);
        }
        return known.program();
    }

    private static Program compile(String text) {
        if (Parser.parse(text).statements().get(0) instanceof DefinitionStatement.CreateProcedure s) {
            return new Program(s.body(), s.parameters());
        }
        throw new IllegalStateException("not the text of a procedure");
    }

    /** The parameters of a procedure, for sys.parameters. */
    List<ProcedureParameter> parametersOf(ProcedureDefinition procedure) {
        return get(procedure).parameters().stream()
                .map(p -> new ProcedureParameter(p.name(), p.type(), p.output(), false))
                .toList();
    }

    void forget(ProcedureDefinition procedure) {
        programs.remove(new Key(procedure.databaseId(), procedure.objectId()));
    }
}
