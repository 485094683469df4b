package dev.colloquy.instance.catalog.views;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A view under its name, built when it is first used. */
final class NamedView implements SystemView {
    private final String name;
    private final Supplier<View<?>> builder;
    private volatile View<?> built;

    NamedView(String name, Supplier<View<?>> builder) {
        this.name = name;
        this.builder = builder;
    }

    private View<?> view() {
        View<?> view = built;
        if (view == null) {
            // Two readers may both build it; the views are alike.
            view = builder.get();
            built = view;
        }
        return view;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<ViewColumn> columns() {
        return view().columns();
    }

    @Override
    public Iterable<Object[]> rows(ViewScope scope) {
        return view().rows(scope);
    }

    @Override
    public OptionalInt key() {
        return view().key();
    }

    @Override
    public Iterable<Object[]> rowsWith(Object key, ViewScope scope) {
        return view().rowsWith(key, scope);
    }

    @Override
    public boolean isOrderedByKey() {
        return view().isOrderedByKey();
    }

    @Override
    public Iterable<Object[]> rowsAfter(Object key, ViewScope scope) {
        return view().rowsAfter(key, scope);
    }
}
