package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;

/** ALTER TABLE. */
final class TableAlterations {
    private final Storage storage;
    private final Tables tables;
    private final Names names;
    private final QueryRunner runner;
    private final TableDefinitions definitions;

    TableAlterations(Storage storage, Tables tables, Names names, QueryRunner runner, TableDefinitions definitions) {
        this.storage = storage;
        this.tables = tables;
        this.names = names;
        this.runner = runner;
        this.definitions = definitions;
    }

    void alter(DefinitionStatement.AlterTable alter, StatementContext context) {
        context.lockDefinitions();
        StoredTable table = names.table(alter.name(), context)
                .orElseThrow(() -> new SqlError(
                        4902,
                        16,
                        1,
                        "Cannot find the object \"" + alter.name()
                                + "\" because it does not exist or you do not have permissions."));
        if (table.temporary()) {
            throw SqlErrors.notSupported("ALTER TABLE of a temporary table");
        }
        AlteredTable altered = new AlteredTable(storage, tables, names, runner, table, context);
        altered.ddl.requireUntouched(table, "ALTER TABLE");
        if (alter.action() instanceof DefinitionStatement.AddElements add) {
            new AddedElements(altered, definitions).add(add.elements());
        } else if (alter.action() instanceof DefinitionStatement.DropColumns drop) {
            new DroppedElements(altered).dropColumns(drop);
        } else if (alter.action() instanceof DefinitionStatement.DropConstraints drop) {
            new DroppedElements(altered).dropConstraints(drop);
        } else if (alter.action() instanceof DefinitionStatement.AlterColumn column) {
            alterColumn(altered, column);
        }
    }

    private void alterColumn(AlteredTable altered, DefinitionStatement.AlterColumn alter) {
        ColumnDefinition column = altered.definition()
                .column(alter.column())
                .orElseThrow(() -> altered.missing("ALTER COLUMN", alter.column()));
        if (column.computed().isPresent() || column.identity().isPresent()) {
            throw new SqlError(
                    4928,
                    "Cannot alter column '" + column.name() + "' because it is '"
                            + (column.computed().isPresent() ? "COMPUTED" : "IDENTITY") + "'.");
        }
        boolean nullable = alter.nullable().orElse(true);
        String name = Storage.quote(column.storageName());
        if (!nullable && column.nullable() && altered.hasRows(name + " IS NULL")) {
            throw new SqlError(
                    515,
                    16,
                    2,
                    "Cannot insert the value NULL into column '" + column.name() + "', table '"
                            + altered.table.fullName() + "'; column does not allow nulls. UPDATE fails.");
        }
        String former = StorageTypes.column(column.type());
        String wanted = StorageTypes.column(alter.type());
        if (!former.equals(wanted)) {
            String start = "ALTER TABLE " + altered.table.sql() + " ALTER COLUMN " + name + " SET DATA TYPE ";
            altered.ddl.run(
                    start + wanted,
                    start + former,
                    e -> Ddl.isConversion(e)
                            ? new SqlError(8152, 16, 2, "String or binary data would be truncated.")
                                    .causedBy(e.getCause())
                            : e);
        }
        altered.put(altered.definition()
                .withColumn(column.withType(alter.type(), nullable), TableBuilder.now(altered.context)));
    }
}
