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
     * The principal_id of a user or role of the context's database, for CREATE SCHEMA … AUTHORIZATION.
     *
     * @throws dev.colloquy.instance.types.SqlError 15151 if there is none
     */
    default int principalId(StatementContext context, String name) {
        throw SqlErrors.notSupported("CREATE SCHEMA with AUTHORIZATION");
    }
}
