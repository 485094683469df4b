package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.types.SqlErrors;

/** Decides whether the session may use a table. Asked before each execution; must be cheap for owners. */
@FunctionalInterface
public interface AccessControl {

    /**
     * Checks a permission on a table.
     *
     * @param permission SELECT, INSERT, UPDATE, DELETE, ALTER or REFERENCES
     * @throws dev.colloquy.instance.types.SqlError 229 if it is missing
     */
    void require(StatementContext context, String permission, TableDefinition table);

    /**
     * Checks SELECT on what is read through a {@link ViewLookup}: queues; system views show each reader what he may see.
     *
     * @throws dev.colloquy.instance.types.SqlError 229 if it is missing
     */
    default void requireView(StatementContext context, int databaseId, String schema, String name) {}

    /**
     * The principal_id of a user or role of the context's database, for CREATE SCHEMA … AUTHORIZATION.
     *
     * @throws dev.colloquy.instance.types.SqlError 15151 if there is none
     */
    default int principalId(StatementContext context, String name) {
        throw SqlErrors.notSupported("CREATE SCHEMA with AUTHORIZATION");
    }
}
