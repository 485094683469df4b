package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** One source of rows in FROM. */
public sealed interface TableSource {

    /** A table, view or queue, with its hints in upper case ({@code NOLOCK}, {@code UPDLOCK} …). */
    record Named(ObjectName name, Optional<String> alias, List<String> hints) implements TableSource {
        public Named {
            hints = List.copyOf(hints);
        }
    }

    /** A table variable; the name includes the sign. */
    record TableVariable(String name, Optional<String> alias) implements TableSource {}

    /** A query in parentheses with its alias and optional column names. */
    record Derived(Query query, String alias, List<String> columns) implements TableSource {
        public Derived {
            columns = List.copyOf(columns);
        }
    }

    /** A table-valued function. */
    record Function(ObjectName name, List<Expression> arguments, Optional<String> alias, List<String> columns)
            implements TableSource {
        public Function {
            arguments = List.copyOf(arguments);
            columns = List.copyOf(columns);
        }
    }

    /** A join; the condition is absent for CROSS JOIN and both APPLY forms. */
    record Join(TableSource left, Kind kind, TableSource right, Optional<Expression> on) implements TableSource {}

    /** The kinds of join. */
    enum Kind {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        CROSS,
        CROSS_APPLY,
        OUTER_APPLY
    }
}
