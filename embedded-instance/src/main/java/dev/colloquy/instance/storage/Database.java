package dev.colloquy.instance.storage;

import java.time.LocalDateTime;
import java.util.UUID;

/**
 * A SQL Server database, as {@code sys.databases} shows it. Immutable; {@link Databases} replaces it when an option
 * changes.
 *
 * @param id                 database_id; 1 to 4 are master, tempdb, model and msdb
 * @param serviceBrokerGuid  the broker instance identifier that addresses the database in the network
 * @param brokerEnabled      is_broker_enabled
 * @param trustworthy        is_trustworthy_on
 * @param honorPriority      is_honor_broker_priority_on
 * @param singleUser         user_access 1, SINGLE_USER: one session at a time may be in the database
 * @param created            UTC
 */
public record Database(
        int id,
        String name,
        UUID serviceBrokerGuid,
        boolean brokerEnabled,
        boolean trustworthy,
        boolean honorPriority,
        boolean singleUser,
        LocalDateTime created) {
    public static final int MASTER = 1;
    public static final int TEMPDB = 2;
    public static final int MODEL = 3;
    public static final int MSDB = 4;

    public boolean isSystem() {
        return id <= MSDB;
    }

    public Database withBroker(UUID guid, boolean enabled) {
        return new Database(id, name, guid, enabled, trustworthy, honorPriority, singleUser, created);
    }

    public Database withTrustworthy(boolean on) {
        return new Database(id, name, serviceBrokerGuid, brokerEnabled, on, honorPriority, singleUser, created);
    }

    public Database withHonorPriority(boolean on) {
        return new Database(id, name, serviceBrokerGuid, brokerEnabled, trustworthy, on, singleUser, created);
    }

    public Database withSingleUser(boolean single) {
        return new Database(id, name, serviceBrokerGuid, brokerEnabled, trustworthy, honorPriority, single, created);
    }

    /** The H2 schema that holds the tables of one of the database's schemas. */
    public String storageSchema(String schema) {
        return name + "." + schema;
    }
}
