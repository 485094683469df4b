package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A view as a declaration: where its rows come from and what each column takes from a row.
 *
 * @param <R> what the source gives for a row
 */
final class View<R> {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int TICKS_PER_SECOND = 300;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Function<ViewScope, Stream<R>> source;
    private final List<ViewColumn> columns = new ArrayList<>();
    private final List<Function<? super R, Object>> values = new ArrayList<>();
    private OptionalInt key = OptionalInt.empty();
    private BiFunction<ViewScope, Object, Stream<R>> finder;
    private Optional<BiFunction<ViewScope, Object, Stream<R>>> successors = Optional.empty();

    private View(Function<ViewScope, Stream<R>> source) {
        this.source = source;
    }

    static <R> View<R> of(Function<ViewScope, Stream<R>> source) {
        return new View<>(source);
    }

    /** A view of things that the instance does not have. */
    static View<Object> empty() {
        return new View<>(scope -> Stream.empty());
    }

    /** A column that is never NULL. */
    View<R> column(String columnName, SqlType type, Function<? super R, Object> value) {
        return add(new ViewColumn(columnName, type, false), value);
    }

    /** A column that may be NULL. */
    View<R> nullable(String columnName, SqlType type, Function<? super R, Object> value) {
        return add(new ViewColumn(columnName, type, true), value);
    }

    /** The column added last finds rows: the source of those that have a value in it. */
    <K> View<R> asKey(Class<K> type, BiFunction<ViewScope, K, Stream<R>> sourceWith) {
        key = OptionalInt.of(columns.size() - 1);
        finder = (scope, value) -> sourceWith.apply(scope, type.cast(value));
        return this;
    }

    /** The key also orders rows: the source of those with a greater value in it, ascending as the store sorts them. */
    <K> View<R> orderedBy(Class<K> type, BiFunction<ViewScope, K, Stream<R>> sourceAfter) {
        successors = Optional.of((scope, value) -> sourceAfter.apply(scope, type.cast(value)));
        return this;
    }

    /** A column with the same value in every row, NULL too. */
    View<R> constant(String columnName, SqlType type, Object value) {
        return add(new ViewColumn(columnName, type, value == null), row -> value);
    }

    /** Columns that are NULL in every row. */
    View<R> nulls(SqlType type, String... columnNames) {
        for (String columnName : columnNames) {
            constant(columnName, type, null);
        }
        return this;
    }

    /** Columns of type bit that are 0 in every row. */
    View<R> zeros(String... columnNames) {
        for (String columnName : columnNames) {
            constant(columnName, SqlType.BIT, false);
        }
        return this;
    }

    /** Columns that several views share. */
    View<R> with(Function<View<R>, View<R>> shared) {
        return shared.apply(this);
    }

    private View<R> add(ViewColumn column, Function<? super R, Object> value) {
        columns.add(column);
        values.add(column.type().kind() == SqlKind.DATETIME ? row -> datetime(value.apply(row)) : value);
        return this;
    }

    /** A value of datetime has the milliseconds .000, .003 or .007 of the nearest 1/300 second. */
    private static Object datetime(Object value) {
        if (!(value instanceof LocalDateTime)) {
            return value;
        }
        LocalDateTime time = (LocalDateTime) value;
        long ticks = Math.round(time.getNano() * (double) TICKS_PER_SECOND / NANOS_PER_SECOND);
        long millis = Math.round(ticks % TICKS_PER_SECOND * 1000.0 / TICKS_PER_SECOND);
        return time.withNano((int) millis * NANOS_PER_MILLI).plusSeconds(ticks / TICKS_PER_SECOND);
    }

    List<ViewColumn> columns() {
        return Collections.unmodifiableList(columns);
    }

    Iterable<Object[]> rows(ViewScope scope) {
        return () -> source.apply(scope).map(row -> row(row, scope.demand())).iterator();
    }

    OptionalInt key() {
        return key;
    }

    Iterable<Object[]> rowsWith(Object value, ViewScope scope) {
        return rows(finder, value, scope);
    }

    boolean isOrderedByKey() {
        return successors.isPresent();
    }

    Iterable<Object[]> rowsAfter(Object value, ViewScope scope) {
        return rows(successors.orElseThrow(), value, scope);
    }

    private Iterable<Object[]> rows(BiFunction<ViewScope, Object, Stream<R>> found, Object value, ViewScope scope) {
        return value == null
                ? List.of()
                : () -> found.apply(scope, value)
                        .map(row -> row(row, scope.demand()))
                        .iterator();
    }

    private Object[] row(R from, ViewDemand demand) {
        Object[] row = new Object[values.size()];
        for (int i = 0; i < row.length; i++) {
            if (demand.wants(i)) {
                row[i] = values.get(i).apply(from);
            }
        }
        return row;
    }
}
