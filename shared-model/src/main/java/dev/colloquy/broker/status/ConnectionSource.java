package dev.colloquy.broker.status;

import java.sql.Connection;
import java.sql.SQLException;

/** Where a connection to this side's database comes from; {@code dataSource::getConnection} is one. */
@FunctionalInterface
public interface ConnectionSource {
    /**
     * A connection for one call, closed by the caller.
     *
     * @throws SQLException if there is none
     */
    Connection open() throws SQLException;
}
