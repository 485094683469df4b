package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.IndexDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.TableSource;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a table that an UPDATE or DELETE is about, as the statement describes them: target, FROM, WHERE, TOP. A
 * target may be a common table expression or derived table over one table ({@code WITH q AS (SELECT TOP (1) …) DELETE
 * q}).
 *
 * @param sources   FROM, the target included
 * @param hints     hints at the target
 */
record RowSelection(
        List<TableSource> sources,
        String targetAlias,
        List<Expression> conditions,
        Optional<Query.Top> top,
        List<Query.Order> order,
        List<String> hints,
        CommonTables commonTables) {
    /** Behind a table in H2's SQL: its rows are found by their numbers; else H2 may read a whole index for them. */
    static final String BY_NUMBER = " USE INDEX ()";

    static RowSelection of(
            DataStatement.Target target,
            List<TableSource> from,
            Optional<Expression> where,
            Optional<Query.Top> top,
            List<Query.CommonTable> with) {
        CommonTables commonTables = CommonTables.of(with);
        List<Expression> conditions = where.map(List::of).orElse(List.of());
        if (target instanceof DataStatement.VariableTarget variable) {
            List<TableSource> sources =
                    from.isEmpty() ? List.of(new TableSource.TableVariable(variable.name(), Optional.empty())) : from;
            return new RowSelection(sources, variable.name(), conditions, top, List.of(), List.of(), commonTables);
        }
        DataStatement.TableTarget table = (DataStatement.TableTarget) target;
        ObjectName name = table.name();
        Optional<Query> subquery = subquery(name, from, commonTables);
        if (subquery.isPresent()) {
            return over(subquery.get(), name.name(), where, top, commonTables);
        }
        if (from.isEmpty()) {
            TableSource only = new TableSource.Named(name, Optional.empty(), table.hints());
            return new RowSelection(
                    List.of(only), name.name(), conditions, top, List.of(), table.hints(), commonTables);
        }
        return new RowSelection(from, alias(name, from), conditions, top, List.of(), hints(table, from), commonTables);
    }

    /** The query behind the target, if the target is a common table expression or the only derived table in FROM. */
    private static Optional<Query> subquery(ObjectName name, List<TableSource> from, CommonTables commonTables) {
        if (name.schema().isPresent()) {
            return Optional.empty();
        }
        if (from.isEmpty()) {
            return commonTables.find(name.name()).map(found -> found.table().query());
        }
        if (from.size() == 1
                && from.get(0) instanceof TableSource.Derived derived
                && derived.alias().equalsIgnoreCase(name.name())) {
            return Optional.of(derived.query());
        }
        return Optional.empty();
    }

    private static RowSelection over(
            Query query, String alias, Optional<Expression> where, Optional<Query.Top> top, CommonTables commonTables) {
        if (!(query instanceof Query.Select select)
                || select.from().size() != 1
                || !(select.from().get(0) instanceof TableSource.Named named)
                || select.distinct()
                || !select.groupBy().isEmpty()
                || select.paging().isPresent()
                || select.items().stream().anyMatch(RowSelection::isComputed)
                || (select.top().isPresent() && (where.isPresent() || top.isPresent()))) {
            throw SqlErrors.notSupported("A data change through a query that is not a plain selection of one table");
        }
        List<Expression> conditions = new ArrayList<>();
        select.where().map(condition -> renamed(condition, named, alias)).ifPresent(conditions::add);
        where.ifPresent(conditions::add);
        List<Query.Order> order = select.orderBy().stream()
                .map(term -> new Query.Order(renamed(term.expression(), named, alias), term.descending()))
                .toList();
        TableSource source = new TableSource.Named(named.name(), Optional.of(alias), named.hints());
        return new RowSelection(
                List.of(source), alias, conditions, select.top().or(() -> top), order, named.hints(), commonTables);
    }

    private static boolean isComputed(Query.Item item) {
        return !(item.expression() instanceof Expression.AllColumns)
                && !(item.expression() instanceof Expression.Column column
                        && item.alias()
                                .map(alias -> alias.equalsIgnoreCase(column.name()))
                                .orElse(true));
    }

    /** The expression with the inner table's name replaced by the name of the query. */
    private static Expression renamed(Expression e, TableSource.Named table, String alias) {
        if (e instanceof Expression.Column column
                && !column.qualifier().isEmpty()
                && column.qualifier()
                        .get(column.qualifier().size() - 1)
                        .equalsIgnoreCase(table.alias().orElse(table.name().name()))) {
            return new Expression.Column(List.of(alias), column.name());
        }
        return Expressions.map(e, part -> renamed(part, table, alias));
    }

    /** The exposed name of the target among the sources: its alias there, or its own name. */
    private static String alias(ObjectName name, List<TableSource> from) {
        List<TableSource.Named> all = new ArrayList<>();
        from.forEach(source -> collect(source, all));
        for (TableSource.Named named : all) {
            if (name.schema().isEmpty()
                    && named.alias().filter(name.name()::equalsIgnoreCase).isPresent()) {
                return name.name();
            }
        }
        for (TableSource.Named named : all) {
            if (named.name().name().equalsIgnoreCase(name.name())) {
                return named.alias().orElse(name.name());
            }
        }
        return name.name();
    }

    private static List<String> hints(DataStatement.TableTarget target, List<TableSource> from) {
        List<TableSource.Named> all = new ArrayList<>();
        from.forEach(source -> collect(source, all));
        String alias = alias(target.name(), from);
        List<String> hints = new ArrayList<>(target.hints());
        all.stream()
                .filter(named -> named.alias().orElse(named.name().name()).equalsIgnoreCase(alias))
                .forEach(named -> hints.addAll(named.hints()));
        return hints;
    }

    private static void collect(TableSource source, List<TableSource.Named> all) {
        if (source instanceof TableSource.Named named) {
            all.add(named);
        } else if (source instanceof TableSource.Join join) {
            collect(join.left(), all);
            collect(join.right(), all);
        }
    }

    boolean isJoin() {
        return sources.size() > 1 || sources.get(0) instanceof TableSource.Join;
    }

    /** The selection translated so far: where its rows come from. */
    record Bound(From from, Source target, Scope scope, ExpressionTranslator values) {
        StoredTable table() {
            return target.table().orElseThrow();
        }

        String rowId() {
            return target.rowId().orElseThrow();
        }
    }

    Bound bind(Translation translation) {
        From from = new FromTranslator(translation, null, commonTables).translate(sources);
        Source target = from.sources().stream()
                .filter(source -> source.alias().equalsIgnoreCase(targetAlias))
                .findFirst()
                .orElseThrow(() -> SqlErrors.invalidObjectName(targetAlias));
        if (target.table().isEmpty()) {
            throw new SqlError(259, 16, 1, "Ad hoc updates to system catalogs are not allowed.");
        }
        Scope scope = new Scope(null, commonTables, from.sources());
        return new Bound(from, target, scope, new ExpressionTranslator(translation, scope));
    }

    String where(Bound bound) {
        return conditions.isEmpty()
                ? ""
                : conditions.stream()
                        .map(bound.values()::condition)
                        .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    /**
     * The query for the rows' numbers, their stored columns and the given leaves, in this order; and, for the first rows
     * in an order, how they are found one by one.
     */
    Selected plan(Translation translation, Bound bound, List<Expression> leaves) {
        List<String> list = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        list.add(isJoin() ? rowIdIfPresent(bound.target(), "TRUE") : bound.rowId());
        outputs.add(new Output("", SqlType.BIGINT, true, false, false));
        targetColumns(bound.target(), list, outputs);
        for (Expression leaf : leaves) {
            Operand operand = bound.values().translate(leaf);
            list.add(operand.sql());
            outputs.add(new Output("", operand.type(), true, false, operand.large()));
        }
        String where = where(bound);
        String terms = orderBy(bound);
        String limit = RowLimit.sql(bound.values(), top, Optional.empty());
        String from = " FROM " + bound.from().sql().get() + where;
        String lock = isJoin() ? "" : Queries.forUpdate(hints);
        String select = "SELECT " + String.join(", ", list) + from;
        Plan plan = translation.plan(select + terms + limit + lock, outputs);
        if (terms.isEmpty() || top.isEmpty()) {
            return new Selected(plan, null);
        }
        if (top.get().percent() || top.get().withTies()) {
            throw SqlErrors.notSupported("TOP with PERCENT or WITH TIES in a data change");
        }
        String supplied = translation.bind(new Parameter.Supplied(0));
        Plan numbers = translation.plan(
                "SELECT " + bound.rowId() + from + terms + " FETCH FIRST " + supplied + " ROWS ONLY", List.of());
        String and = where.isEmpty() ? " WHERE " : " AND ";
        String oneRow = "SELECT " + String.join(", ", list) + " FROM "
                + bound.from().sql().get() + BY_NUMBER + where;
        Plan row = translation.plan(oneRow + and + bound.rowId() + " = " + supplied + lock, outputs);
        return new Selected(
                plan,
                new LockedTop(numbers, row, new Parameter.RowCount(top.get().count(), false)));
    }

    /** Where a change finds its rows; the locked form takes the place of the plan where there is one. */
    record Selected(Plan plan, LockedTop lockedTop) {}

    private String orderBy(Bound bound) {
        return order.isEmpty()
                ? ""
                : order.stream()
                        .map(term -> bound.values().translate(term.expression()).comparable()
                                + (term.descending() ? " DESC" : ""))
                        .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    /**
     * The number of the target's row, NULL where a join has none; H2 gives 0 there.
     *
     * @param otherwise a condition that holds where there is a row, for tables without primary key
     */
    static String rowIdIfPresent(Source target, String otherwise) {
        String rowId = target.rowId().orElseThrow();
        TableDefinition table = target.table().orElseThrow().definition();
        String present = table.indexes().stream()
                .filter(IndexDefinition::primaryKey)
                .findFirst()
                .map(key -> rowId.replace("_ROWID_", "")
                        + TableDdl.column(table, key.columns().get(0).name()) + " IS NOT NULL")
                .orElse(otherwise);
        return "CASE WHEN " + present + " THEN " + rowId + " END";
    }

    /** The stored columns of the target, for the row as it was. */
    static void targetColumns(Source target, List<String> list, List<Output> outputs) {
        String alias = target.rowId().orElseThrow().replace("_ROWID_", "");
        for (ColumnDefinition column : target.table().orElseThrow().definition().columns()) {
            if (column.computed().isEmpty()) {
                list.add(alias + Storage.quote(column.storageName()));
                outputs.add(new Output("", column.type(), true, false, false));
            }
        }
    }

    /** The row as it was, from a result of {@link #targetColumns} that begins at the position. */
    static Object[] formerRow(StoredTable table, Object[] found, int from) {
        List<ColumnDefinition> columns = table.definition().columns();
        Object[] row = new Object[columns.size()];
        int next = from;
        for (int i = 0; i < row.length; i++) {
            if (columns.get(i).computed().isEmpty()) {
                row[i] = found[next++];
            }
        }
        return row;
    }

    static int storedWidth(StoredTable table) {
        return (int) table.definition().columns().stream()
                .filter(column -> column.computed().isEmpty())
                .count();
    }
}
