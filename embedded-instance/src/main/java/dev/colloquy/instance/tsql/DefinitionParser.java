package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What follows CREATE, ALTER, DROP and BACKUP; databases and schemas itself, the rest by its family's parser. */
final class DefinitionParser {
    private static final Set<String> DATABASE_SWITCHES = Set.of(
            "TRUSTWORTHY",
            "HONOR_BROKER_PRIORITY",
            "READ_COMMITTED_SNAPSHOT",
            "ALLOW_SNAPSHOT_ISOLATION",
            "AUTO_CLOSE",
            "AUTO_SHRINK",
            "AUTO_CREATE_STATISTICS",
            "AUTO_UPDATE_STATISTICS",
            "AUTO_UPDATE_STATISTICS_ASYNC",
            "ANSI_NULL_DEFAULT",
            "ANSI_NULLS",
            "ANSI_PADDING",
            "ANSI_WARNINGS",
            "ARITHABORT",
            "CONCAT_NULL_YIELDS_NULL",
            "NUMERIC_ROUNDABORT",
            "QUOTED_IDENTIFIER",
            "RECURSIVE_TRIGGERS",
            "CURSOR_CLOSE_ON_COMMIT",
            "DATE_CORRELATION_OPTIMIZATION",
            "DB_CHAINING");

    private static final Set<String> DATABASE_WORDS = Set.of(
            "ENABLE_BROKER",
            "DISABLE_BROKER",
            "NEW_BROKER",
            "ERROR_BROKER_CONVERSATIONS",
            "READ_ONLY",
            "READ_WRITE",
            "SINGLE_USER",
            "RESTRICTED_USER",
            "MULTI_USER",
            "ONLINE",
            "OFFLINE");

    private final Grammar grammar;
    private final TokenCursor cursor;

    DefinitionParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code {CREATE | ALTER | DROP | BACKUP} kind …}. */
    Statement statement() {
        Position position = cursor.position();
        if (cursor.at(Keyword.BACKUP)) {
            Unsupported.check(cursor);
            cursor.next();
            return grammar.certificates.backup(position);
        }
        return switch (cursor.next().keyword()) {
            case CREATE -> create(position);
            case ALTER -> alter(position);
            default -> drop(position);
        };
    }

    private Statement create(Position position) {
        if (cursor.atWords("OR", "ALTER")) {
            if (!cursor.at(2, Keyword.PROC) && !cursor.at(2, Keyword.PROCEDURE)) {
                cursor.acceptWords("OR", "ALTER");
                throw Unsupported.definition(cursor, "CREATE OR ALTER");
            }
            cursor.acceptWords("OR", "ALTER");
            return grammar.procedures.procedure(position, DefinitionStatement.ProcedureMode.CREATE_OR_ALTER);
        }
        return switch (kind()) {
            case "PROC", "PROCEDURE" ->
                grammar.procedures.procedure(position, DefinitionStatement.ProcedureMode.CREATE);
            case "TABLE" -> grammar.tables.createTable(position);
            case "UNIQUE", "CLUSTERED", "NONCLUSTERED", "INDEX" -> grammar.tables.createIndex(position);
            case "DATABASE" -> createDatabase(position);
            case "SCHEMA" -> createSchema(position);
            case "MESSAGE TYPE" -> grammar.brokerDefinitions.messageType(position, false);
            case "CONTRACT" -> grammar.brokerDefinitions.createContract(position);
            case "QUEUE" -> grammar.brokerDefinitions.queue(position, false);
            case "SERVICE" -> grammar.brokerDefinitions.createService(position);
            case "ROUTE" -> grammar.brokerDefinitions.route(position, false);
            case "REMOTE SERVICE BINDING" -> grammar.brokerDefinitions.binding(position, false);
            case "ENDPOINT" -> grammar.endpoints.endpoint(position, false);
            case "LOGIN" -> grammar.security.createLogin(position);
            case "USER" -> grammar.security.createUser(position);
            case "ROLE" -> grammar.security.createRole(position);
            case "MASTER KEY" -> grammar.certificates.createMasterKey(position);
            case "CERTIFICATE" -> grammar.certificates.createCertificate(position);
            default -> throw Unsupported.definition(cursor, "CREATE");
        };
    }

    private Statement alter(Position position) {
        return switch (kind()) {
            case "PROC", "PROCEDURE" -> grammar.procedures.procedure(position, DefinitionStatement.ProcedureMode.ALTER);
            case "TABLE" -> grammar.tables.alterTable(position);
            case "DATABASE" -> alterDatabase(position);
            case "MESSAGE TYPE" -> grammar.brokerDefinitions.messageType(position, true);
            case "QUEUE" -> grammar.brokerDefinitions.queue(position, true);
            case "SERVICE" -> grammar.brokerDefinitions.alterService(position);
            case "ROUTE" -> grammar.brokerDefinitions.route(position, true);
            case "REMOTE SERVICE BINDING" -> grammar.brokerDefinitions.binding(position, true);
            case "ENDPOINT" -> grammar.endpoints.endpoint(position, true);
            case "LOGIN" -> grammar.security.alterLogin(position);
            case "ROLE", "SERVER ROLE" -> grammar.security.alterRole(position);
            case "CERTIFICATE" -> grammar.certificates.alterCertificate(position);
            case "AUTHORIZATION" -> grammar.security.alterAuthorization(position);
            default -> throw Unsupported.definition(cursor, "ALTER");
        };
    }

    private Statement drop(Position position) {
        String kind = kind();
        return switch (kind) {
            case "PROC", "PROCEDURE" -> {
                cursor.next();
                boolean ifExists = ifExists();
                yield new DefinitionStatement.DropProcedure(position, cursor.list(cursor::objectName), ifExists);
            }
            case "TABLE" -> {
                cursor.next();
                boolean ifExists = ifExists();
                yield new DefinitionStatement.DropTable(position, cursor.list(cursor::objectName), ifExists);
            }
            case "INDEX" -> grammar.tables.dropIndex(position);
            case "DATABASE" -> dropDatabase(position);
            case "SCHEMA" -> {
                cursor.next();
                boolean ifExists = ifExists();
                yield new DefinitionStatement.DropSchema(position, cursor.identifier(), ifExists);
            }
            case "MESSAGE TYPE", "CONTRACT", "QUEUE", "SERVICE", "ROUTE", "REMOTE SERVICE BINDING", "ENDPOINT" ->
                grammar.brokerDefinitions.drop(position, kind);
            case "LOGIN", "USER", "ROLE" -> grammar.security.drop(position);
            case "MASTER KEY" -> grammar.certificates.dropMasterKey(position);
            case "CERTIFICATE" -> grammar.certificates.dropCertificate(position);
            default -> throw Unsupported.definition(cursor, "DROP");
        };
    }

    /** The kind of object in upper case, not taken; several words only where a first one is ambiguous. */
    private String kind() {
        if (!cursor.at(TokenType.WORD)) {
            return "";
        }
        String word = cursor.peek().text().toUpperCase(Locale.ROOT);
        return switch (word) {
            case "MESSAGE" -> phrase("MESSAGE", "TYPE");
            case "MASTER" -> phrase("MASTER", "KEY");
            case "REMOTE" -> phrase("REMOTE", "SERVICE", "BINDING");
            case "SERVER" -> phrase("SERVER", "ROLE");
            case "SERVICE" -> cursor.atWords("SERVICE", "MASTER", "KEY") ? "" : word;
            case "DATABASE" -> isOtherDatabaseKind() ? "" : word;
            case "UNIQUE", "CLUSTERED", "NONCLUSTERED" ->
                cursor.at(1, "COLUMNSTORE") || cursor.at(2, "COLUMNSTORE") ? "" : word;
            default -> word;
        };
    }

    private String phrase(String... words) {
        return cursor.atWords(words) ? String.join(" ", words) : "";
    }

    private boolean isOtherDatabaseKind() {
        return cursor.atWords("DATABASE", "SCOPED", "CONFIGURATION")
                || cursor.atWords("DATABASE", "SCOPED", "CREDENTIAL")
                || cursor.atWords("DATABASE", "ENCRYPTION", "KEY")
                || cursor.atWords("DATABASE", "AUDIT", "SPECIFICATION");
    }

    /** {@code [IF EXISTS]}. */
    boolean ifExists() {
        return cursor.acceptWords("IF", "EXISTS");
    }

    /** {@code DATABASE name [COLLATE name]}; there are no files to place. */
    private Statement createDatabase(Position position) {
        cursor.next();
        String name = cursor.identifier();
        if (cursor.at(Keyword.ON) || cursor.at("LOG") || cursor.at(Keyword.FOR) || cursor.at("CONTAINMENT")) {
            throw cursor.notSupported("CREATE DATABASE … " + cursor.word());
        }
        if (cursor.accept(Keyword.COLLATE)) {
            cursor.identifier();
        }
        if (cursor.at(Keyword.AS) || cursor.at(Keyword.WITH)) {
            throw cursor.notSupported("CREATE DATABASE … " + cursor.word());
        }
        return new DefinitionStatement.CreateDatabase(position, name);
    }

    /** {@code DATABASE [IF EXISTS] name {, name}}. */
    private Statement dropDatabase(Position position) {
        cursor.next();
        boolean ifExists = ifExists();
        return new DefinitionStatement.DropDatabase(position, cursor.list(cursor::identifier), ifExists);
    }

    /** {@code DATABASE {name | CURRENT} SET option {, option} [WITH termination]}. */
    private Statement alterDatabase(Position position) {
        cursor.next();
        Optional<String> database =
                cursor.accept(Keyword.CURRENT) ? Optional.empty() : Optional.of(cursor.identifier());
        if (!cursor.accept(Keyword.SET)) {
            if (cursor.at("MODIFY") || cursor.at(Keyword.ADD) || cursor.at("REMOVE") || cursor.at(Keyword.COLLATE)) {
                throw cursor.notSupported("ALTER DATABASE … " + cursor.word());
            }
            throw cursor.syntaxError();
        }
        List<String> options = cursor.list(this::databaseOption);
        boolean noWait = cursor.acceptWords("WITH", "NO_WAIT");
        return new DefinitionStatement.AlterDatabase(position, database, options, noWait, !noWait && rollback());
    }

    /** {@code word | switch {ON | OFF} | RECOVERY model | COMPATIBILITY_LEVEL = n | PAGE_VERIFY kind}. */
    private String databaseOption() {
        String name = cursor.word();
        if (DATABASE_WORDS.contains(name)) {
            return name;
        }
        if (DATABASE_SWITCHES.contains(name)) {
            return name + (cursor.onOff() ? " ON" : " OFF");
        }
        return switch (name) {
            case "RECOVERY", "PAGE_VERIFY", "PARAMETERIZATION", "CURSOR_DEFAULT" -> name + " " + cursor.word();
            case "COMPATIBILITY_LEVEL" -> {
                cursor.expect('=');
                yield name + " " + cursor.smallInteger();
            }
            default -> throw cursor.notSupported("ALTER DATABASE … SET " + name);
        };
    }

    /** {@code [WITH {ROLLBACK IMMEDIATE | ROLLBACK AFTER n [SECONDS] | NO_WAIT}]}; true for NO_WAIT. */
    private boolean rollback() {
        if (!cursor.accept(Keyword.WITH)) {
            return false;
        }
        cursor.expect(Keyword.ROLLBACK);
        if (!cursor.accept("IMMEDIATE")) {
            cursor.expect("AFTER");
            cursor.smallInteger();
            cursor.accept("SECONDS");
        }
        return true;
    }

    /** {@code SCHEMA name [AUTHORIZATION owner]}, first in its batch. */
    private Statement createSchema(Position position) {
        requireFirst("CREATE SCHEMA");
        cursor.next();
        if (cursor.at(Keyword.AUTHORIZATION)) {
            throw cursor.notSupported("CREATE SCHEMA AUTHORIZATION without a name");
        }
        String name = cursor.identifier();
        Optional<String> owner =
                cursor.accept(Keyword.AUTHORIZATION) ? Optional.of(cursor.identifier()) : Optional.empty();
        if (cursor.at(Keyword.CREATE) || cursor.at(Keyword.GRANT) || cursor.at(Keyword.DENY)) {
            throw cursor.notSupported("CREATE SCHEMA with schema elements");
        }
        return new DefinitionStatement.CreateSchema(position, name, owner);
    }

    /** Fails with 111 unless the statement being parsed is the first of its batch. */
    void requireFirst(String statement) {
        if (!grammar.statements.isFirst()) {
            throw cursor.error(111, "'" + statement + "' must be the first statement in a query batch.");
        }
    }

    /**
     * {@code ( name [= value] {, …} )} of tables, indexes and constraints. Options that only say how rows are stored are
     * accepted; what changes behaviour is refused.
     */
    void storageOptions() {
        cursor.expect('(');
        do {
            storageOption();
        } while (cursor.accept(','));
        cursor.expect(')');
    }

    private void storageOption() {
        String name = cursor.word();
        cursor.expect('=');
        String value = cursor.next().text().toUpperCase(Locale.ROOT);
        switch (name) {
            case "PAD_INDEX",
                    "FILLFACTOR",
                    "STATISTICS_NORECOMPUTE",
                    "STATISTICS_INCREMENTAL",
                    "ALLOW_ROW_LOCKS",
                    "ALLOW_PAGE_LOCKS",
                    "OPTIMIZE_FOR_SEQUENTIAL_KEY",
                    "DATA_COMPRESSION",
                    "XML_COMPRESSION",
                    "ONLINE",
                    "MAXDOP",
                    "SORT_IN_TEMPDB" -> {
                return;
            }
            case "IGNORE_DUP_KEY", "DROP_EXISTING", "RESUMABLE" -> {
                if (value.equals("OFF")) {
                    return;
                }
                throw cursor.notSupported("the option " + name);
            }
            default -> throw cursor.notSupported("the option " + name);
        }
    }

    /** {@code [ON {[PRIMARY] | "default"}] [TEXTIMAGE_ON …]}: there is one filegroup. */
    void filegroups() {
        while (cursor.at(Keyword.ON) || cursor.at("TEXTIMAGE_ON") || cursor.at("FILESTREAM_ON")) {
            cursor.next();
            if (cursor.accept(Keyword.PRIMARY) || cursor.accept(Keyword.DEFAULT)) {
                continue;
            }
            Token name = cursor.peek();
            cursor.identifier();
            if (!name.text().equalsIgnoreCase("PRIMARY") && !name.text().equalsIgnoreCase("DEFAULT")) {
                throw cursor.notSupported("filegroups and partition schemes");
            }
        }
    }
}
