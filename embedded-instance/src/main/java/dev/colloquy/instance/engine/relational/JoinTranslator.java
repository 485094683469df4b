package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.TableSource;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Translates joins. H2 has neither FULL JOIN nor APPLY, so these are put differently. */
final class JoinTranslator {
    private final Translation translation;
    private final FromTranslator sources;
    private final Scope outer;
    private final CommonTables commonTables;

    JoinTranslator(Translation translation, FromTranslator sources, Scope outer, CommonTables commonTables) {
        this.translation = translation;
        this.sources = sources;
        this.outer = outer;
        this.commonTables = commonTables;
    }

    From join(TableSource.Join join) {
        From left = sources.translate(join.left());
        if (join.kind() == TableSource.Kind.CROSS_APPLY || join.kind() == TableSource.Kind.OUTER_APPLY) {
            return apply(left, join);
        }
        From right = sources.translate(join.right());
        return switch (join.kind()) {
            case INNER -> conditional(left, " JOIN ", right, on(join, left, right));
            case LEFT -> conditional(left, " LEFT JOIN ", right, on(join, left, right), left, right.asNullable());
            case RIGHT -> conditional(left, " RIGHT JOIN ", right, on(join, left, right), left.asNullable(), right);
            case FULL -> full(left, right, on(join, left, right));
            case CROSS -> new From(() -> left.sql().get() + " CROSS JOIN " + nested(right), From.both(left, right));
            case CROSS_APPLY, OUTER_APPLY -> throw new AssertionError(join.kind());
        };
    }

    private Scope scope(From... parts) {
        List<Source> all = new ArrayList<>();
        for (From part : parts) {
            all.addAll(part.sources());
        }
        return new Scope(outer, commonTables, all);
    }

    private String on(TableSource.Join join, From left, From right) {
        return new ExpressionTranslator(translation, scope(left, right))
                .condition(join.on().orElseThrow());
    }

    private static From conditional(From left, String operator, From right, String on) {
        return conditional(left, operator, right, on, left, right);
    }

    private static From conditional(
            From left, String operator, From right, String on, From visibleLeft, From visibleRight) {
        return new From(
                () -> left.sql().get() + operator + nested(right) + " ON " + on, From.both(visibleLeft, visibleRight));
    }

    private static String nested(From right) {
        String sql = right.sql().get();
        return right.sources().size() > 1 ? "(" + sql + ")" : sql;
    }

    /** The left join, and the rows of the right side that no row of the left side meets. */
    private From full(From left, From right, String on) {
        String alias = translation.nextAlias();
        List<Operand> all = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        exposeAll(left, alias, all, sources);
        int fromLeft = all.size();
        exposeAll(right, alias, all, sources);
        return new From(
                () -> {
                    StringBuilder matched = new StringBuilder();
                    StringBuilder unmatched = new StringBuilder();
                    for (int i = 0; i < all.size(); i++) {
                        String separator = i == 0 ? "" : ", ";
                        Operand column = all.get(i);
                        matched.append(separator)
                                .append(column.sql())
                                .append(" AS \"c")
                                .append(i + 1)
                                .append('"');
                        String none = "CAST(NULL AS " + StorageTypes.selected(column.type()) + ")";
                        unmatched.append(separator).append(i < fromLeft ? none : column.sql());
                    }
                    return "(SELECT " + matched + " FROM " + left.sql().get() + " LEFT JOIN " + nested(right) + " ON "
                            + on + " UNION ALL SELECT " + unmatched + " FROM "
                            + right.sql().get()
                            + " WHERE NOT EXISTS (SELECT 1 FROM " + left.sql().get() + " WHERE " + on + ")) " + alias;
                },
                sources);
    }

    private static void exposeAll(From part, String alias, List<Operand> all, List<Source> sources) {
        for (Source source : part.sources()) {
            List<SourceColumn> columns = new ArrayList<>();
            for (SourceColumn column : source.columns()) {
                Operand operand = column.operand().get();
                all.add(operand);
                columns.add(SourceColumn.of(
                        column.name(),
                        new Operand(alias + ".\"c" + all.size() + "\"", operand.type(), true, operand.large()),
                        column.identity()));
            }
            sources.add(new Source(source.alias(), source.name(), columns, Optional.empty(), Optional.empty()));
        }
    }

    /**
     * APPLY of a query without FROM gives names to expressions; APPLY of something that does not refer to the left side
     * is a plain join.
     */
    private From apply(From left, TableSource.Join join) {
        if (join.right() instanceof TableSource.Derived derived
                && derived.query() instanceof Query.Select select
                && select.from().isEmpty()
                && select.where().isEmpty()
                && select.items().stream().noneMatch(item -> Expressions.containsAggregate(item.expression()))) {
            return new From(left.sql(), From.both(left, named(left, derived, select)));
        }
        From right;
        try {
            right = sources.translate(join.right());
        } catch (SqlError e) {
            if (e.number() == 4104 || e.number() == 207) {
                throw SqlErrors.notSupported("APPLY of a query with FROM that refers to the left side")
                        .causedBy(e);
            }
            throw e;
        }
        return join.kind() == TableSource.Kind.CROSS_APPLY
                ? new From(() -> left.sql().get() + " CROSS JOIN " + nested(right), From.both(left, right))
                : conditional(left, " LEFT JOIN ", right, "TRUE", left, right.asNullable());
    }

    private From named(From left, TableSource.Derived derived, Query.Select select) {
        ExpressionTranslator values = new ExpressionTranslator(translation, scope(left));
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < select.items().size(); i++) {
            Query.Item item = select.items().get(i);
            Expression expression = item.expression();
            String name = derived.columns().isEmpty()
                    ? item.alias().orElseGet(() -> expression instanceof Expression.Column c ? c.name() : "")
                    : derived.columns().get(i);
            columns.add(SourceColumn.of(name, values.translate(expression), false));
        }
        return From.of(
                () -> "", new Source(derived.alias(), Optional.empty(), columns, Optional.empty(), Optional.empty()));
    }
}
