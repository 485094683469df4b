package dev.colloquy.instance.catalog.views;

import java.util.List;

/** Something that is read like a table and is made when it is read. */
public interface SystemView {
    /** The name without schema, as SQL Server writes it. */
    String name();

    /** The columns in the order of {@code SELECT *}. */
    List<ViewColumn> columns();

    /**
     * The rows, one value for each column: null for NULL, otherwise of the class that {@code SqlKind} names for the
     * column's type. Each iteration reads anew.
     */
    Iterable<Object[]> rows(ViewScope scope);
}
