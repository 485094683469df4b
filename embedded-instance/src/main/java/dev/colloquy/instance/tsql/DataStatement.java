package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** SELECT, INSERT, UPDATE, DELETE, MERGE and TRUNCATE TABLE. */
public sealed interface DataStatement extends Statement {

    /** The common table expressions before the statement, empty if there is no WITH. */
    List<Query.CommonTable> with();

    /** A query as a statement. */
    record Select(Position position, List<Query.CommonTable> with, Query query) implements DataStatement {
        public Select {
            with = List.copyOf(with);
        }
    }

    /** What an INSERT inserts into, and what OUTPUT … INTO writes to. */
    sealed interface Target {}

    /** A table, or the alias of one in FROM. */
    record TableTarget(ObjectName name, List<String> hints) implements Target {
        public TableTarget {
            hints = List.copyOf(hints);
        }
    }

    /** A table variable; the name includes the sign. */
    record VariableTarget(String name) implements Target {}

    /** {@code OUTPUT items [INTO target [(columns)]]}; columns of the items are qualified by inserted or deleted. */
    record Output(List<Query.Item> items, Optional<Target> into, List<String> columns) {
        public Output {
            items = List.copyOf(items);
            columns = List.copyOf(columns);
        }
    }

    /** Where inserted rows come from. */
    sealed interface InsertSource {}

    /** A query, VALUES included. In VALUES a {@link Expression.Column} named DEFAULT without qualifier is DEFAULT. */
    record QuerySource(Query query) implements InsertSource {}

    /** {@code DEFAULT VALUES}. */
    record DefaultSource() implements InsertSource {}

    /** {@code INSERT … EXEC …}: an {@link ControlStatement.Execute} or {@link ControlStatement.ExecuteString}. */
    record ExecuteSource(ControlStatement execute) implements InsertSource {}

    /** {@code INSERT [TOP] [INTO] target [(columns)] [OUTPUT …] source}. */
    record Insert(
            Position position,
            List<Query.CommonTable> with,
            Optional<Query.Top> top,
            Target target,
            List<String> columns,
            Optional<Output> output,
            InsertSource source)
            implements DataStatement {
        public Insert {
            with = List.copyOf(with);
            columns = List.copyOf(columns);
        }
    }

    /**
     * One assignment of SET: {@code column = value}, {@code @variable = value} or {@code @variable = column = value}.
     *
     * @param operator {@code =} or a compound one
     * @param value    DEFAULT is a {@link Expression.Column} named DEFAULT without qualifier
     */
    record Assignment(
            Optional<String> variable, Optional<Expression.Column> column, String operator, Expression value) {}

    /** {@code UPDATE [TOP] target SET … [OUTPUT …] [FROM …] [WHERE …]}. */
    record Update(
            Position position,
            List<Query.CommonTable> with,
            Optional<Query.Top> top,
            Target target,
            List<Assignment> assignments,
            Optional<Output> output,
            List<TableSource> from,
            Optional<Expression> where)
            implements DataStatement {
        public Update {
            with = List.copyOf(with);
            assignments = List.copyOf(assignments);
            from = List.copyOf(from);
        }
    }

    /** {@code DELETE [TOP] [FROM] target [OUTPUT …] [FROM …] [WHERE …]}. */
    record Delete(
            Position position,
            List<Query.CommonTable> with,
            Optional<Query.Top> top,
            Target target,
            Optional<Output> output,
            List<TableSource> from,
            Optional<Expression> where)
            implements DataStatement {
        public Delete {
            with = List.copyOf(with);
            from = List.copyOf(from);
        }
    }

    /** {@code MERGE [TOP] [INTO] target [AS alias] USING source ON … WHEN … [OUTPUT …]}. */
    record Merge(
            Position position,
            List<Query.CommonTable> with,
            Optional<Query.Top> top,
            Target target,
            Optional<String> alias,
            TableSource using,
            Expression on,
            List<MergeBranch> branches,
            Optional<Output> output)
            implements DataStatement {
        public Merge {
            with = List.copyOf(with);
            branches = List.copyOf(branches);
        }
    }

    /** One WHEN of a MERGE. */
    record MergeBranch(MergeMatch match, Optional<Expression> condition, MergeAction action) {}

    /** Which rows a MERGE branch is for. */
    enum MergeMatch {
        MATCHED,
        NOT_MATCHED_BY_TARGET,
        NOT_MATCHED_BY_SOURCE
    }

    /** What a MERGE branch does. */
    sealed interface MergeAction {}

    /** {@code UPDATE SET …}. */
    record MergeUpdate(List<Assignment> assignments) implements MergeAction {
        public MergeUpdate {
            assignments = List.copyOf(assignments);
        }
    }

    /** {@code INSERT (columns) VALUES (…)}; an empty list of values is DEFAULT VALUES. */
    record MergeInsert(List<String> columns, List<Expression> values) implements MergeAction {
        public MergeInsert {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }
    }

    /** {@code DELETE}. */
    record MergeDelete() implements MergeAction {}

    /** {@code TRUNCATE TABLE name}. */
    record Truncate(Position position, ObjectName table) implements DataStatement {
        @Override
        public List<Query.CommonTable> with() {
            return List.of();
        }
    }
}
