package dev.colloquy.instance.catalog;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored procedures of all databases. The caller checks names and permissions and holds the definition lock. */
public final class Procedures {
    private static final String KIND = "procedure";

    private final Storage storage;
    private final DefinitionMap<ProcedureDefinition> definitions = new DefinitionMap<>();

    /** Loads the procedures that the store holds. */
    public Procedures(Storage storage) {
        this.storage = storage;
        for (StoredObject stored : storage.objects().loaded(KIND)) {
            keep(read(stored));
            storage.objects().reserve(Tables.ID_FAMILY, stored.databaseId(), stored.objectId());
        }
    }

    public Optional<ProcedureDefinition> find(int databaseId, String schema, String name) {
        return definitions.named(databaseId, schema, name);
    }

    public Optional<ProcedureDefinition> withId(int databaseId, int objectId) {
        return definitions.withId(databaseId, objectId);
    }

    /** The procedures of a database by id. */
    public List<ProcedureDefinition> all(int databaseId) {
        return definitions.all(databaseId);
    }

    /** A number for a new procedure. */
    public int nextObjectId(int databaseId) {
        return storage.objects().nextId(Tables.ID_FAMILY, databaseId, Tables.FIRST_OBJECT_ID);
    }

    /** Stores a new procedure, or a changed one in place of the former of the same id. */
    public void put(Transaction transaction, ProcedureDefinition procedure) {
        Optional<ProcedureDefinition> former = withId(procedure.databaseId(), procedure.objectId());
        storage.objects().put(transaction, write(procedure));
        keep(procedure);
        transaction.onRollback(() -> {
            discard(procedure);
            former.ifPresent(this::keep);
        });
    }

    public void remove(Transaction transaction, ProcedureDefinition procedure) {
        storage.objects().remove(transaction, KIND, procedure.databaseId(), procedure.objectId());
        discard(procedure);
        transaction.onRollback(() -> keep(procedure));
    }

    /** Forgets a dropped database. */
    public void forget(int databaseId) {
        definitions.removeDatabase(databaseId);
    }

    private void keep(ProcedureDefinition p) {
        definitions.put(p.databaseId(), p.objectId(), p.schema(), p.name(), p);
    }

    private void discard(ProcedureDefinition p) {
        definitions.remove(p.databaseId(), p.objectId(), p.schema(), p.name());
    }

    private static StoredObject write(ProcedureDefinition procedure) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("schema", procedure.schema());
        attributes.put("text", procedure.text());
        attributes.put("created", procedure.created().toString());
        attributes.put("modified", procedure.modified().toString());
        procedure.executeAs().ifPresent(as -> attributes.put("executeAs", as));
        return new StoredObject(KIND, procedure.databaseId(), procedure.objectId(), procedure.name(), attributes);
    }

    private static ProcedureDefinition read(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new ProcedureDefinition(
                stored.databaseId(),
                stored.objectId(),
                attributes.get("schema"),
                stored.name(),
                attributes.get("text"),
                LocalDateTime.parse(attributes.get("created")),
                LocalDateTime.parse(attributes.get("modified")),
                Optional.ofNullable(attributes.get("executeAs")));
    }
}
