package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All system views by schema and name. Built once at start, which reads nothing. */
public final class SystemViews {
    private static final String SYS = "sys";
    private static final String INFORMATION_SCHEMA = "INFORMATION_SCHEMA";

    /** Object ids of system views are negative and descend from here. */
    private static final int FIRST_ID = -103_085_000;

    /** A view in its schema, under the object id that OBJECT_ID gives. */
    private record Entry(String schema, int objectId, SystemView view) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Broker broker;
    private final CatalogObjects objects;
    private final ReportedRows reported = new ReportedRows();

    public SystemViews(Storage storage, Security security, Broker broker, Tables tables, Procedures procedures) {
        this.broker = broker;
        this.objects = new CatalogObjects(tables, procedures, broker);
        Sources sources = new Sources(storage, security, broker, tables, procedures, objects, reported);
        SystemObjectViews own = new SystemObjectViews(sources, this);
        List.of(
                        new DatabaseViews(sources),
                        new ObjectViews(sources),
                        new TableViews(sources),
                        new ConstraintViews(sources),
                        new PrincipalViews(sources),
                        new PermissionViews(sources),
                        new KeyViews(sources),
                        new EndpointViews(sources),
                        new BrokerDefinitionViews(sources),
                        new ConversationViews(sources),
                        new ActivityViews(sources),
                        own)
                .forEach(family -> add(SYS, family));
        add(INFORMATION_SCHEMA, new InformationSchemaViews(sources));
    }

    private void add(String schema, ViewFamily family) {
        for (String name : family.names()) {
            SystemView view = new NamedView(name, () -> family.build(name));
            entries.put(key(schema, name), new Entry(schema, FIRST_ID - entries.size(), view));
        }
    }

    private static String key(String schema, String name) {
        return schema.toLowerCase(Locale.ROOT) + '.' + name.toLowerCase(Locale.ROOT);
    }

    /** Finds a view; names in any letter case. */
    public Optional<SystemView> find(String schema, String name) {
        return Optional.ofNullable(entries.get(key(schema, name))).map(Entry::view);
    }

    /** The messages of a queue as a view, if there is a queue of that name. Whether the reader may SELECT is not asked. */
    public Optional<SystemView> queue(Database database, String schema, String name) {
        return broker.definitions().queue(database.id(), schema, name).map(queue -> QueueView.of(broker, queue));
    }

    /** The objects in schemas: for OBJECT_ID, OBJECT_NAME and the like. System views are not among them. */
    public CatalogObjects objects() {
        return objects;
    }

    /** The object id of a system view, which is negative. */
    public Optional<Integer> objectId(String schema, String name) {
        return Optional.ofNullable(entries.get(key(schema, name))).map(Entry::objectId);
    }

    /** Tells where {@code sys.dm_exec_sessions} and {@code sys.sysprocesses} find their rows; none before that. */
    public void sessionsFrom(Supplier<List<SessionRow>> source) {
        reported.sessionsFrom(source);
    }

    /** Tells where {@code sys.dm_broker_connections} finds its rows; none before that. */
    public void brokerConnectionsFrom(Supplier<List<BrokerConnectionRow>> source) {
        reported.connectionsFrom(source);
    }

    /** Tells how {@code sys.parameters} learns the parameters of a procedure; none before that. */
    public void parametersFrom(Function<ProcedureDefinition, List<ProcedureParameter>> source) {
        reported.parametersFrom(source);
    }

    /** The views as objects of a database. */
    Stream<CatalogObject> asObjects(ViewScope scope) {
        return entries.values().stream().map(entry -> object(entry, scope.database()));
    }

    private static CatalogObject object(Entry entry, Database database) {
        int schemaId = entry.schema().equals(SYS) ? Principal.SYS : Principal.INFORMATION_SCHEMA;
        return new CatalogObject(
                database.id(),
                entry.objectId(),
                entry.schema(),
                schemaId,
                schemaId,
                entry.view().name(),
                0,
                ObjectType.VIEW,
                database.created(),
                database.created(),
                true);
    }
}
