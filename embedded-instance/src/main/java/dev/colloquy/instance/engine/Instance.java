package dev.colloquy.instance.engine;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.catalog.views.CatalogObjects;
import dev.colloquy.instance.catalog.views.SystemViews;
import dev.colloquy.instance.engine.relational.Relational;
import dev.colloquy.instance.engine.statement.BrokerDefinitions;
import dev.colloquy.instance.engine.statement.BrokerStatements;
import dev.colloquy.instance.engine.statement.DatabaseStatements;
import dev.colloquy.instance.engine.statement.SecurityStatements;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Storage;
import java.time.Clock;

/** What all sessions of the instance share. */
record Instance(
        String serverName,
        Clock clock,
        Storage storage,
        Security security,
        Broker broker,
        Tables tables,
        Procedures procedures,
        SystemViews views,
        Relational relational,
        Authorization authorization,
        SecurityStatements securityStatements,
        BrokerDefinitions brokerDefinitions,
        BrokerStatements brokerStatements,
        DatabaseStatements databaseStatements,
        ProgramCache programs,
        ProcedurePrograms procedurePrograms,
        ApplicationLocks applicationLocks,
        OpenSessions sessions) {

    /** The objects in schemas. */
    CatalogObjects objects() {
        return views.objects();
    }

    /** The session is closed; its spid may be given to another. */
    void ended(EngineSession session) {
        sessions.accept(session);
    }
}
