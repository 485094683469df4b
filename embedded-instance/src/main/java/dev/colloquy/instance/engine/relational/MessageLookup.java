package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.IndexDefinition;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What messages need where H2 changed several rows at once, so that no one row is known. The duplicate key is read from
 * H2's message, which shows the entry of the index, or the row's number, behind a comment.
 */
record MessageLookup(Names names, StoredTable changed, String message) implements H2Errors.RowValues {
    private static final String ROW = "/* key:";
    private static final String TEXT = "CAST('";

    static MessageLookup of(Names names, StoredTable changed, SQLException e) {
        return new MessageLookup(names, changed, String.valueOf(e.getMessage()));
    }

    @Override
    public String shown(IndexDefinition index) {
        int comment = message.indexOf("/*");
        int start = message.indexOf("*/", comment) + 2;
        int end = message.indexOf(" )", start);
        if (comment < 0 || start < 2) {
            return "";
        }
        int row = message.indexOf(ROW);
        if (row >= 0 && index.columns().size() == 1) {
            return message.substring(row + ROW.length(), start - 2).trim();
        }
        return end < 0 ? "" : withoutCasts(message.substring(start, end).trim());
    }

    /** {@code 1, CAST('a' AS VARCHAR_IGNORECASE(1))} as {@code 1, a}. */
    private static String withoutCasts(String entry) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int cast = entry.indexOf(TEXT); cast >= 0; cast = entry.indexOf(TEXT, at)) {
            int closed = entry.indexOf("' AS ", cast);
            int after = entry.indexOf("))", closed);
            if (closed < 0 || after < 0) {
                break;
            }
            text.append(entry, at, cast).append(entry, cast + TEXT.length(), closed);
            at = after + 2;
        }
        return text.append(entry, at, entry.length()).toString().replace("NULL", "<NULL>");
    }

    @Override
    public Optional<StoredTable> tableOfConstraint(int constraintId) {
        return names.tableOfConstraint(changed.definition().databaseId(), constraintId);
    }

    @Override
    public Optional<StoredTable> table(int objectId) {
        return names.tableWithId(changed.definition().databaseId(), objectId);
    }
}
