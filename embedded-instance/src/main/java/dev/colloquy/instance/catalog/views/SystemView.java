package dev.colloquy.instance.catalog.views;

import java.util.List;
import java.util.OptionalInt;

/** Something that is read like a table and is made when it is read. */
public interface SystemView {
    /** The name without schema, as SQL Server writes it. */
    String name();

    /** The columns in the order of {@code SELECT *}. */
    List<ViewColumn> columns();

    /**
     * The rows, one value for each column: null for NULL, otherwise of the class that {@code SqlKind} names for the
     * column's type. Each iteration reads anew, and no further than it is carried on.
     */
    Iterable<Object[]> rows(ViewScope scope);

    /** The number, from zero, of the column by which {@link #rowsWith} finds rows without reading all; mostly none. */
    default OptionalInt key() {
        return OptionalInt.empty();
    }

    /**
     * Those of the {@link #rows} that have the value in the column {@link #key}.
     *
     * @param key of the class of the column's type; null, which equals nothing, finds none
     * @throws UnsupportedOperationException if there is no such column
     */
    default Iterable<Object[]> rowsWith(Object key, ViewScope scope) {
        throw new UnsupportedOperationException(name() + " finds no rows by a column");
    }

    /** Whether {@link #rowsAfter} gives rows in the order of the column {@link #key}; mostly not. */
    default boolean isOrderedByKey() {
        return false;
    }

    /**
     * Those of the {@link #rows} with a greater value in the column {@link #key}, ascending, as the store sorts values.
     *
     * @param key of the class of the column's type; null, which nothing is greater than, finds none
     * @throws UnsupportedOperationException if the view is not ordered by it
     */
    default Iterable<Object[]> rowsAfter(Object key, ViewScope scope) {
        throw new UnsupportedOperationException(name() + " is not ordered by a column");
    }
}
