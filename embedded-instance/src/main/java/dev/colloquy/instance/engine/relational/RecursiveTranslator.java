package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.TableSource;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Translates common table expressions that refer to themselves; the anchor decides the types. */
final class RecursiveTranslator {
    private final Translation translation;

    RecursiveTranslator(Translation translation) {
        this.translation = translation;
    }

    static boolean isRecursive(Query.CommonTable table) {
        return table.query() instanceof Query.Combined combined
                && combined.operator().equals("UNION ALL")
                && refersTo(combined.right(), table.name());
    }

    private static boolean refersTo(Query query, String name) {
        if (query instanceof Query.Select select) {
            return select.from().stream().anyMatch(source -> refersTo(source, name));
        } else if (query instanceof Query.Combined combined) {
            return refersTo(combined.left(), name) || refersTo(combined.right(), name);
        }
        return false;
    }

    private static boolean refersTo(TableSource source, String name) {
        if (source instanceof TableSource.Named named) {
            return named.name().schema().isEmpty() && named.name().name().equalsIgnoreCase(name);
        } else if (source instanceof TableSource.Join join) {
            return refersTo(join.left(), name) || refersTo(join.right(), name);
        } else if (source instanceof TableSource.Derived derived) {
            return refersTo(derived.query(), name);
        }
        return false;
    }

    From translate(CommonTables at, String alias) {
        Query.CommonTable table = at.table();
        Query.Combined query = (Query.Combined) table.query();
        QueryTranslator queries = new QueryTranslator(translation);
        QueryBuilder anchor = queries.translate(query.left(), null, at.before());
        String rows = "\"" + translation.nextAlias() + "\"";
        Source soFar = new Source(
                rows,
                Optional.empty(),
                FromTranslator.columns(anchor.outputs(), table.columns(), table.name(), rows),
                Optional.empty(),
                Optional.empty());
        QueryBuilder next = queries.translate(query.right(), null, at.recursing(soFar));
        List<SqlType> types = anchor.outputs().stream().map(Output::type).toList();
        String h2Alias = translation.nextAlias();
        Source source = new Source(
                alias,
                Optional.empty(),
                FromTranslator.columns(anchor.outputs(), table.columns(), alias, h2Alias),
                Optional.empty(),
                Optional.empty());
        String names = columnNames(types.size());
        return From.of(
                () -> "(WITH RECURSIVE " + rows + "(" + names + ") AS (" + anchor.sql(types, true) + " UNION ALL "
                        + next.sql(types, true) + ") SELECT " + names + " FROM " + rows + ") " + h2Alias,
                source);
    }

    private static String columnNames(int count) {
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            names.append(i == 1 ? "" : ", ").append("\"c").append(i).append('"');
        }
        return names.toString();
    }

    /** A reference to the rows found so far, inside the query itself. */
    From reference(CommonTables at, String alias) {
        Source rows = at.recursive();
        String h2Alias = translation.nextAlias();
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            SourceColumn column = rows.columns().get(i);
            Operand operand = new Operand(h2Alias + ".\"c" + (i + 1) + "\"", column.type(), column.nullable(), false);
            columns.add(SourceColumn.of(column.name(), operand, false));
        }
        return From.of(
                () -> rows.alias() + " " + h2Alias,
                new Source(alias, Optional.empty(), columns, Optional.empty(), Optional.empty()));
    }
}
