package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.BrokerDefinition;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.tsql.Statement;

/** CREATE, ALTER, DROP, GRANT and their like: checks, the transaction around them, and who carries them out. */
final class DefinitionStatements {
    private final EngineSession session;
    private final ProcedureStatements procedures;
    private final StatementPermissions permissions;

    DefinitionStatements(EngineSession session) {
        this.session = session;
        this.procedures = new ProcedureStatements(session);
        this.permissions = new StatementPermissions(session.instance());
    }

    void execute(DefinitionStatement statement, Scope scope) {
        if (!isTemporary(statement)) {
            permissions.require(statement, scope);
        }
        begin(statement);
        if (statement instanceof DefinitionStatement.CreateProcedure s) {
            procedures.create(s, scope);
        } else if (statement instanceof DefinitionStatement.DropProcedure s) {
            procedures.drop(s, scope);
        } else if (isOfDatabase(statement)) {
            session.instance().databaseStatements().execute(statement, scope);
        } else {
            defineTable(statement, scope);
        }
        end(commandOf(statement), scope);
    }

    void execute(SecurityStatement statement, Scope scope) {
        permissions.require(statement, scope);
        begin(statement);
        end(session.instance().securityStatements().execute(statement, scope), scope);
    }

    void execute(BrokerDefinition statement, Scope scope) {
        permissions.require(statement, scope);
        begin(statement);
        end(session.instance().brokerDefinitions().execute(statement, scope), scope);
    }

    /** Databases and endpoints belong to no user transaction, an implicit one included. */
    private void begin(Statement statement) {
        session.transaction().requireWritable();
        boolean implicit = session.settings().isOn(SessionSettings.IMPLICIT_TRANSACTIONS)
                && !(statement instanceof BrokerDefinition.DefineEndpoint)
                && !isOfDatabase(statement);
        if (implicit && !session.transaction().isOpen()) {
            session.transaction().begin("", session.response());
        }
        session.transaction().markStatement();
    }

    private void end(Command command, Scope scope) {
        session.succeeded(0);
        if (scope.caller() == null || !session.settings().isOn(SessionSettings.NOCOUNT)) {
            session.response().done(command, false, 0, false);
        }
    }

    private void defineTable(DefinitionStatement statement, Scope scope) {
        if (statement instanceof DefinitionStatement.CreateTable s
                && TemporaryTables.isTemporary(s.name().name())) {
            TemporaryTables.create(s.name().name(), scope);
        }
        session.instance().relational().define(statement, scope);
        if (statement instanceof DefinitionStatement.DropTable s) {
            for (ObjectName name : s.names()) {
                if (TemporaryTables.isTemporary(name.name())) {
                    TemporaryTables.forget(name.name(), scope);
                }
            }
        }
    }

    private static boolean isTemporary(DefinitionStatement statement) {
        if (statement instanceof DefinitionStatement.CreateTable s) {
            return TemporaryTables.isTemporary(s.name().name());
        } else if (statement instanceof DefinitionStatement.DropTable s) {
            return s.names().stream().allMatch(name -> TemporaryTables.isTemporary(name.name()));
        } else if (statement instanceof DefinitionStatement.AlterTable s) {
            return TemporaryTables.isTemporary(s.name().name());
        } else if (statement instanceof DefinitionStatement.CreateIndex s) {
            return TemporaryTables.isTemporary(s.table().name());
        } else if (statement instanceof DefinitionStatement.DropIndex s) {
            return TemporaryTables.isTemporary(s.table().name());
        }
        return false;
    }

    private static boolean isOfDatabase(Statement statement) {
        return statement instanceof DefinitionStatement.CreateDatabase
                || statement instanceof DefinitionStatement.DropDatabase
                || statement instanceof DefinitionStatement.AlterDatabase;
    }

    /** The command of a definition's completion; ALTER PROCEDURE and ALTER DATABASE have none of their own. */
    static Command commandOf(DefinitionStatement statement) {
        if (statement instanceof DefinitionStatement.CreateTable) {
            return Command.CREATE_TABLE;
        } else if (statement instanceof DefinitionStatement.AlterTable) {
            return Command.ALTER_TABLE;
        } else if (statement instanceof DefinitionStatement.DropTable) {
            return Command.DROP_TABLE;
        } else if (statement instanceof DefinitionStatement.CreateIndex) {
            return Command.CREATE_INDEX;
        } else if (statement instanceof DefinitionStatement.DropIndex) {
            return Command.DROP_INDEX;
        } else if (statement instanceof DefinitionStatement.CreateDatabase) {
            return Command.CREATE_DATABASE;
        } else if (statement instanceof DefinitionStatement.DropDatabase) {
            return Command.DROP_DATABASE;
        } else if (statement instanceof DefinitionStatement.CreateSchema) {
            return Command.CREATE_SCHEMA;
        } else if (statement instanceof DefinitionStatement.DropSchema) {
            return Command.DROP_SCHEMA;
        } else if (statement instanceof DefinitionStatement.DropProcedure) {
            return Command.DROP_PROCEDURE;
        } else if (statement instanceof DefinitionStatement.CreateProcedure s) {
            return s.mode() == DefinitionStatement.ProcedureMode.ALTER ? Command.OTHER : Command.CREATE_PROCEDURE;
        }
        return Command.OTHER;
    }
}
