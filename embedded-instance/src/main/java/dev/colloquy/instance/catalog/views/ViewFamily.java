package dev.colloquy.instance.catalog.views;

import java.util.List;

/** Views that belong together. A view is built when it is first read: its columns are many small classes. */
interface ViewFamily {
    /** The names of its views as SQL Server writes them. */
    List<String> names();

    /** Builds one of them. */
    View<?> build(String name);
}
