package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The columns that an expression can see: those of its query's sources, then those of the queries around it. */
class Scope {
    private final Scope outer;
    private final CommonTables commonTables;
    private final List<Source> sources;

    Scope(Scope outer, CommonTables commonTables, List<Source> sources) {
        this.outer = outer;
        this.commonTables = commonTables;
        this.sources = List.copyOf(sources);
    }

    /** A scope without sources. */
    static Scope empty(CommonTables commonTables) {
        return new Scope(null, commonTables, List.of());
    }

    List<Source> sources() {
        return sources;
    }

    CommonTables commonTables() {
        return commonTables;
    }

    Scope outer() {
        return outer;
    }

    /** The value of an expression that the query groups by, or null. */
    Operand grouped(Expression expression) {
        return null;
    }

    /**
     * Finds a column.
     *
     * @throws SqlError 207 or 4104 if there is none, 209 if there are several
     */
    final SourceColumn resolve(Expression.Column column) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Optional<SourceColumn> found = scope.find(column);
            if (found.isPresent()) {
                return found.get();
            }
        }
        if (column.qualifier().isEmpty() || isKnownSource(column.qualifier())) {
            throw SqlErrors.invalidColumnName(column.name());
        }
        throw new SqlError(
                4104,
                "The multi-part identifier \"" + String.join(".", column.qualifier()) + "." + column.name()
                        + "\" could not be bound.");
    }

    /** The column among those of this scope's own sources. */
    Optional<SourceColumn> find(Expression.Column column) {
        SourceColumn found = null;
        for (Source source : sources) {
            if (!column.qualifier().isEmpty() && !source.isCalled(column.qualifier())) {
                continue;
            }
            for (SourceColumn candidate : source.columns()) {
                if (candidate.name().equalsIgnoreCase(column.name())) {
                    if (found != null) {
                        throw new SqlError(209, "Ambiguous column name '" + column.name() + "'.");
                    }
                    found = candidate;
                }
            }
        }
        return Optional.ofNullable(found).map(this::expose);
    }

    /** A column of a source as this scope's expressions see it. */
    SourceColumn expose(SourceColumn column) {
        return column;
    }

    private boolean isKnownSource(List<String> qualifier) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.sources.stream().anyMatch(source -> source.isCalled(qualifier))) {
                return true;
            }
        }
        return false;
    }

    /** The columns that {@code *} or {@code alias.*} stands for. */
    List<SourceColumn> all(List<String> qualifier) {
        List<SourceColumn> columns = new ArrayList<>();
        boolean known = false;
        for (Source source : sources) {
            if (qualifier.isEmpty() || source.isCalled(qualifier)) {
                source.columns().forEach(column -> columns.add(expose(column)));
                known = true;
            }
        }
        if (!known) {
            throw qualifier.isEmpty()
                    ? new SqlError(263, "Must specify table to select from.")
                    : new SqlError(
                            107,
                            15,
                            1,
                            "The column prefix '" + String.join(".", qualifier)
                                    + "' does not match with a table name or alias name used in the query.");
        }
        return columns;
    }
}
