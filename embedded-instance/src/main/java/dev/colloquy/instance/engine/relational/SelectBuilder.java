package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One SELECT. */
final class SelectBuilder implements QueryBuilder {
    private final Query.Select select;
    private final From from;
    private final Scope scope;
    private final ExpressionTranslator values;
    private final Optional<String> where;
    private final GroupedScope grouped;
    private final List<String> groups = new ArrayList<>();
    private final List<SelectItem> items = new ArrayList<>();
    private final Optional<String> having;
    private final String order;
    private final String limit;

    SelectBuilder(Translation translation, Query.Select select, Scope outer, CommonTables commonTables) {
        select.forXml().ifPresent(text -> {
            throw SqlErrors.notSupported("FOR " + text);
        });
        this.select = select;
        this.from = new FromTranslator(translation, outer, commonTables).translate(select.from());
        Scope rows = new Scope(outer, commonTables, from.sources());
        ExpressionTranslator rowValues = new ExpressionTranslator(translation, rows);
        this.where = select.where().map(rowValues::condition);
        from.view().ifPresent(view -> select.where().ifPresent(condition -> view.narrow(condition, rowValues)));
        this.grouped = groupsByExpressions(rows) ? new GroupedScope(rows, translation.nextAlias()) : null;
        this.scope = grouped == null ? rows : grouped;
        this.values = grouped == null ? rowValues : new ExpressionTranslator(translation, grouped);
        for (Expression group : select.groupBy()) {
            groups.add(grouped == null ? rowValues.translate(group).sql() : grouped.group(group, rowValues));
        }
        select.items().forEach(this::addItem);
        this.having = select.having().map(values::condition);
        this.order = order();
        this.limit = RowLimit.sql(values, select.top(), select.paging());
        from.view()
                .filter(view -> takesFirstRows() && (takesAnyRows() || takesNextRows(view, rows)))
                .ifPresent(view -> view.limit(select.top().orElseThrow().count()));
        if (isAggregated()) {
            new GroupRules(select, rows, groups, grouped == null ? rowValues : null).check(items);
        }
    }

    private boolean groupsByExpressions(Scope rows) {
        return select.groupBy().stream()
                .anyMatch(group -> !(group instanceof Expression.Column column)
                        || StorageTypes.isLarge(rows.resolve(column).type()));
    }

    /** Whether rows are folded into groups. */
    boolean isAggregated() {
        return !select.groupBy().isEmpty()
                || select.having().isPresent()
                || select.items().stream().anyMatch(item -> Expressions.containsAggregate(item.expression()));
    }

    /** Whether the query looks at no more rows of its source than it returns. */
    private boolean takesFirstRows() {
        return select.top().filter(top -> !top.percent() && !top.withTies()).isPresent()
                && !select.distinct()
                && !isAggregated()
                && select.items().stream().noneMatch(item -> Expressions.containsWindow(item.expression()));
    }

    /** Whether it does not matter which rows those are. */
    private boolean takesAnyRows() {
        return select.where().isEmpty() && select.orderBy().isEmpty();
    }

    /** Whether those are the rows that come next after a key. */
    private boolean takesNextRows(ViewSource view, Scope rows) {
        return select.where().isPresent()
                && select.orderBy().size() == 1
                && !select.orderBy().get(0).descending()
                && sortedBy(select.orderBy().get(0).expression())
                        .filter(sorted -> view.givesInOrder(select.where().get(), sorted, rows))
                        .isPresent();
    }

    /** What a term of ORDER BY stands for; empty if that is all columns of a source. */
    private Optional<Expression> sortedBy(Expression term) {
        int ordinal = ordinal(term);
        return ordinal < 0 ? Optional.of(term) : items.get(ordinal).expression();
    }

    From from() {
        return from;
    }

    Scope scope() {
        return scope;
    }

    private void addItem(Query.Item item) {
        if (item.expression() instanceof Expression.AllColumns all) {
            for (SourceColumn column : scope.all(all.qualifier())) {
                Operand operand = column.operand().get();
                items.add(new SelectItem(column.name(), Optional.empty(), operand, column.identity()));
            }
            return;
        }
        Operand operand = values.translate(item.expression());
        boolean identity = false;
        String name = "";
        if (item.expression() instanceof Expression.Column column) {
            name = column.name();
            identity = scope.resolve(column).identity();
        }
        items.add(new SelectItem(item.alias().orElse(name), Optional.of(item.expression()), operand, identity));
    }

    private String order() {
        StringBuilder sql = new StringBuilder();
        for (Query.Order term : select.orderBy()) {
            sql.append(sql.isEmpty() ? " ORDER BY " : ", ")
                    .append(orderTerm(term.expression()))
                    .append(term.descending() ? " DESC" : "");
        }
        return sql.toString();
    }

    /** The number of the select item that the term means, or the term itself. */
    private String orderTerm(Expression term) {
        int ordinal = ordinal(term);
        if (ordinal < 0) {
            if (select.distinct()) {
                throw new SqlError(
                        145, 15, 1, "ORDER BY items must appear in the select list if SELECT DISTINCT is specified.");
            }
            return values.translate(term).comparable();
        }
        if (ordinal >= items.size()) {
            throw new SqlError(
                    108,
                    15,
                    1,
                    "The ORDER BY position number " + (ordinal + 1)
                            + " is out of range of the number of items in the select list.");
        }
        Operand operand = items.get(ordinal).operand();
        return operand.large() && !select.distinct() ? operand.comparable() : Integer.toString(ordinal + 1);
    }

    private int ordinal(Expression term) {
        if (term instanceof Expression.Literal literal && literal.value().value() instanceof Integer number) {
            return number - 1;
        }
        boolean unqualified =
                term instanceof Expression.Column column && column.qualifier().isEmpty();
        for (int i = 0; unqualified && i < items.size(); i++) {
            if (items.get(i).name().equalsIgnoreCase(((Expression.Column) term).name())) {
                return i;
            }
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).expression().filter(term::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public List<Output> outputs() {
        return items.stream().map(item -> item.output(select.distinct())).toList();
    }

    List<SelectItem> items() {
        return items;
    }

    /** Whether only the first rows in an order are wanted. */
    boolean isOrderedTop() {
        return select.top().filter(top -> !top.percent() && !top.withTies()).isPresent() && !order.isEmpty();
    }

    /** The numbers of the only table's rows in order, limited by the parameter. */
    String numbersSql(String limitParameter) {
        StringBuilder sql = new StringBuilder("SELECT ")
                .append(from.sources().get(0).rowId().orElseThrow());
        appendFrom(sql);
        String expressions = select.orderBy().stream()
                .map(term -> {
                    int ordinal = ordinal(term.expression());
                    Operand operand = ordinal < 0
                            ? values.translate(term.expression())
                            : items.get(ordinal).operand();
                    return operand.comparable() + (term.descending() ? " DESC" : "");
                })
                .collect(Collectors.joining(", "));
        return sql + " ORDER BY " + expressions + " FETCH FIRST " + limitParameter + " ROWS ONLY";
    }

    /** The query for the only table's row of one number. */
    String rowSql(String numberParameter) {
        StringBuilder sql = new StringBuilder("SELECT ");
        appendItems(sql, null, false);
        sql.append(" FROM ").append(from.sql().get()).append(RowSelection.BY_NUMBER);
        where.ifPresent(condition -> sql.append(" WHERE ").append(condition));
        return sql.append(where.isPresent() ? " AND " : " WHERE ")
                .append(from.sources().get(0).rowId().orElseThrow())
                .append(" = ")
                .append(numberParameter)
                .toString();
    }

    @Override
    public String sql(List<SqlType> types, boolean comparable) {
        StringBuilder sql = new StringBuilder(select.distinct() ? "SELECT DISTINCT " : "SELECT ");
        appendItems(sql, types, comparable);
        appendFrom(sql);
        if (!groups.isEmpty()) {
            sql.append(" GROUP BY ").append(String.join(", ", groups));
        }
        having.ifPresent(condition -> sql.append(" HAVING ").append(condition));
        return sql.append(order).append(limit).toString();
    }

    private void appendItems(StringBuilder sql, List<SqlType> types, boolean comparable) {
        for (int i = 0; i < items.size(); i++) {
            Operand operand = items.get(i).operand();
            if (types != null) {
                operand = values.convert(operand, types.get(i));
            }
            sql.append(i == 0 ? "" : ", ")
                    .append(comparable || select.distinct() ? operand.comparable() : operand.sql())
                    .append(" AS \"c")
                    .append(i + 1)
                    .append('"');
        }
    }

    private void appendFrom(StringBuilder sql) {
        String sources = from.sql().get();
        StringBuilder rows = new StringBuilder();
        if (!sources.isEmpty()) {
            rows.append(" FROM ").append(sources);
        }
        where.ifPresent(condition -> rows.append(" WHERE ").append(condition));
        if (grouped == null) {
            sql.append(rows);
        } else {
            sql.append(" FROM (SELECT ")
                    .append(grouped.columns())
                    .append(rows)
                    .append(") ")
                    .append(grouped.alias());
        }
    }
}
