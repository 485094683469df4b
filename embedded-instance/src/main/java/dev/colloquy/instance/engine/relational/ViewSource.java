package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.ViewColumn;
import dev.colloquy.instance.tsql.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A view or queue as a source of rows: H2's table function TABLE over one array for each column that is used. The
 * arrays are bound as parameters, so H2 learns nothing of whose view it is.
 */
final class ViewSource {
    private final Translation translation;
    private final ViewUse use;
    private final String h2Alias;
    private final TreeSet<Integer> used = new TreeSet<>();

    ViewSource(Translation translation, ViewUse use) {
        this.translation = translation;
        this.use = use;
        this.h2Alias = translation.nextAlias();
    }

    Source source(String alias, Optional<ObjectName> own) {
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < use.columns().size(); i++) {
            ViewColumn column = use.columns().get(i);
            int number = i;
            columns.add(new SourceColumn(
                    column.name(), column.type(), column.nullable(), false, () -> operand(number, column)));
        }
        return new Source(alias, own, columns, Optional.empty(), Optional.empty());
    }

    private Operand operand(int number, ViewColumn column) {
        used.add(number);
        return Operand.column(h2Alias + ".\"c" + (number + 1) + "\"", column.type(), column.nullable());
    }

    String sql() {
        if (used.isEmpty()) {
            used.add(0);
        }
        StringBuilder sql = new StringBuilder("TABLE(");
        for (int number : used) {
            if (sql.length() > 6) {
                sql.append(", ");
            }
            sql.append("\"c")
                    .append(number + 1)
                    .append("\" ")
                    .append(StorageTypes.column(use.columns().get(number).type()))
                    .append(" = ")
                    .append(translation.bind(new Parameter.ViewValues(use, number)));
        }
        return sql.append(") ").append(h2Alias).toString();
    }
}
