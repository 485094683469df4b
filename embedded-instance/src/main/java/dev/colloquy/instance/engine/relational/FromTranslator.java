package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.SystemView;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.TableSource;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Translates the sources of FROM. */
final class FromTranslator {
    private final Translation translation;
    private final Scope outer;
    private final CommonTables commonTables;

    /** A translator for a query inside the outer scope. */
    FromTranslator(Translation translation, Scope outer, CommonTables commonTables) {
        this.translation = translation;
        this.outer = outer;
        this.commonTables = commonTables;
    }

    /** The sources of a comma list. */
    From translate(List<TableSource> list) {
        From all = null;
        for (TableSource element : list) {
            From next = translate(element);
            all = all == null ? next : joined(all, ", ", next);
        }
        if (all == null) {
            return new From(() -> "", List.of());
        }
        requireDistinctNames(all.sources());
        return all;
    }

    private static From joined(From left, String separator, From right) {
        return new From(
                () -> {
                    String first = left.sql().get();
                    String second = right.sql().get();
                    return first.isEmpty() || second.isEmpty() ? first + second : first + separator + second;
                },
                From.both(left, right));
    }

    private static void requireDistinctNames(List<Source> sources) {
        for (int i = 0; i < sources.size(); i++) {
            for (int k = 0; k < i; k++) {
                Source a = sources.get(i);
                Source b = sources.get(k);
                if (a.alias().equalsIgnoreCase(b.alias())
                        && a.name().isPresent() == b.name().isPresent()
                        && a.name().equals(b.name())) {
                    throw new SqlError(
                            1013,
                            "The objects \"" + a.alias() + "\" and \"" + b.alias()
                                    + "\" in the FROM clause have the same exposed names. Use correlation names to"
                                    + " distinguish them.");
                }
            }
        }
    }

    From translate(TableSource source) {
        if (source instanceof TableSource.Named named) {
            return named(named);
        } else if (source instanceof TableSource.TableVariable variable) {
            StoredTable table = translation.names().temporary(variable.name(), translation.context());
            translation.dependencies().temporary(variable.name(), table);
            return stored(table, variable.alias().orElse(variable.name()), Optional.empty());
        } else if (source instanceof TableSource.Derived derived) {
            QueryBuilder query = new QueryTranslator(translation).translate(derived.query(), outer, commonTables);
            return derived(query, derived.alias(), derived.columns());
        } else if (source instanceof TableSource.Join join) {
            return new JoinTranslator(translation, this, outer, commonTables).join(join);
        } else if (source instanceof TableSource.Function function) {
            throw SqlErrors.notSupported("The function " + function.name() + " in FROM");
        }
        throw new AssertionError("no translation of " + source.getClass().getSimpleName());
    }

    private From named(TableSource.Named named) {
        ObjectName name = named.name();
        if (name.schema().isEmpty()) {
            Optional<CommonTables> common = commonTables.find(name.name());
            if (common.isPresent()) {
                return common(common.get(), named.alias().orElse(name.name()));
            }
        }
        String alias = named.alias().orElse(name.name());
        Optional<ObjectName> own = named.alias().isPresent() ? Optional.empty() : Optional.of(name);
        Optional<StoredTable> table = translation.names().table(name, translation.context());
        if (table.isPresent()) {
            dependOn(name, table.get());
            return stored(table.get(), alias, own);
        }
        return view(name, alias, own);
    }

    private void dependOn(ObjectName name, StoredTable table) {
        if (table.temporary()) {
            translation.dependencies().temporary(name.name(), table);
        } else {
            translation.dependencies().reads(table.definition());
            int databaseId = table.definition().databaseId();
            translation.dependencies().database(databaseId, translation.names().version(databaseId));
        }
    }

    From stored(StoredTable table, String alias, Optional<ObjectName> own) {
        Source source = new TableColumns(translation).source(table, translation.nextAlias(), alias, own);
        String sql = table.sql() + " " + source.rowId().orElseThrow().replace("._ROWID_", "");
        return From.of(() -> sql, source);
    }

    private From view(ObjectName name, String alias, Optional<ObjectName> own) {
        Database database = translation.names().database(name, translation.context());
        translation.dependencies().database(database.id(), translation.names().version(database.id()));
        for (String schema : translation.names().schemas(name, translation.context())) {
            Optional<SystemView> view = translation.names().view(database, schema, name.name());
            if (view.isPresent()) {
                ViewSource found = new ViewSource(
                        translation,
                        translation.use(
                                database.id(), schema, name.name(), view.get().columns()),
                        view.get());
                return new From(found::sql, List.of(found.source(alias, own)), Optional.of(found));
            }
        }
        throw SqlErrors.invalidObjectName(name.toString());
    }

    private From common(CommonTables at, String alias) {
        if (at.recursive() != null) {
            return new RecursiveTranslator(translation).reference(at, alias);
        }
        Query.CommonTable table = at.table();
        if (RecursiveTranslator.isRecursive(table)) {
            return new RecursiveTranslator(translation).translate(at, alias);
        }
        QueryBuilder query = new QueryTranslator(translation).translate(table.query(), null, at.before());
        return derived(query, alias, table.columns());
    }

    /** A query in FROM under a name. */
    From derived(QueryBuilder query, String alias, List<String> columnNames) {
        String h2Alias = translation.nextAlias();
        Source source = new Source(
                alias,
                Optional.empty(),
                columns(query.outputs(), columnNames, alias, h2Alias),
                Optional.empty(),
                Optional.empty());
        return From.of(() -> "(" + query.sql(null, false) + ") " + h2Alias, source);
    }

    static List<SourceColumn> columns(List<Output> outputs, List<String> names, String alias, String h2Alias) {
        if (!names.isEmpty() && names.size() != outputs.size()) {
            throw names.size() > outputs.size()
                    ? new SqlError(8158, "'" + alias + "' has fewer columns than were specified in the column list.")
                    : new SqlError(8159, "'" + alias + "' has more columns than were specified in the column list.");
        }
        List<SourceColumn> columns = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            String name = names.isEmpty() ? output.name() : names.get(i);
            if (name.isEmpty()) {
                throw new SqlError(
                        8155, 16, 2, "No column name was specified for column " + (i + 1) + " of '" + alias + "'.");
            }
            Operand operand =
                    new Operand(h2Alias + ".\"c" + (i + 1) + "\"", output.type(), output.nullable(), output.large());
            columns.add(SourceColumn.of(name, operand, output.identity()));
        }
        return columns;
    }
}
