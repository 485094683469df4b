package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Parser;
import dev.colloquy.instance.types.SqlKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The parsed rules of a table that the writer of rows keeps: defaults, checks, computed columns. */
final class TableRules {
    private static final int MAX_TABLES = 5_000;
    private static final Map<TableKey, TableRules> KNOWN = new ConcurrentHashMap<>();

    private final TableDefinition table;
    private final Expression[] defaults;
    private final Expression[] computed;
    private final List<Check> checks = new ArrayList<>(0);
    private final boolean hasRowVersion;

    /** Tells tables apart across instances by the identity of their definitions. */
    private record TableKey(TableDefinition table) {
        @Override
        @SuppressWarnings("ReferenceEquality") // The same definition, not an equal one, is what is cached.
        public boolean equals(Object other) {
            return other instanceof TableKey key && key.table == table;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(table);
        }
    }

    /**
     * A CHECK constraint.
     *
     * @param column the only column it names, or null
     */
    record Check(ConstraintDefinition constraint, Expression condition, String column) {}

    private TableRules(TableDefinition table) {
        this.table = table;
        int width = table.columns().size();
        this.defaults = new Expression[width];
        this.computed = new Expression[width];
        boolean versioned = false;
        for (int i = 0; i < width; i++) {
            ColumnDefinition column = table.columns().get(i);
            defaults[i] = column.defaultValue()
                    .map(value -> Parser.parseExpression(value.text()))
                    .orElse(null);
            computed[i] = column.computed().map(Parser::parseExpression).orElse(null);
            versioned |= column.type().kind() == SqlKind.ROWVERSION;
        }
        this.hasRowVersion = versioned;
        for (ConstraintDefinition constraint : table.constraints()) {
            if (constraint.kind() == ConstraintDefinition.Kind.CHECK) {
                Expression condition = Parser.parseExpression(constraint.text().orElseThrow());
                checks.add(new Check(constraint, condition, onlyColumn(condition)));
            }
        }
    }

    static TableRules of(TableDefinition table) {
        if (KNOWN.size() > MAX_TABLES) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(new TableKey(table), k -> new TableRules(table));
    }

    private static String onlyColumn(Expression condition) {
        List<String> columns = new ArrayList<>();
        collect(condition, columns);
        return columns.size() == 1 ? columns.get(0) : null;
    }

    private static void collect(Expression e, List<String> columns) {
        if (e instanceof Expression.Column column
                && columns.stream().noneMatch(name -> name.equalsIgnoreCase(column.name()))) {
            columns.add(column.name());
        }
        Expressions.children(e).forEach(part -> collect(part, columns));
    }

    TableDefinition table() {
        return table;
    }

    /** The default of the column at the position, or null. */
    Expression defaultOf(int position) {
        return defaults[position];
    }

    /** The expression of the computed column at the position, or null. */
    Expression computed(int position) {
        return computed[position];
    }

    List<Check> checks() {
        return checks;
    }

    boolean hasRowVersion() {
        return hasRowVersion;
    }

    /** The position of a column, or -1. */
    int position(String column) {
        List<ColumnDefinition> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }
}
