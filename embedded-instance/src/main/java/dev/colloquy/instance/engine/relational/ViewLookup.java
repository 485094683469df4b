package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.SystemView;
import dev.colloquy.instance.storage.Database;
import java.util.Optional;

/** Finds what can be read like a table but is kept elsewhere: system views and queues. */
@FunctionalInterface
public interface ViewLookup {

    /**
     * The view or queue of that name in any letter case.
     *
     * @param schema as written, or the default schema if none was written
     */
    Optional<SystemView> find(Database database, String schema, String name);
}
