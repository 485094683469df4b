package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.types.SqlErrors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the object that {@code class::name} in a permission statement names. */
public final class Securables {
    private final Security security;
    private final Broker broker;
    private final Tables tables;
    private final Procedures procedures;
    private final ObjectResolver resolver;

    public Securables(Security security, Broker broker, Tables tables, Procedures procedures, ObjectResolver resolver) {
        this.security = security;
        this.broker = broker;
        this.tables = tables;
        this.procedures = procedures;
        this.resolver = resolver;
    }

    /** The securable; 15151 if there is none of that class and name. */
    Securable find(SecurityStatement.SecurableName named, StatementContext c) {
        int database = c.database().id();
        String name = named.name().name();
        Optional<Integer> id = switch (named.securableClass()) {
            case Securable.OBJECT -> objectId(named.name(), c);
            case Securable.SCHEMA -> tables.schema(database, name).map(SchemaDefinition::schemaId);
            case Securable.SERVICE ->
                broker.definitions().service(database, name).map(s -> s.id());
            case Securable.CONTRACT ->
                broker.definitions().contract(database, name).map(s -> s.id());
            case Securable.MESSAGE_TYPE ->
                broker.definitions().messageType(database, name).map(s -> s.id());
            case Securable.ROUTE -> broker.definitions().route(database, name).map(s -> s.id());
            case Securable.REMOTE_SERVICE_BINDING ->
                broker.definitions().binding(database, name).map(s -> s.id());
            case Securable.CERTIFICATE ->
                security.certificates().named(database, name).map(s -> s.id());
            case Securable.DATABASE ->
                Optional.of(name)
                        .filter(n -> n.equalsIgnoreCase(c.database().name()))
                        .map(n -> 0);
            case Securable.ENDPOINT -> broker.endpoints().named(name).map(s -> s.id());
            default -> throw SqlErrors.notSupported("a permission on " + named.securableClass() + "::");
        };
        boolean ofServer = named.securableClass().equals(Securable.ENDPOINT);
        return new Securable(
                named.securableClass(),
                ofServer ? 0 : database,
                id.orElseThrow(() -> SqlErrors.cannotFind("find", kind(named.securableClass()), name)));
    }

    private static String kind(String securableClass) {
        return securableClass.toLowerCase(Locale.ROOT);
    }

    private Optional<Integer> objectId(ObjectName name, StatementContext c) {
        int database = resolver.database(name, c).id();
        for (String schema : List.of(resolver.schema(name, c), "dbo")) {
            Optional<Integer> id = tables.table(database, schema, name.name())
                    .map(TableDefinition::objectId)
                    .or(() -> procedures.find(database, schema, name.name()).map(p -> p.objectId()))
                    .or(() -> broker.definitions()
                            .queue(database, schema, name.name())
                            .map(q -> q.id()));
            if (id.isPresent() || name.schema().isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }
}
