package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.SchemaDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.views.CatalogObject;
import dev.colloquy.instance.engine.SessionFunctions.Arguments;
import dev.colloquy.instance.engine.SessionFunctions.Registry;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import java.util.UUID;

/** Names and ids of databases, schemas, objects, columns and certificates. */
final class CatalogFunctions {
    private CatalogFunctions() {}

    static void addTo(Registry registry) {
        registry.add("DB_NAME", SqlType.SYSNAME, 0, 1, CatalogFunctions::databaseName);
        registry.add("DB_ID", SqlType.INT, 0, 1, CatalogFunctions::databaseId);
        registry.add("SCHEMA_NAME", SqlType.SYSNAME, 0, 1, CatalogFunctions::schemaName);
        registry.add("SCHEMA_ID", SqlType.INT, 0, 1, CatalogFunctions::schemaId);
        registry.add("OBJECT_ID", SqlType.INT, 1, 2, CatalogFunctions::objectId);
        registry.add(
                "OBJECT_NAME",
                SqlType.SYSNAME,
                1,
                2,
                a -> withId(a).map(CatalogObject::name).orElse(null));
        registry.add(
                "OBJECT_SCHEMA_NAME",
                SqlType.SYSNAME,
                1,
                2,
                a -> withId(a).map(CatalogObject::schema).orElse(null));
        registry.add("COL_NAME", SqlType.SYSNAME, 2, 2, CatalogFunctions::columnName);
        registry.add("COL_LENGTH", SqlType.SMALLINT, 2, 2, CatalogFunctions::columnLength);
        registry.add("CERT_ID", SqlType.INT, 1, 1, CatalogFunctions::certificateId);
        registry.add("CERTENCODED", SqlType.VARBINARY_MAX, 1, 1, CatalogFunctions::certificateEncoded);
        registry.add("CERTPRIVATEKEY", SqlType.VARBINARY_MAX, 2, 3, a -> {
            throw SqlErrors.notSupported("CERTPRIVATEKEY");
        });
        registry.add("KEY_ID", SqlType.INT, 1, 1, a -> null);
        registry.add("GET_TRANSMISSION_STATUS", SqlType.nvarchar(4000), 1, 1, CatalogFunctions::transmissionStatus);
    }

    // Databases and schemas

    private static Object databaseName(Arguments a) {
        if (a.size() == 0) {
            return a.scope().database().name();
        }
        Integer id = a.integer(0);
        return id == null
                ? null
                : instance(a)
                        .storage()
                        .databases()
                        .withId(id)
                        .map(Database::name)
                        .orElse(null);
    }

    private static Object databaseId(Arguments a) {
        if (a.size() == 0) {
            return a.scope().database().id();
        }
        String name = a.text(0);
        return name == null
                ? null
                : instance(a)
                        .storage()
                        .databases()
                        .named(name)
                        .map(Database::id)
                        .orElse(null);
    }

    private static Object schemaName(Arguments a) {
        if (a.size() == 0) {
            return a.scope().user().defaultSchema().orElse("dbo");
        }
        Integer id = a.integer(0);
        return id == null
                ? null
                : instance(a)
                        .tables()
                        .schemaWithId(a.scope().database().id(), id)
                        .map(SchemaDefinition::name)
                        .orElse(null);
    }

    private static Object schemaId(Arguments a) {
        String name = a.size() == 0 ? a.scope().user().defaultSchema().orElse("dbo") : a.text(0);
        return name == null
                ? null
                : instance(a)
                        .tables()
                        .schema(a.scope().database().id(), name)
                        .map(SchemaDefinition::schemaId)
                        .orElse(null);
    }

    // Objects

    private static Object objectId(Arguments a) {
        String written = a.text(0);
        if (written == null || (a.size() == 2 && a.isNull(1))) {
            return null;
        }
        ObjectName name = NameParser.parse(written);
        String type = a.size() == 2 ? a.text(1).trim() : "";
        if (TemporaryTables.isTemporary(name.name())) {
            return type.isEmpty() || type.equalsIgnoreCase("U") ? temporaryId(name, a.scope()) : null;
        }
        return find(name, a.scope())
                .filter(object -> type.isEmpty() || object.type().code().trim().equalsIgnoreCase(type))
                .map(CatalogObject::objectId)
                .or(() -> type.isEmpty() || type.equalsIgnoreCase("V") ? systemView(name, a) : Optional.empty())
                .orElse(null);
    }

    private static Optional<Integer> systemView(ObjectName name, Arguments a) {
        return name.schema().flatMap(schema -> instance(a).views().objectId(schema, name.name()));
    }

    /** Temporary tables have no row in the catalog; that there is one is what callers want to know. */
    private static Integer temporaryId(ObjectName name, Scope scope) {
        if (!TemporaryTables.isVisible(name.name(), scope)) {
            return null;
        }
        String storageName = TemporaryTables.find(name.name(), scope);
        return -Integer.parseInt(storageName.substring(storageName.lastIndexOf('#') + 1));
    }

    static Optional<CatalogObject> find(ObjectName name, Scope scope) {
        Optional<Database> database = name.database().isEmpty()
                ? Optional.of(scope.database())
                : scope.session()
                        .instance()
                        .storage()
                        .databases()
                        .named(name.database().get());
        if (database.isEmpty()) {
            return Optional.empty();
        }
        int id = database.get().id();
        Optional<CatalogObject> found =
                scope.session().instance().objects().named(id, scope.schemaOf(name), name.name());
        if (found.isEmpty() && name.schema().isEmpty()) {
            return scope.session().instance().objects().named(id, "dbo", name.name());
        }
        return found;
    }

    private static Optional<CatalogObject> withId(Arguments a) {
        Integer id = a.integer(0);
        Integer database = a.size() == 2
                ? a.integer(1)
                : Integer.valueOf(a.scope().database().id());
        return id == null || database == null
                ? Optional.empty()
                : instance(a).objects().withId(database, id);
    }

    // Columns

    private static Object columnName(Arguments a) {
        Integer table = a.integer(0);
        Integer column = a.integer(1);
        if (table == null || column == null) {
            return null;
        }
        return instance(a)
                .tables()
                .tableWithId(a.scope().database().id(), table)
                .flatMap(t ->
                        t.columns().stream().filter(c -> c.columnId() == column).findFirst())
                .map(ColumnDefinition::name)
                .orElse(null);
    }

    static Optional<TableDefinition> table(ObjectName name, Scope scope) {
        return find(name, scope)
                .flatMap(object ->
                        scope.session().instance().tables().tableWithId(object.databaseId(), object.objectId()));
    }

    private static Object columnLength(Arguments a) {
        String table = a.text(0);
        String column = a.text(1);
        if (table == null || column == null) {
            return null;
        }
        return table(NameParser.parse(table), a.scope())
                .flatMap(t -> t.column(column))
                .map(c -> bytes(c.type()))
                .orElse(null);
    }

    /** sys.columns.max_length. */
    private static int bytes(SqlType type) {
        return switch (type.kind()) {
            case NCHAR, NVARCHAR -> type.isMax() ? -1 : type.length() * 2;
            case CHAR, VARCHAR, BINARY, VARBINARY -> type.length();
            case XML -> -1;
            case TEXT, NTEXT, IMAGE, UNIQUEIDENTIFIER -> 16;
            case BIT, TINYINT -> 1;
            case SMALLINT -> 2;
            case INT, REAL, SMALLMONEY, SMALLDATETIME -> 4;
            case BIGINT, FLOAT, MONEY, DATETIME, ROWVERSION -> 8;
            case DATE -> 3;
            case TIME -> timeBytes(type.scale());
            case DATETIME2 -> timeBytes(type.scale()) + 3;
            case DATETIMEOFFSET -> timeBytes(type.scale()) + 5;
            case DECIMAL, NUMERIC ->
                type.precision() <= 9 ? 5 : type.precision() <= 19 ? 9 : type.precision() <= 28 ? 13 : 17;
            case SQL_VARIANT -> 8016;
        };
    }

    private static int timeBytes(int scale) {
        return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
    }

    // Certificates and conversations

    private static Object certificateId(Arguments a) {
        String name = a.text(0);
        return name == null
                ? null
                : instance(a)
                        .security()
                        .certificates()
                        .named(a.scope().database().id(), name)
                        .map(Certificate::id)
                        .orElse(null);
    }

    private static Object certificateEncoded(Arguments a) {
        Integer id = a.integer(0);
        Optional<Certificate> certificate = id == null
                ? Optional.empty()
                : instance(a)
                        .security()
                        .certificates()
                        .withId(a.scope().database().id(), id);
        if (certificate.isEmpty()) {
            return null;
        }
        try {
            return certificate.get().x509().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a stored certificate has no encoding", e);
        }
    }

    private static Object transmissionStatus(Arguments a) {
        if (a.isNull(0)) {
            return null;
        }
        UUID handle = (UUID)
                Conversions.convert(a.values().get(0), SqlType.UNIQUEIDENTIFIER).value();
        return instance(a).broker().conversations().transmissionStatus(a.scope().database(), handle);
    }

    private static Instance instance(Arguments a) {
        return a.scope().session().instance();
    }
}
