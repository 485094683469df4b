package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.DefinitionStatement.ProcedureMode;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** CREATE, ALTER and DROP PROCEDURE. */
final class ProcedureStatements {
    private final EngineSession session;

    ProcedureStatements(EngineSession session) {
        this.session = session;
    }

    private Procedures procedures() {
        return session.instance().procedures();
    }

    /**
     * Creates or alters; names in the body are resolved when it runs.
     *
     * @throws SqlError 134 for a variable that is declared twice, 166 for a database name, 208 (ALTER), 2714, 2760
     */
    void create(DefinitionStatement.CreateProcedure s, Scope scope) {
        if (s.name().database().isPresent()) {
            throw new SqlError(
                    166,
                    15,
                    1,
                    "'CREATE/ALTER PROCEDURE' does not allow specifying the database name as a prefix to the object"
                            + " name.");
        }
        if (TemporaryTables.isTemporary(s.name().name())) {
            throw SqlErrors.notSupported("a temporary procedure");
        }
        new Program(s.body(), s.parameters());
        scope.lockDefinitions();
        Database database = scope.database();
        String schema = schema(s.name(), database, scope);
        Optional<ProcedureDefinition> former =
                procedures().find(database.id(), schema, s.name().name());
        if (former.isEmpty() && s.mode() == ProcedureMode.ALTER) {
            throw SqlErrors.invalidObjectName(s.name().toString());
        }
        if ((former.isPresent() && s.mode() == ProcedureMode.CREATE) || isTakenByOther(database, schema, s.name())) {
            throw SqlErrors.duplicateObject(s.name().name());
        }
        LocalDateTime now = LocalDateTime.ofInstant(scope.statementTime(), ZoneOffset.UTC);
        ProcedureDefinition created = new ProcedureDefinition(
                database.id(),
                former.map(ProcedureDefinition::objectId)
                        .orElseGet(() -> procedures().nextObjectId(database.id())),
                schema,
                s.name().name(),
                s.text(),
                former.map(ProcedureDefinition::created).orElse(now),
                now,
                s.executeAs());
        procedures().put(scope.transaction(), created);
    }

    private String schema(ObjectName name, Database database, Scope scope) {
        String schema = scope.schemaOf(name);
        return session.instance()
                .tables()
                .schema(database.id(), schema)
                .orElseThrow(() -> new SqlError(
                        2760,
                        "The specified schema name \"" + schema
                                + "\" either does not exist or you do not have permission to use it."))
                .name();
    }

    private boolean isTakenByOther(Database database, String schema, ObjectName name) {
        return session.instance()
                        .tables()
                        .table(database.id(), schema, name.name())
                        .isPresent()
                || session.instance()
                        .broker()
                        .definitions()
                        .queue(database.id(), schema, name.name())
                        .isPresent();
    }

    /**
     * Drops.
     *
     * @throws SqlError 3701 for a name that does not exist, unless IF EXISTS was said
     */
    void drop(DefinitionStatement.DropProcedure s, Scope scope) {
        scope.lockDefinitions();
        for (ObjectName name : s.names()) {
            int database = scope.database().id();
            Optional<ProcedureDefinition> found = procedures().find(database, scope.schemaOf(name), name.name());
            if (found.isPresent()) {
                procedures().remove(scope.transaction(), found.get());
                session.instance().procedurePrograms().forget(found.get());
            } else if (!s.ifExists()) {
                throw new SqlError(
                        3701,
                        11,
                        5,
                        "Cannot drop the procedure '" + name
                                + "', because it does not exist or you do not have permission.");
            }
        }
    }
}
