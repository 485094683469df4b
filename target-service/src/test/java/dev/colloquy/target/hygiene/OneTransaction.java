package dev.colloquy.target.hygiene;

import dev.colloquy.broker.hygiene.HygieneDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Gives connections inside a transaction only, as the service's pool does: never in autocommit mode, the same one for
 * all of a transaction, and committed or rolled back with it. For one thread.
 */
final class OneTransaction implements HygieneDatabase {
    private final DataSource physical;
    private Connection current;

    OneTransaction(DataSource physical) {
        this.physical = physical;
    }

    @Override
    public <T> T call(Callable<T> work) throws Exception {
        try (Connection connection = physical.getConnection()) {
            connection.setAutoCommit(false);
            current = connection;
            T result = work.call();
            connection.commit();
            return result;
        } finally {
            current = null;
        }
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (current == null) {
                throw new SQLException("no connection without a transaction");
            }
            return logical(current);
        });
    }

    private static Connection logical(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
