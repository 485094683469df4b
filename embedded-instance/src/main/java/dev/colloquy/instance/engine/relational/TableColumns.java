package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns of a stored table as a source of rows. Computed columns are computed where they are read. */
final class TableColumns {
    private final Translation translation;

    TableColumns(Translation translation) {
        this.translation = translation;
    }

    Source source(StoredTable table, String h2Alias, String alias, Optional<ObjectName> own) {
        List<SourceColumn> stored = new ArrayList<>();
        for (ColumnDefinition column : table.definition().columns()) {
            if (column.computed().isEmpty()) {
                Operand operand = Operand.column(
                        h2Alias + "." + Storage.quote(column.storageName()), column.type(), column.nullable());
                stored.add(SourceColumn.of(
                        column.name(), operand, column.identity().isPresent()));
            }
        }
        Optional<String> rowId = Optional.of(h2Alias + "._ROWID_");
        Source source = new Source(alias, own, stored, Optional.of(table), rowId);
        if (stored.size() == table.definition().columns().size()) {
            return source;
        }
        return new Source(alias, own, withComputed(table, source), Optional.of(table), rowId);
    }

    private List<SourceColumn> withComputed(StoredTable table, Source stored) {
        ExpressionTranslator values =
                new ExpressionTranslator(translation, new Scope(null, CommonTables.NONE, List.of(stored)));
        List<SourceColumn> all = new ArrayList<>();
        int next = 0;
        for (ColumnDefinition column : table.definition().columns()) {
            if (column.computed().isPresent()) {
                Operand value = values.translate(
                        Parser.parseExpression(column.computed().get()));
                all.add(SourceColumn.of(column.name(), values.convert(value, column.type()), false));
            } else {
                all.add(stored.columns().get(next++));
            }
        }
        return all;
    }
}
