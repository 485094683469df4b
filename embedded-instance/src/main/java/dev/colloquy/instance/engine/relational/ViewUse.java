package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.ViewColumn;
import java.util.List;

/**
 * A view or queue that a plan reads. It is looked up again by each execution.
 *
 * @param number tells the uses of one plan apart
 */
record ViewUse(int number, int databaseId, String schema, String name, List<ViewColumn> columns) {}
