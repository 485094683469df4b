package dev.colloquy.instance.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A PRIMARY KEY, UNIQUE, CHECK or FOREIGN KEY constraint. DEFAULT constraints belong to their
 * {@link ColumnDefinition}.
 *
 * @param columns     the table's columns by name; empty for a CHECK
 * @param text        the T-SQL text of a CHECK's condition
 * @param reference   what a FOREIGN KEY refers to
 * @param systemNamed whether the server chose the name
 */
public record ConstraintDefinition(
        int objectId,
        String name,
        Kind kind,
        List<String> columns,
        Optional<String> text,
        Optional<Reference> reference,
        boolean systemNamed) {
    public ConstraintDefinition {
        columns = List.copyOf(columns);
    }

    /** The kinds of constraint, with {@code sys.objects.type}. */
    public enum Kind {
        PRIMARY_KEY("PK"),
        UNIQUE("UQ"),
        CHECK("C "),
        FOREIGN_KEY("F ");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The two characters of {@code sys.objects.type}. */
        public String code() {
            return code;
        }
    }

    /**
     * The referenced key.
     *
     * @param onDelete NO ACTION, CASCADE, SET NULL or SET DEFAULT
     * @param onUpdate likewise
     */
    public record Reference(int tableId, List<String> columns, String onDelete, String onUpdate) {
        public Reference {
            columns = List.copyOf(columns);
        }
    }
}
