package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.types.SqlError;
import java.sql.ResultSet;
import java.util.List;

/** A table while an ALTER TABLE is under way. */
final class AlteredTable {
    final Storage storage;
    final Tables tables;
    final Names names;
    final StoredTable table;
    final Ddl ddl;
    final StatementContext context;
    private final QueryRunner runner;

    AlteredTable(
            Storage storage,
            Tables tables,
            Names names,
            QueryRunner runner,
            StoredTable table,
            StatementContext context) {
        this.storage = storage;
        this.tables = tables;
        this.names = names;
        this.runner = runner;
        this.table = table;
        this.context = context;
        this.ddl = new Ddl(storage, context);
    }

    TableDefinition definition() {
        return table.definition();
    }

    void put(TableDefinition changed) {
        tables.put(context.transaction(), changed);
    }

    boolean hasRows(String condition) {
        Translation translation = new Translation(context, names);
        return isFound(translation, condition, translation.nextAlias());
    }

    boolean isFound(Translation translation, String condition, String alias) {
        Plan plan = translation.plan(
                "SELECT 1 FROM " + table.sql() + " " + alias + " WHERE " + condition + " FETCH FIRST ROW ONLY",
                List.of());
        return runner.query(plan, context, ResultSet::next);
    }

    /** The columns of a primary key, and only those, are NOT NULL in H2. */
    String notNull(StoredTable now, String column, String setOrDrop) {
        return "ALTER TABLE IF EXISTS " + table.sql() + " ALTER COLUMN " + TableDdl.column(now.definition(), column)
                + " " + setOrDrop + " NOT NULL";
    }

    String dropConstraint(ConstraintDefinition constraint) {
        return "ALTER TABLE IF EXISTS " + table.sql() + " DROP CONSTRAINT IF EXISTS "
                + Storage.quote(TableDdl.constraintName(constraint));
    }

    SqlError missing(String action, String column) {
        return new SqlError(
                4924,
                "ALTER TABLE " + action + " failed because column '" + column + "' does not exist in table '"
                        + definition().name() + "'.");
    }
}
