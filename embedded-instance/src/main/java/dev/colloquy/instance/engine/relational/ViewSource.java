package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.SystemView;
import dev.colloquy.instance.catalog.views.ViewColumn;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * A view or queue as a source of rows: H2's table function TABLE over one array for each column that is used. The
 * arrays are bound as parameters, so H2 learns nothing of whose view it is.
 */
final class ViewSource {
    private final Translation translation;
    private final OptionalInt key;
    private final boolean ordered;
    private final String h2Alias;
    private final TreeSet<Integer> used = new TreeSet<>();
    private ViewUse use;

    /**
     * A use of a view.
     *
     * @param view that is used
     */
    ViewSource(Translation translation, ViewUse use, SystemView view) {
        this.translation = translation;
        this.use = use;
        this.key = view.key();
        this.ordered = view.isOrderedByKey();
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

    /**
     * Reads only the rows that have the key for which the condition asks, if it asks for one by {@code key = value} or,
     * where the view is ordered, those after it, by {@code key > value}; alone or as a term of AND. H2 still tests the
     * whole condition.
     *
     * @param values of the scope that has this view as its only source
     */
    void narrow(Expression condition, ExpressionTranslator values) {
        if (key.isEmpty()) {
            return;
        }
        if (condition instanceof Expression.Logical both && both.operator().equals("AND")) {
            narrow(both.left(), values);
            narrow(both.right(), values);
        } else if (condition instanceof Expression.Comparison term) {
            switch (term.operator()) {
                case "=" -> {
                    wanted(term.left(), term.right(), values).ifPresent(value -> use = use.withKey(value));
                    wanted(term.right(), term.left(), values).ifPresent(value -> use = use.withKey(value));
                }
                case ">" -> after(term.left(), term.right(), values);
                case "<" -> after(term.right(), term.left(), values);
                default -> {
                    // The view finds no rows by it.
                }
            }
        }
    }

    private void after(Expression column, Expression value, ExpressionTranslator values) {
        if (ordered) {
            wanted(column, value, values).ifPresent(bound -> use = use.withAfter(bound));
        }
    }

    /** The value with which the key is compared, if that is what the two are. */
    private Optional<Parameter> wanted(Expression column, Expression value, ExpressionTranslator values) {
        if (isKey(column, values.scope())
                && (value instanceof Expression.Literal || value instanceof Expression.Variable)) {
            SqlType type = use.columns().get(key.getAsInt()).type();
            // As in the comparison itself: a value of a higher rank would not become one of the column's type.
            if (values.type(value, List.of()).kind().precedence() <= type.kind().precedence()) {
                return Optional.of(new Parameter.Constant(value, type, true));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the view, narrowed by the condition, gives just the rows for which it asks, in the order of the expression:
     * {@code WHERE key > value ORDER BY key}.
     */
    boolean givesInOrder(Expression condition, Expression sortedBy, Scope scope) {
        return condition instanceof Expression.Comparison && use.after().isPresent() && isKey(sortedBy, scope);
    }

    /** Reads only so many rows, those that come first. */
    void limit(Expression count) {
        use = use.withLimit(new Parameter.RowCount(count, false));
    }

    private boolean isKey(Expression e, Scope scope) {
        return e instanceof Expression.Column column
                && scope.find(column)
                        .filter(scope.sources().get(0).columns().get(key.getAsInt())::equals)
                        .isPresent();
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
