package dev.colloquy.instance.storage;

import java.sql.SQLException;

/** A step that changes or locks rows, or ends the work on them. */
@FunctionalInterface
public interface Change<R> {
    R run() throws SQLException;
}
