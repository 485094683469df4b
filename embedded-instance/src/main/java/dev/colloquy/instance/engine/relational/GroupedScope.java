package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The scope of a query that groups by expressions. Its rows come from a derived table which computes the expressions
 * first, because H2 groups by columns more readily; every column used goes through that table.
 */
final class GroupedScope extends Scope {
    private final Scope inner;
    private final String alias;
    private final Map<Expression, Operand> groups = new HashMap<>();
    private final Map<String, String> exposed = new LinkedHashMap<>();

    GroupedScope(Scope inner, String alias) {
        super(inner.outer(), inner.commonTables(), inner.sources());
        this.inner = inner;
        this.alias = alias;
    }

    /** Makes an expression one of the groups; returns its name. */
    String group(Expression expression, ExpressionTranslator values) {
        Operand group = through(values.translate(expression));
        groups.put(expression, group);
        return group.sql();
    }

    @Override
    Operand grouped(Expression expression) {
        return groups.get(expression);
    }

    @Override
    SourceColumn expose(SourceColumn column) {
        return new SourceColumn(
                column.name(),
                column.type(),
                column.nullable(),
                column.identity(),
                () -> through(inner.expose(column).operand().get()));
    }

    private Operand through(Operand operand) {
        String name = exposed.computeIfAbsent(operand.comparable(), k -> "\"c" + (exposed.size() + 1) + "\"");
        return new Operand(alias + "." + name, operand.type(), operand.nullable(), false);
    }

    /** The select list of the derived table. */
    String columns() {
        if (exposed.isEmpty()) {
            return "1";
        }
        StringBuilder list = new StringBuilder();
        exposed.forEach((sql, name) -> list.append(list.isEmpty() ? "" : ", ")
                .append(sql)
                .append(" AS ")
                .append(name));
        return list.toString();
    }

    String alias() {
        return alias;
    }
}
